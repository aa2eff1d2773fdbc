import type { Migration } from './migration.ts';

/** Jobs over all recordings that a search finds, and what they found. */
export const bulkMigration: Migration = {
  name: 'bulk',
  up: async ({ schema }) => {
    await schema
      .createTable('bulk_jobs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('search', 'text', (column) => column.notNull())
      .addColumn('format', 'text')
      .addColumn('encrypt_for', 'text')
      .addColumn('name', 'text')
      .addColumn('destination', 'text')
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('cursor', 'text')
      .addColumn('ended_at', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('mail_to', 'text')
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('mailed_at', 'bigint')
      .addColumn('mail_attempts', 'integer', (column) => column.notNull())
      .addColumn('next_mail_at', 'bigint')
      .addColumn('mail_reason', 'text')
      .execute();
    await schema
      .createTable('bulk_items')
      .addColumn('job_id', 'text', (column) => column.notNull())
      .addColumn('n', 'integer', (column) => column.notNull())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('name', 'text')
      .addColumn('bytes', 'bigint')
      .addColumn('sha256', 'text')
      .addColumn('started_at', 'bigint')
      .addColumn('sidecar', 'text')
      .addPrimaryKeyConstraint('bulk_items_key', ['job_id', 'n'])
      .addUniqueConstraint('bulk_items_once', ['job_id', 'recording_id'])
      .execute();
    await schema.createIndex('bulk_items_by_state').on('bulk_items').columns(['job_id', 'state', 'n']).execute();
  },
};

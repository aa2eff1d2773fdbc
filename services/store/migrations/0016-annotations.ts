import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Tags, tickets and notes of recordings. What is known of recordings is searched: every call is indexed anew. */
export const annotationsMigration: Migration = {
  name: 'annotations',
  up: async ({ schema }, _types, run) => {
    await schema
      .createTable('recording_labels')
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('recording_labels_key', ['recording_id', 'kind', 'value'])
      .execute();
    await schema
      .createTable('recording_notes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('by_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('recording_notes_by_recording').on('recording_notes').column('recording_id').execute();
    await run(sql`update calls set indexed = 0`);
  },
};

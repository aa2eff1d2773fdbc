import type { Migration } from './migration.ts';

export const recordingsMigration: Migration = {
  name: 'recordings',
  up: async (database, types) => {
    const schema = database.schema;
    await schema
      .createTable('recordings')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('duration_ms', 'bigint')
      .addColumn('bytes', 'bigint')
      .addColumn('sha256', 'text')
      .addColumn('reason', 'text')
      .execute();
    await schema.createIndex('recordings_by_call').on('recordings').column('call_id').execute();
    await schema
      .createTable('recording_parts')
      .addColumn('capture_id', 'text', (column) => column.primaryKey())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await schema
      .createIndex('recording_parts_by_recording')
      .on('recording_parts')
      .columns(['recording_id', 'started_at'])
      .execute();
    await schema
      .createTable('recording_pauses')
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('capture_id', 'text', (column) => column.notNull())
      .addColumn('from_at', 'bigint', (column) => column.notNull())
      .addColumn('to_at', 'bigint')
      .execute();
    await schema
      .createIndex('recording_pauses_by_recording')
      .on('recording_pauses')
      .columns(['recording_id', 'capture_id', 'from_at'])
      .execute();
    // Not a projection: the wrapped keys stand nowhere else.
    await schema
      .createTable('sealed')
      .addColumn('recording_id', 'text', (column) => column.primaryKey())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('wrapped_identity', types.bytes, (column) => column.notNull())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('duration_ms', 'bigint', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('waveform', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('outbox')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('destination', 'text', (column) => column.notNull())
      .addColumn('destination_type', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_attempt_at', 'bigint')
      .addColumn('location', 'text')
      .addColumn('published_at', 'bigint')
      .addColumn('bytes', 'bigint')
      .addColumn('sha256', 'text')
      .addColumn('reason', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('outbox_once', ['recording_id', 'destination'])
      .execute();
    await schema.createIndex('outbox_due').on('outbox').columns(['state', 'next_attempt_at']).execute();
  },
};

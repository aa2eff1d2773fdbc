import type { Migration } from './migration.ts';

export const custodyMigration: Migration = {
  name: 'custody',
  up: async (database) => {
    const schema = database.schema;
    await schema
      .createTable('holds')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('released_at', 'bigint')
      .addColumn('released_by', 'text')
      .addColumn('release_reason', 'text')
      .execute();
    await schema.createIndex('holds_by_recording').on('holds').columns(['recording_id', 'released_at']).execute();
    // Not a projection: an erasure is noted before it is begun, and the certificate stands nowhere else.
    await schema
      .createTable('erasures')
      .addColumn('recording_id', 'text', (column) => column.primaryKey())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      // The rest of the certificate, JSON.
      .addColumn('data', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('erasures_by_time').on('erasures').columns(['asked_at', 'recording_id']).execute();
    await schema
      .createTable('purges')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('rules', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('purges_by_time').on('purges').column('at').execute();
    await schema.createIndex('recordings_by_state').on('recordings').columns(['state', 'id']).execute();
  },
};

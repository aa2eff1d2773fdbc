import type { Migration } from './migration.ts';

export const accessMigration: Migration = {
  name: 'access log',
  up: async (database, types) => {
    const schema = database.schema;
    await schema
      .createTable('access_log')
      .addColumn('id', types.sequence, types.numbered)
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('access_log_by_recording').on('access_log').columns(['recording_id', 'id']).execute();
  },
};

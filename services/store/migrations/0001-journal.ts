import type { Migration } from './migration.ts';

export const journalMigration: Migration = {
  name: 'journal',
  up: async (database, types) => {
    const schema = database.schema;
    await schema
      .createTable('events')
      .addColumn('seq', types.sequence, (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text')
      .addColumn('agent_id', 'text')
      .addColumn('data', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('events_by_call').on('events').columns(['call_id', 'seq']).execute();
    await schema.createIndex('events_by_agent').on('events').columns(['agent_id', 'seq']).execute();
    await schema
      .createTable('snapshots')
      .addColumn('seq', types.sequence, (column) => column.primaryKey())
      .addColumn('format', 'integer', (column) => column.notNull())
      .addColumn('data', types.bytes, (column) => column.notNull())
      .execute();
    await schema
      .createTable('cursors')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('projections')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute();
  },
};

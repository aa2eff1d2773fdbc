import type { Migration } from './migration.ts';

/** Searches that people keep, and which roles may use them too. */
export const savedSearchesMigration: Migration = {
  name: 'saved-searches',
  up: async ({ schema }) => {
    await schema
      .createTable('saved_searches')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('roles', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

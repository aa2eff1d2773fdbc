import type { Migration } from './migration.ts';

/** What a row of the outbox sends, settled at its first attempt. */
export const publicationMigration: Migration = {
  name: 'publication',
  up: async ({ schema }) => {
    await schema.alterTable('outbox').addColumn('prepared', 'text').execute();
    await schema.createIndex('outbox_by_destination').on('outbox').columns(['destination', 'state']).execute();
  },
};

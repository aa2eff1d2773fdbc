import type { Migration } from './migration.ts';

/** The call on which somebody asked to be called back. */
export const callbacksMigration: Migration = {
  name: 'callbacks',
  up: async ({ schema }) => {
    await schema.alterTable('calls').addColumn('origin_id', 'text').execute();
    await schema.createIndex('calls_by_origin').on('calls').column('origin_id').execute();
  },
};

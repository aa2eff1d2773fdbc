import type { Migration } from './migration.ts';

/** When a delivery was tried last, and the deliveries of an address by their state. */
export const webhookHealthMigration: Migration = {
  name: 'webhook-health',
  up: async ({ schema }) => {
    await schema.alterTable('webhook_deliveries').addColumn('attempted_at', 'bigint').execute();
    await schema
      .createIndex('webhook_deliveries_state')
      .on('webhook_deliveries')
      .columns(['webhook_id', 'state', 'seq'])
      .execute();
  },
};

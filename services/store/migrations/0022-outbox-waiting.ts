import type { Migration } from './migration.ts';

/** What waits for a destination is found without looking at what waits for the others. */
export const outboxWaitingMigration: Migration = {
  name: 'outbox-waiting',
  up: async ({ schema }) => {
    await schema
      .createIndex('outbox_waiting')
      .on('outbox')
      .columns(['state', 'destination', 'next_attempt_at'])
      .execute();
  },
};

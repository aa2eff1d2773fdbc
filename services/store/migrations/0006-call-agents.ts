import type { Migration } from './migration.ts';

/** Each agent's own part of a call's talk. */
export const callAgentsMigration: Migration = {
  name: 'call-agents',
  up: async (database) => {
    await database.schema
      .alterTable('call_agents')
      .addColumn('talk_ms', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await database.schema.createIndex('call_agents_by_call').on('call_agents').column('call_id').execute();
  },
};

import type { Migration } from './migration.ts';

export const callsMigration: Migration = {
  name: 'calls',
  up: async (database) => {
    const schema = database.schema;
    await schema
      .createTable('calls')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('direction', 'text', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('number_digits', 'text', (column) => column.notNull())
      .addColumn('caller_name', 'text', (column) => column.notNull())
      .addColumn('dialled', 'text', (column) => column.notNull())
      .addColumn('service_id', 'text', (column) => column.notNull())
      .addColumn('queue_id', 'text')
      .addColumn('agent_id', 'text')
      .addColumn('rang_at', 'bigint', (column) => column.notNull())
      .addColumn('local_date', 'text', (column) => column.notNull())
      .addColumn('local_minute', 'integer', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('duration_ms', 'bigint')
      .addColumn('answered_at', 'bigint')
      .addColumn('wait_ms', 'bigint')
      .addColumn('talk_ms', 'bigint')
      .addColumn('talking_since', 'bigint')
      .addColumn('result', 'text')
      .addColumn('ended_by', 'text')
      .addColumn('outcome', 'text')
      .addColumn('note', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('recording_id', 'text')
      .execute();
    // Each begins with what is asked to be equal and ends with the order of the list.
    await schema.createIndex('calls_by_time').on('calls').columns(['rang_at', 'id']).execute();
    await schema.createIndex('calls_by_service').on('calls').columns(['service_id', 'rang_at', 'id']).execute();
    await schema.createIndex('calls_by_queue').on('calls').columns(['queue_id', 'rang_at', 'id']).execute();
    await schema.createIndex('calls_by_result').on('calls').columns(['result', 'rang_at', 'id']).execute();
    await schema
      .createTable('call_agents')
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('call_agents_key', ['agent_id', 'call_id'])
      .execute();
  },
};

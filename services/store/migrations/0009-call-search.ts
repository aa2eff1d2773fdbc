import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Calls in the order of their first ring (`n`), with what a search asks for; the steps each passed; and the index of
 * terms over those that ended. What stood in `calls` comes back from the journal: it is a projection.
 */
export const callSearchMigration: Migration = {
  name: 'call-search',
  up: async ({ schema }, types, run) => {
    await schema.dropTable('calls').execute();
    await schema
      .createTable('calls')
      .addColumn('n', types.sequence, (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('direction', 'text', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull())
      .addColumn('number_digits', 'text', (column) => column.notNull())
      .addColumn('caller_name', 'text', (column) => column.notNull())
      .addColumn('dialled', 'text', (column) => column.notNull())
      .addColumn('service_id', 'text', (column) => column.notNull())
      .addColumn('flow', 'text', (column) => column.notNull())
      .addColumn('flow_version', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('sip_call_id', 'text')
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
      .addColumn('hold_ms', 'bigint')
      .addColumn('held_since', 'bigint')
      .addColumn('transfers', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('missed_offers', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('keys', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('keys_ahead', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('consent', 'text', (column) => column.notNull().defaultTo('unknown'))
      .addColumn('last_step', 'text')
      .addColumn('left_in', 'text')
      .addColumn('result', 'text')
      .addColumn('ended_by', 'text')
      .addColumn('end_reason', 'text')
      .addColumn('cause', 'integer')
      .addColumn('outcome', 'text')
      .addColumn('note', 'text', (column) => column.notNull().defaultTo(''))
      .addColumn('recording_id', 'text')
      .addColumn('origin_id', 'text')
      .addColumn('indexed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.createIndex('calls_by_origin').on('calls').column('origin_id').execute();
    // Few at any time: what is open, and what ended a moment ago.
    await schema
      .createIndex('calls_not_indexed')
      .on('calls')
      .column('n')
      .where(sql.ref('indexed'), '=', sql.lit(0))
      .execute();
    await schema
      .createTable('call_steps')
      .addColumn('n', 'bigint', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('flow', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('step_type', 'text', (column) => column.notNull())
      .addColumn('entered_at', 'bigint', (column) => column.notNull())
      .addColumn('answered_at', 'bigint')
      .addColumn('left_at', 'bigint')
      .addColumn('exit', 'text')
      .addColumn('how', 'text')
      .addColumn('keys', 'text', (column) => column.notNull())
      .addColumn('first', 'integer', (column) => column.notNull())
      .addColumn('first_exit', 'integer')
      .addPrimaryKeyConstraint('call_steps_key', ['n', 'seq'])
      .modifyEnd(types.clustered)
      .execute();
    for (const one of types.terms('call_terms')) await run(one);
  },
};

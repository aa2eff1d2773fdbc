import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Parts of a recording are in the order of the journal; those of before keep the order of their times. */
export const partsOrderMigration: Migration = {
  name: 'parts-order',
  up: async ({ schema }, _types, run) => {
    await schema
      .alterTable('recording_parts')
      .addColumn('seq', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await run(sql`update recording_parts set seq = (select count(*) from recording_parts as other
      where other.recording_id = recording_parts.recording_id and other.started_at <= recording_parts.started_at)`);
  },
};

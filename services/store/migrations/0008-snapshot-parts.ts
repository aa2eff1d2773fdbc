import type { Migration } from './migration.ts';

/** A snapshot is written in parts; the row in `snapshots` closes it. */
export const snapshotPartsMigration: Migration = {
  name: 'snapshot-parts',
  up: async (database, types) => {
    await database.schema
      .createTable('snapshot_parts')
      .addColumn('seq', types.sequence, (column) => column.notNull())
      .addColumn('part', 'integer', (column) => column.notNull())
      .addColumn('data', types.bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('snapshot_parts_key', ['seq', 'part'])
      .execute();
  },
};

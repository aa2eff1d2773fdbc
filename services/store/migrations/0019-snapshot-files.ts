import type { Migration } from './migration.ts';

/** Snapshots lie in files beside the database: the next start folds the journal from its beginning, once. */
export const snapshotFilesMigration: Migration = {
  name: 'snapshot-files',
  up: async ({ schema }) => {
    await schema.dropTable('snapshot_parts').execute();
    await schema.dropTable('snapshots').execute();
  },
};

import { setTimeout as otherWork } from 'node:timers/promises';
import type { World } from '../core/world.ts';
import type { Journal } from '../ports.ts';
import type { Database } from './database.ts';
import { loadSnapshot } from './folded.ts';
import { inParts, type Snapshot } from './snapshot-parts.ts';
import { snapshotsBeside } from './snapshots-beside.ts';

/** Between two parts: each takes a millisecond and a flush of the disk, which commits wait for. */
const PAUSE_MS = 4;
/** How many snapshots stay: the newest, and one in case that one cannot be read. */
const KEPT = 2;

/**
 * Snapshots of the world bound how much journal a restart folds. `format` is a number that whoever changes the shape of
 * the world raises: a snapshot of another format, or one that cannot be read, is as if it were not there.
 *
 * The world of a large centre takes a quarter of a second to serialise and leaves as much garbage, which no caller shall
 * wait for. So a thread folds the same journal into a world of its own and serialises that one; here its parts are
 * written, between other work. The row in `snapshots`, written last, makes it one.
 */
export function snapshots(
  database: Database,
  format: number,
): Pick<Journal, 'loadSnapshot' | 'saveSnapshot'> & { readonly close: () => Promise<void> } {
  const beside = snapshotsBeside(database, format);
  return {
    loadSnapshot: () => loadSnapshot(database.query, format),
    saveSnapshot: async (seq) => writeSnapshot(database, format, await beside.make(seq)),
    close: beside.close,
  };
}

/** Keeps this world, which no journal need have. It must not change until all of it is serialised, which is at once. */
export function saveWorld(database: Database, format: number, world: World): Promise<void> {
  return writeSnapshot(database, format, inParts(world));
}

async function writeSnapshot(database: Database, format: number, { seq, parts, header }: Snapshot): Promise<void> {
  const { query, write } = database;
  await removeOrphans(database);
  // The same moment is saved again when nothing has happened since.
  await write([
    query.deleteFrom('snapshots').where('seq', '=', seq).compile(),
    query.deleteFrom('snapshot_parts').where('seq', '=', seq).compile(),
  ]);
  for (const [part, data] of parts.entries()) {
    await write([query.insertInto('snapshot_parts').values({ seq, part, data }).compile()]);
    await otherWork(PAUSE_MS);
  }
  const older = query.selectFrom('snapshots').select('seq').where('format', '=', format);
  await write([
    query.insertInto('snapshots').values({ seq, format, data: header }).compile(),
    query
      .deleteFrom('snapshots')
      .where((where) =>
        where.or([where('format', '<>', format), where('seq', 'not in', older.orderBy('seq', 'desc').limit(KEPT))]),
      )
      .compile(),
  ]);
  await removeOrphans(database);
}

/** Parts of snapshots that are gone, or were never closed. */
async function removeOrphans({ query, write }: Database): Promise<void> {
  const orphans = await query
    .selectFrom('snapshot_parts')
    .select(['seq', 'part'])
    .where('seq', 'not in', query.selectFrom('snapshots').select('seq'))
    .execute();
  for (const { seq, part } of orphans) {
    await write([query.deleteFrom('snapshot_parts').where('seq', '=', seq).where('part', '=', part).compile()]);
    await otherWork(PAUSE_MS);
  }
}

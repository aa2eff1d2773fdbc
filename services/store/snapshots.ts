import { CentralitaError } from '../core/errors.ts';
import type { World } from '../core/world.ts';
import type { Journal } from '../ports.ts';
import type { Database, Query } from './database.ts';
import { folded, originIn } from './folded.ts';
import { piecesOf, worldFrom } from './snapshot-bytes.ts';
import { readSnapshotFile, writeSnapshotFile } from './snapshot-files.ts';
import { snapshotsBeside } from './snapshots-beside.ts';

type Snapshots = Pick<Journal, 'loadSnapshot' | 'saveSnapshot'>;

/**
 * Snapshots of the world bound how much journal a restart folds. `format` is a number that whoever changes the shape of
 * the world raises: a snapshot of another format, or one that cannot be read, is as if it were not there.
 *
 * The world of a large centre takes a quarter of a second to serialise, leaves as much garbage and fills as much disk as
 * the events of some seconds, which no caller shall wait for. So a thread folds the same journal into a world of its own
 * and writes that one into a file beside the database: here nothing is done for it.
 */
export function snapshots(
  { beside: where, query }: Database,
  format: number,
): Snapshots & { readonly close: () => Promise<void> } {
  if (where === null) return { ...inMemory(query, format), close: async () => undefined };
  const beside = snapshotsBeside({ ...where, format });
  return {
    loadSnapshot: () => readSnapshotFile(where.snapshots, format, originIn(query)),
    saveSnapshot: beside.save,
    close: beside.close,
  };
}

/** Of a database that is in memory only: so are they. */
function inMemory(query: Query, format: number): Snapshots {
  let kept: Buffer | null = null;
  const load = async () => {
    const found = kept && worldFrom(kept, format);
    return found && { seq: found.label.seq, world: found.world };
  };
  const worldAt = folded(query, load);
  return {
    loadSnapshot: load,
    saveSnapshot: async (seq) => {
      const world = await worldAt(seq);
      kept = Buffer.concat([...piecesOf(world, { format, seq, origin: '' })]);
    },
  };
}

/** Keeps this world, before whose first event there is no journal. It must not change until this is done. */
export function saveWorld(database: Database, format: number, world: World): Promise<void> {
  if (database.beside === null || world.seq !== 0)
    throw new CentralitaError('database-unusable', 'A world without a journal begins at event 0, in a file.');
  return writeSnapshotFile(database.beside.snapshots, world, { format, seq: 0, origin: '' });
}

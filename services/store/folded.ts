import { CentralitaError } from '../core/errors.ts';
import type { Event } from '../core/event.ts';
import { evolve } from '../core/evolve.ts';
import { emptyWorld, type World } from '../core/world.ts';
import type { Query } from './database.ts';
import { fromParts } from './snapshot-parts.ts';

const CHUNK = 5_000;

/** A world folded from the journal: it goes on from where it was each time it is asked for. */
export function folded(query: Pick<Query, 'selectFrom'>, format: number): (seq: number) => Promise<World> {
  let world: World | null = null;
  return async (seq) => {
    if (world === null || world.seq > seq) world = (await loadSnapshot(query, format))?.world ?? emptyWorld();
    while (world.seq < seq) {
      const rows = await query
        .selectFrom('events')
        .select(['seq', 'at', 'data'])
        .where('seq', '>', world.seq)
        .where('seq', '<=', seq)
        .orderBy('seq')
        .limit(CHUNK)
        .execute();
      for (const row of rows) evolve(world, { seq: row.seq, at: row.at, event: JSON.parse(row.data) as Event });
      if (rows.length === 0)
        throw new CentralitaError('journal-cut', `The journal has no event ${seq}: restore it from a backup.`);
    }
    return world;
  };
}

/** The newest snapshot that can be read. */
export async function loadSnapshot(
  query: Pick<Query, 'selectFrom'>,
  format: number,
): Promise<{ readonly seq: number; readonly world: World } | null> {
  const rows = await query
    .selectFrom('snapshots')
    .select(['seq', 'data'])
    .where('format', '=', format)
    .orderBy('seq', 'desc')
    .execute();
  for (const { seq, data } of rows) {
    const parts = async () => {
      const found = query.selectFrom('snapshot_parts').select('data').where('seq', '=', seq).orderBy('part');
      return (await found.execute()).map((row) => row.data);
    };
    // Written by another version of Node or damaged: the journal has it all.
    const world = await fromParts(seq, data, parts).catch(() => null);
    if (world) return { seq, world };
  }
  return null;
}

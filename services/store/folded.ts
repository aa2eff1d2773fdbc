import { createHash } from 'node:crypto';
import { CentralitaError } from '../core/errors.ts';
import type { Event } from '../core/event.ts';
import { evolve } from '../core/evolve.ts';
import { emptyWorld, type World } from '../core/world.ts';
import type { Query } from './database.ts';

const CHUNK = 5_000;

/** A world folded from the journal: it goes on from where it was each time it is asked for, and begins at a snapshot. */
export function folded(
  query: Pick<Query, 'selectFrom'>,
  load: () => Promise<{ readonly world: World } | null>,
): (seq: number) => Promise<World> {
  let world: World | null = null;
  return async (seq) => {
    if (world === null || world.seq > seq) world = (await load())?.world ?? emptyWorld();
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

/** What tells one journal's event `seq` from another's: a hash of it; `''` before the first; null where there is none. */
export function originIn(query: Pick<Query, 'selectFrom'>): (seq: number) => Promise<string | null> {
  return async (seq) => {
    if (seq === 0) return '';
    const row = await query.selectFrom('events').select(['at', 'data']).where('seq', '=', seq).executeTakeFirst();
    return row === undefined ? null : createHash('sha256').update(`${row.at} ${row.data}`).digest('hex');
  };
}

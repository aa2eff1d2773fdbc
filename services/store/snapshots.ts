import { deserialize, serialize } from 'node:v8';
import type { World } from '../core/world.ts';
import type { Journal } from '../ports.ts';
import type { Database } from './database.ts';

/** How many snapshots stay: the newest, and one in case that one cannot be read. */
const KEPT = 2;

/**
 * Snapshots of the world bound how much journal a restart folds. `format` is a number that whoever changes the shape of
 * the world raises: a snapshot of another format, or one that cannot be read, is as if it were not there.
 */
export function snapshots({ query, write }: Database, format: number): Pick<Journal, 'loadSnapshot' | 'saveSnapshot'> {
  return {
    loadSnapshot: async () => {
      const rows = await query
        .selectFrom('snapshots')
        .select(['seq', 'data'])
        .where('format', '=', format)
        .orderBy('seq', 'desc')
        .execute();
      for (const row of rows) {
        const world = readable(row.data);
        if (world?.seq === row.seq) return { seq: row.seq, world };
      }
      return null;
    },
    saveSnapshot: async (seq, world) => {
      const row = { seq, format, data: serialize(world) };
      const older = query.selectFrom('snapshots').select('seq').where('format', '=', format);
      await write([
        query
          .insertInto('snapshots')
          .values(row)
          .onConflict((conflict) => conflict.column('seq').doUpdateSet(row))
          .compile(),
        query
          .deleteFrom('snapshots')
          .where((where) =>
            where.or([where('format', '<>', format), where('seq', 'not in', older.orderBy('seq', 'desc').limit(KEPT))]),
          )
          .compile(),
      ]);
    },
  };
}

function readable(data: Uint8Array): World | null {
  try {
    return deserialize(data) as World;
  } catch {
    // Written by another version of Node or damaged: the journal has it all.
    return null;
  }
}

import { setImmediate as otherWork } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { emptyWorld, type World } from '../core/world.ts';
import type { Journal } from '../ports.ts';
import type { Database } from './database.ts';

/** How many snapshots stay: the newest, and one in case that one cannot be read. */
const KEPT = 2;
/** Entries serialised at once, and bytes written at once: about a millisecond of each. */
const ENTRIES = 100;
const BYTES = 128_000;

/** Entries of one map of the world; `of`: of the map under this key of that map. */
type Entries = {
  readonly map: string;
  readonly of: string | null;
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
};
/** What closes a snapshot: it counts from then on. */
type Header = { readonly parts: number; readonly rest: Readonly<Record<string, unknown>> };

/**
 * Snapshots of the world bound how much journal a restart folds. `format` is a number that whoever changes the shape of
 * the world raises: a snapshot of another format, or one that cannot be read, is as if it were not there.
 *
 * The world of a large centre takes a quarter of a second to serialise, which no caller shall wait for. What is in its
 * maps never changes, it is only replaced: so the lists of what is there are taken at once, and then written in small
 * parts between other work. The row in `snapshots`, written last, makes it one.
 */
export function snapshots({ query, write }: Database, format: number): Pick<Journal, 'loadSnapshot' | 'saveSnapshot'> {
  const savePart = (seq: number, part: number, pieces: readonly Buffer[]) =>
    write([
      query
        .insertInto('snapshot_parts')
        .values({ seq, part, data: serialize(pieces) })
        .compile(),
    ]);

  /** Parts of snapshots that are gone, or were never closed. */
  const removeOrphans = async () => {
    const orphans = await query
      .selectFrom('snapshot_parts')
      .select(['seq', 'part'])
      .where('seq', 'not in', query.selectFrom('snapshots').select('seq'))
      .execute();
    for (const { seq, part } of orphans) {
      await write([query.deleteFrom('snapshot_parts').where('seq', '=', seq).where('part', '=', part).compile()]);
      await otherWork();
    }
  };

  const readWorld = async (seq: number, data: Uint8Array): Promise<World | null> => {
    try {
      const { parts, rest } = deserialize(data) as Header;
      const rows = await query
        .selectFrom('snapshot_parts')
        .select('data')
        .where('seq', '=', seq)
        .orderBy('part')
        .execute();
      if (rows.length !== parts) return null;
      const pieces = rows.flatMap((row) => deserialize(row.data) as Uint8Array[]);
      const world = assembled(
        rest,
        pieces.map((piece) => deserialize(piece) as Entries),
      );
      return world.seq === seq ? world : null;
    } catch {
      // Written by another version of Node or damaged: the journal has it all.
      return null;
    }
  };

  return {
    loadSnapshot: async () => {
      const rows = await query
        .selectFrom('snapshots')
        .select(['seq', 'data'])
        .where('format', '=', format)
        .orderBy('seq', 'desc')
        .execute();
      for (const row of rows) {
        const world = await readWorld(row.seq, row.data);
        if (world) return { seq: row.seq, world };
      }
      return null;
    },
    saveSnapshot: async (seq, world) => {
      const { rest, entries } = listed({ ...world, seq });
      await removeOrphans();
      // The same moment is saved again when nothing has happened since.
      await write([
        query.deleteFrom('snapshots').where('seq', '=', seq).compile(),
        query.deleteFrom('snapshot_parts').where('seq', '=', seq).compile(),
      ]);
      let parts = 0;
      let pieces: Buffer[] = [];
      let bytes = 0;
      for (const piece of entries) {
        const serialised = serialize(piece);
        pieces.push(serialised);
        bytes += serialised.length;
        if (bytes >= BYTES) {
          await savePart(seq, parts, pieces);
          parts += 1;
          pieces = [];
          bytes = 0;
        }
        await otherWork();
      }
      await savePart(seq, parts, pieces);
      const header: Header = { parts: parts + 1, rest };
      const older = query.selectFrom('snapshots').select('seq').where('format', '=', format);
      await write([
        query
          .insertInto('snapshots')
          .values({ seq, format, data: serialize(header) })
          .compile(),
        query
          .deleteFrom('snapshots')
          .where((where) =>
            where.or([where('format', '<>', format), where('seq', 'not in', older.orderBy('seq', 'desc').limit(KEPT))]),
          )
          .compile(),
      ]);
      await removeOrphans();
    },
  };
}

/** The world as lists, taken at once: its maps go on changing. */
function listed(world: World): { readonly rest: Header['rest']; readonly entries: Iterable<Entries> } {
  const rest: Record<string, unknown> = {};
  const maps: Entries[] = [];
  for (const [map, value] of Object.entries(world)) {
    if (!(value instanceof Map)) {
      rest[map] = value;
      continue;
    }
    const inner = [...value].filter(([, one]) => one instanceof Map) as [string, Map<unknown, unknown>][];
    for (const [of, one] of inner) maps.push({ map, of, keys: [...one.keys()], values: [...one.values()] });
    if (inner.length === 0) maps.push({ map, of: null, keys: [...value.keys()], values: [...value.values()] });
  }
  return { rest, entries: inPieces(maps) };
}

function* inPieces(maps: readonly Entries[]): Generator<Entries> {
  for (const { map, of, keys, values } of maps)
    for (let from = 0; from < keys.length; from += ENTRIES)
      yield { map, of, keys: keys.slice(from, from + ENTRIES), values: values.slice(from, from + ENTRIES) };
}

function assembled(rest: Header['rest'], pieces: readonly Entries[]): World {
  const world = { ...emptyWorld(), ...rest };
  const maps = world as unknown as Readonly<Record<string, Map<unknown, unknown> | undefined>>;
  for (const { map, of, keys, values } of pieces) {
    let into = maps[map];
    if (of !== null) {
      const inner = (into?.get(of) as Map<unknown, unknown> | undefined) ?? new Map<unknown, unknown>();
      into?.set(of, inner);
      into = inner;
    }
    keys.forEach((key, index) => {
      into?.set(key, values[index]);
    });
  }
  return world;
}

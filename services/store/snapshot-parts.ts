import { deserialize, serialize } from 'node:v8';
import { emptyWorld, type World } from '../core/world.ts';

/** Entries serialised at once, and about so many bytes a part: a part is written in about a millisecond. */
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

/** A snapshot as it is kept: parts of bytes, and the header that closes it. */
export type Snapshot = {
  readonly seq: number;
  readonly parts: readonly Uint8Array[];
  readonly header: Uint8Array;
};

/** The world in parts. It must not change meanwhile. */
export function inParts(world: World): Snapshot {
  const rest: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let pieces: Buffer[] = [];
  let bytes = 0;
  const close = () => {
    parts.push(serialize(pieces));
    pieces = [];
    bytes = 0;
  };
  for (const [name, value] of Object.entries(world)) {
    if (!(value instanceof Map)) {
      rest[name] = value;
      continue;
    }
    for (const entries of entriesOf(name, value)) {
      const piece = serialize(entries);
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= BYTES) close();
    }
  }
  close();
  return { seq: world.seq, parts, header: serialize({ parts: parts.length, rest } satisfies Header) };
}

/**
 * The world of a snapshot; null when a part is missing or it is of another moment.
 * @param parts asked for once it is known that the header can be read.
 * @throws when it was written by another version of Node, or is damaged.
 */
export async function fromParts(
  seq: number,
  header: Uint8Array,
  parts: () => Promise<readonly Uint8Array[]>,
): Promise<World | null> {
  const { parts: count, rest } = deserialize(header) as Header;
  const found = await parts();
  if (found.length !== count) return null;
  const world = { ...emptyWorld(), ...rest };
  const maps = world as unknown as Readonly<Record<string, Map<unknown, unknown> | undefined>>;
  for (const part of found)
    for (const piece of deserialize(part) as Uint8Array[]) putInto(maps, deserialize(piece) as Entries);
  return world.seq === seq ? world : null;
}

function* entriesOf(name: string, value: Map<unknown, unknown>): Generator<Entries> {
  const inner = [...value].filter(([, one]) => one instanceof Map) as [string, Map<unknown, unknown>][];
  for (const [of, one] of inner) yield* inPieces({ map: name, of, keys: [...one.keys()], values: [...one.values()] });
  if (inner.length === 0)
    yield* inPieces({ map: name, of: null, keys: [...value.keys()], values: [...value.values()] });
}

function* inPieces({ map, of, keys, values }: Entries): Generator<Entries> {
  for (let from = 0; from < keys.length; from += ENTRIES)
    yield { map, of, keys: keys.slice(from, from + ENTRIES), values: values.slice(from, from + ENTRIES) };
}

function putInto(maps: Readonly<Record<string, Map<unknown, unknown> | undefined>>, entries: Entries): void {
  const { map, of, keys, values } = entries;
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

import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { emptyWorld, type World } from '../core/world.ts';

/** Entries serialised at once. */
const ENTRIES = 100;

/** Entries of one map of the world; `of`: of the map under this key of that map. */
type Entries = {
  readonly map: string;
  readonly of: string | null;
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
};

/** Whose snapshot it is. `origin`: the hash of the journal's event at `seq`, so that it belongs to that journal alone. */
export type Label = { readonly format: number; readonly seq: number; readonly origin: string };

type Header = Label & { readonly rest: Readonly<Record<string, unknown>> };

/**
 * A world as bytes, a piece at a time: the header, the entries of its maps, and the SHA-256 of all that, each after its
 * length (32 bits). The world must not change until the last one is taken.
 */
export function* piecesOf(world: World, label: Label): Generator<Buffer> {
  const hash = createHash('sha256');
  const fields: readonly [string, unknown][] = Object.entries(world);
  const maps = fields.filter((field): field is [string, Map<unknown, unknown>] => field[1] instanceof Map);
  const rest = Object.fromEntries(fields.filter(([, value]) => !(value instanceof Map)));
  const framed = (piece: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    return Buffer.concat([length, piece]);
  };
  function* all(): Generator<Buffer> {
    yield framed(serialize({ ...label, rest } satisfies Header));
    for (const [name, map] of maps) for (const entries of entriesOf(name, map)) yield framed(serialize(entries));
  }
  for (const piece of all()) {
    hash.update(piece);
    yield piece;
  }
  yield framed(hash.digest());
}

/**
 * The world of such bytes with its label; null when they are of another format, damaged or not whole.
 * @throws when they were written by a version of Node that this one cannot read.
 */
export function worldFrom(bytes: Buffer, format: number): { readonly label: Label; readonly world: World } | null {
  const pieces: Buffer[] = [];
  let at = 0;
  let last = 0;
  while (at + 4 <= bytes.length) {
    last = at;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    pieces.push(bytes.subarray(at + 4, end));
    at = end;
  }
  const digest = pieces.pop();
  const [first, ...maps] = pieces;
  const whole = createHash('sha256').update(bytes.subarray(0, last)).digest();
  if (first === undefined || digest === undefined || at !== bytes.length || !whole.equals(digest)) return null;
  const { rest, ...label } = deserialize(first) as Header;
  if (label.format !== format) return null;
  const world = { ...emptyWorld(), ...rest };
  const into = world as unknown as Readonly<Record<string, Map<unknown, unknown> | undefined>>;
  for (const piece of maps) putInto(into, deserialize(piece) as Entries);
  return { label, world };
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

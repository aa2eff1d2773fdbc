import { hash as digest } from 'node:crypto';
import type { By } from '../core/agent.ts';

/**
 * What happens to a recording. By the journal: `created` (a part began), `paused`, `resumed`, `failed`, `sealed`,
 * `not-sealed`, `published`, `not-published`, `held`, `released`, `erased`. By people over HTTP: the others.
 * `restored`: a damaged file was fetched back from a published copy.
 */
export const ledgerActions = [
  'created',
  'paused',
  'resumed',
  'failed',
  'sealed',
  'not-sealed',
  'published',
  'not-published',
  'held',
  'released',
  'erased',
  'played',
  'downloaded',
  'exported',
  'key-exported',
  'restored',
  'tagged',
  'noted',
  'scored',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];

/** An entry as it is kept. `actor` is `system` or `person:<user id>`; `address` is where the request came from. */
export type LedgerEntry = {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Ms since the epoch, by this machine's clock; the order is that of `seq`, whatever the clock does. */
  readonly at: number;
  readonly recordingId: string;
  readonly action: LedgerAction;
  readonly actor: string;
  readonly address: string;
  /** Canonical JSON. */
  readonly details: string;
  /** Hash of the entry before; empty in the first. */
  readonly previous: string;
  readonly hash: string;
};

/** The end of the ledger, as it is written down elsewhere. */
export type LedgerHead = { readonly seq: number; readonly hash: string };

/** The columns that the hash covers, in this order, after that of the entry before. */
export type Hashed = readonly [
  seq: number,
  at: number,
  recordingId: string,
  action: string,
  actor: string,
  address: string,
  details: string,
];

/** SHA-256 (hex) of an entry and, through `previous`, of all before it. JSON keeps the fields apart. */
export function entryHash(previous: string, fields: Hashed): string {
  return digest('sha256', JSON.stringify([previous, ...fields]), 'hex');
}

/** JSON with its keys in order and nothing undefined: the same facts always give the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

export function actorOf(by: By): string {
  return by.kind === 'system' ? 'system' : `person:${by.userId}`;
}

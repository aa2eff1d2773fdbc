import {
  actorOf,
  canonicalJson,
  entryHash,
  type Hashed,
  type LedgerAction,
  type LedgerEntry,
} from '../custody/ledger.ts';
import type { Ledger } from '../ports.ts';
import type { Database, Statement } from './database.ts';

/** What the ledger is asked to take in. */
export type Entering = {
  readonly at: number;
  readonly recordingId: string;
  readonly action: LedgerAction;
  readonly actor: string;
  readonly address: string;
  /** Canonical JSON. */
  readonly details: string;
  /** The event of the journal that it stands for: entered once. */
  readonly eventSeq: number | null;
};

/** The name under which SQLite knows `entryHash`: the chain is linked by the statement that writes it. */
export const HASH_FUNCTION = 'ledger_hash';
export const hashFunction = (previous: string, ...fields: Hashed): string => entryHash(previous, fields);

// One statement reads the end of the chain and adds to it, so that nothing comes between, whoever else writes.
const insert = `insert into ledger (seq, at, recording_id, action, actor, address, details, event_seq, previous, hash)
  select seq, at, recording_id, action, actor, address, details, event_seq, previous,
    ${HASH_FUNCTION}(previous, seq, at, recording_id, action, actor, address, details)
  from (select coalesce((select seq from ledger order by seq desc limit 1), 0) + 1 as seq,
      coalesce((select hash from ledger order by seq desc limit 1), '') as previous,
      cast(? as bigint) as at, ? as recording_id, ? as action, ? as actor, ? as address, ? as details,
      cast(? as bigint) as event_seq) as entry
  where true on conflict (event_seq) do nothing`;

export function entering(entry: Entering): Statement {
  const { at, recordingId, action, actor, address, details, eventSeq } = entry;
  return { sql: insert, parameters: [at, recordingId, action, actor, address, details, eventSeq] };
}

/** Entries a list answers at most: the newest. */
const LISTED = 2_000;

/** Who did what with which recording. Rows are only ever added. */
export function ledgerOf({ query, write }: Database): Ledger {
  return {
    append: async ({ at, recordingId, action, by, from, details }) => {
      const text = canonicalJson(details ?? {});
      await write([
        entering({ at, recordingId, action, actor: actorOf(by), address: from, details: text, eventSeq: null }),
      ]);
    },
    list: async (recordingId) => {
      const rows = await query
        .selectFrom('ledger')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .orderBy('seq', 'desc')
        .limit(LISTED)
        .execute();
      return rows
        .reverse()
        .map(({ recording_id, event_seq: _, ...row }): LedgerEntry => ({ ...row, recordingId: recording_id }));
    },
    accesses: async (recordingId) => {
      const rows = await query
        .selectFrom('ledger')
        .select(['at', 'actor', 'action', 'address'])
        .where('recording_id', '=', recordingId)
        .where('action', 'in', ['played', 'downloaded'])
        .orderBy('seq')
        .execute();
      const names = new Map(
        (await query.selectFrom('users').select(['id', 'name']).execute()).map((user) => [user.id, user.name]),
      );
      return rows.map((row) => {
        const userId = row.actor.replace(/^person:/, '');
        const action = row.action === 'played' ? 'listened' : 'downloaded';
        return { at: row.at, userId, userName: names.get(userId) ?? userId, action, address: row.address };
      });
    },
    head: async () => {
      const row = await query
        .selectFrom('ledger')
        .select(['seq', 'hash', 'at'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

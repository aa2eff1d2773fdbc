import type { Outbox, OutboxRow } from '../ports.ts';
import type { Database, Query } from './database.ts';
import type { OutboxTable } from './schema.ts';

/** Rows a list answers at most: the newest. */
const LISTED = 1_000;

/** What is to be published where. A row added is due at once. */
export function outboxOf({ query, write, read }: Database): Outbox {
  return {
    add: async (rows) => {
      await write(
        rows.map((row) =>
          query
            .insertInto('outbox')
            .values({
              id: row.id,
              recording_id: row.recordingId,
              call_id: row.callId,
              destination: row.destination,
              destination_type: row.destinationType,
              state: 'waiting',
              attempts: 0,
              next_attempt_at: row.createdAt,
              created_at: row.createdAt,
            })
            .onConflict((conflict) => conflict.columns(['recording_id', 'destination']).doNothing())
            .compile(),
        ),
      );
    },
    due: async (now, limit, except = []) => {
      const rows: OutboxTable[] = [];
      // One after the other, each by the index: thousands may wait for a destination that takes nothing now.
      for (const destination of await waitedFor(query))
        if (!except.includes(destination))
          rows.push(
            ...(await query
              .selectFrom('outbox')
              .selectAll()
              .where('state', '=', 'waiting')
              .where('destination', '=', destination)
              .where('next_attempt_at', '<=', now)
              .orderBy('next_attempt_at')
              .orderBy('id')
              .limit(limit)
              .execute()),
          );
      const at = (row: OutboxTable) => row.next_attempt_at ?? 0;
      return rows
        .toSorted((one, other) => at(one) - at(other) || (one.id < other.id ? -1 : 1))
        .slice(0, limit)
        .map(outboxRow);
    },
    nextDue: async (now) => {
      const next = await query
        .selectFrom('outbox')
        .select('next_attempt_at')
        .where('state', '=', 'waiting')
        .where('next_attempt_at', '>', now)
        .orderBy('next_attempt_at')
        .limit(1)
        .executeTakeFirst();
      return next?.next_attempt_at ?? null;
    },
    makeDue: async (now, states) => {
      await query
        .updateTable('outbox')
        .set({ state: 'waiting', next_attempt_at: now })
        .where('state', 'in', states)
        .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '>', now)]))
        .execute();
      await query.updateTable('outbox').set({ state: 'waiting' }).where('state', 'in', states).execute();
    },
    update: async (id, change) => {
      const columns = columnsOf(change);
      if (Object.keys(columns).length > 0)
        await query.updateTable('outbox').set(columns).where('id', '=', id).execute();
    },
    row: async (id) => {
      const row = await query.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : outboxRow(row);
    },
    list: async ({ state, recordingId, destination }) => {
      let rows = query.selectFrom('outbox').selectAll();
      if (state !== undefined) rows = rows.where('state', '=', state);
      if (recordingId !== undefined) rows = rows.where('recording_id', '=', recordingId);
      if (destination !== undefined) rows = rows.where('destination', '=', destination);
      return (await rows.orderBy('created_at', 'desc').orderBy('id').limit(LISTED).execute()).map(outboxRow);
    },
    unpublished: async () => {
      const rows = await read<{ readonly id: string }>(
        query
          .selectFrom('outbox')
          .select('id')
          .where('state', '!=', 'published')
          .where('prepared', 'is not', null)
          .compile(),
      );
      return rows.map((row) => row.id);
    },
    counts: async () => {
      // Of all that was ever published: beside the work of the engine.
      const rows = await read<Count>(
        query
          .selectFrom('outbox')
          .select(({ fn }) => [
            'destination',
            'state',
            fn.countAll<number>().as('rows'),
            fn.sum<number | null>('bytes').as('bytes'),
            fn.max('published_at').as('last_published_at'),
          ])
          .groupBy(['destination', 'state'])
          .compile(),
      );
      return rows.map((row) => ({
        destination: row.destination,
        state: row.state,
        rows: Number(row.rows),
        bytes: Number(row.bytes ?? 0),
        lastPublishedAt: row.last_published_at,
      }));
    },
  };
}

type Count = Pick<OutboxTable, 'destination' | 'state'> & {
  readonly rows: number;
  readonly bytes: number | null;
  readonly last_published_at: number | null;
};

/** Destinations for which something waits, by one look at the index for each. */
async function waitedFor(query: Query): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const last = found.at(-1);
    const waiting = query.selectFrom('outbox').select('destination').where('state', '=', 'waiting');
    const next = await (last === undefined ? waiting : waiting.where('destination', '>', last))
      .orderBy('destination')
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) return found;
    found.push(next.destination);
  }
}

function outboxRow(row: OutboxTable): OutboxRow {
  return {
    id: row.id,
    recordingId: row.recording_id,
    callId: row.call_id,
    destination: row.destination,
    destinationType: row.destination_type,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    location: row.location,
    publishedAt: row.published_at,
    bytes: row.bytes,
    sha256: row.sha256,
    reason: row.reason,
    createdAt: row.created_at,
    prepared: row.prepared,
  };
}

const columnNames: Readonly<Record<keyof Omit<OutboxRow, 'id'>, keyof OutboxTable>> = {
  recordingId: 'recording_id',
  callId: 'call_id',
  destination: 'destination',
  destinationType: 'destination_type',
  state: 'state',
  attempts: 'attempts',
  nextAttemptAt: 'next_attempt_at',
  location: 'location',
  publishedAt: 'published_at',
  bytes: 'bytes',
  sha256: 'sha256',
  reason: 'reason',
  createdAt: 'created_at',
  prepared: 'prepared',
};

/** Only what the change names: a value of null is written, what is absent stays. */
function columnsOf(change: Partial<Omit<OutboxRow, 'id'>>): Partial<OutboxTable> {
  const names = Object.entries(columnNames) as [keyof typeof columnNames, keyof OutboxTable][];
  return Object.fromEntries(names.flatMap(([key, column]) => (key in change ? [[column, change[key]]] : [])));
}

import type { Outbox, OutboxRow } from '../ports.ts';
import type { Database } from './database.ts';
import type { OutboxTable } from './schema.ts';

/** Rows a list answers at most: the newest. */
const LISTED = 1_000;

/** What is to be published where. A row added is due at once. */
export function outboxOf({ query, write }: Database): Outbox {
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
      let rows = query
        .selectFrom('outbox')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_attempt_at', '<=', now);
      if (except.length > 0) rows = rows.where('destination', 'not in', except);
      return (await rows.orderBy('next_attempt_at').orderBy('id').limit(limit).execute()).map(outboxRow);
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
      const rows = await query
        .selectFrom('outbox')
        .select('id')
        .where('state', '!=', 'published')
        .where('prepared', 'is not', null)
        .execute();
      return rows.map((row) => row.id);
    },
    counts: async () => {
      const rows = await query
        .selectFrom('outbox')
        .select(({ fn }) => [
          'destination',
          'state',
          fn.countAll<number>().as('rows'),
          fn.sum<number | null>('bytes').as('bytes'),
          fn.max('published_at').as('last_published_at'),
        ])
        .groupBy(['destination', 'state'])
        .execute();
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

import type { BulkItem, BulkJobRow, BulkStore } from '../ports.ts';
import type { Database } from './database.ts';
import type { BulkItemsTable, BulkJobsTable } from './schema-bulk.ts';

/** Parameters of one statement that SQLite takes at most is far above; a page of the search has 200 calls. */
const AT_ONCE = 50;

/** Jobs over all recordings that a search finds. */
export function bulkOf({ query, write, read }: Database): BulkStore {
  return {
    add: async (job) => {
      await query
        .insertInto('bulk_jobs')
        .values(jobColumns(job) as BulkJobsTable)
        .execute();
    },
    job: async (id) => {
      const row = await query.selectFrom('bulk_jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : jobRow(row);
    },
    jobs: async ({ states } = {}) => {
      let rows = query.selectFrom('bulk_jobs').selectAll();
      if (states !== undefined) rows = rows.where('state', 'in', states);
      return (await rows.orderBy('created_at', 'desc').orderBy('id').execute()).map(jobRow);
    },
    update: async (id, change) => {
      await query.updateTable('bulk_jobs').set(jobColumns(change)).where('id', '=', id).execute();
    },
    end: async (id, change) => {
      const result = await query
        .updateTable('bulk_jobs')
        .set(jobColumns(change))
        .where('id', '=', id)
        .where('state', 'in', ['listing', 'running'])
        .executeTakeFirst();
      return Number(result.numUpdatedRows) > 0;
    },
    recordingsOf: async (callIds) => {
      const found = [];
      for (let at = 0; at < callIds.length; at += AT_ONCE) {
        const some = callIds.slice(at, at + AT_ONCE);
        const rows = await query
          .selectFrom('recordings')
          .select(['id', 'call_id', 'state', 'started_at'])
          .where('call_id', 'in', some)
          .orderBy('started_at')
          .execute();
        for (const id of some)
          for (const row of rows.filter((one) => one.call_id === id))
            found.push({ recordingId: row.id, callId: id, state: row.state });
      }
      return found;
    },
    list: async ({ id, at, cursor, whole, items }) => {
      const job = await query
        .selectFrom('bulk_jobs')
        .select(['state', 'cursor'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (job?.state !== 'listing' || job.cursor !== at) return;
      await write([
        ...items.map((item) =>
          query
            .insertInto('bulk_items')
            .values({
              job_id: id,
              n: item.n,
              recording_id: item.recordingId,
              call_id: item.callId,
              state: item.state,
              reason: item.reason,
            } as BulkItemsTable)
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
        ),
        query
          .updateTable('bulk_jobs')
          .set({ cursor: whole ? null : cursor, ...(whole ? { state: 'running' as const } : {}) })
          .where('id', '=', id)
          .where('state', '=', 'listing')
          .compile(),
      ]);
    },
    items: async (id, { state, after = -1, limit }) => {
      let rows = query.selectFrom('bulk_items').selectAll().where('job_id', '=', id).where('n', '>', after);
      if (state !== undefined) rows = rows.where('state', '=', state);
      return (await rows.orderBy('n').limit(limit).execute()).map(itemRow);
    },
    settle: async (id, n, change) => {
      await query
        .updateTable('bulk_items')
        .set(itemColumns(change))
        .where('job_id', '=', id)
        .where('n', '=', n)
        .execute();
    },
    published: async (id, destination) => {
      const rows = await query
        .selectFrom('bulk_items')
        .innerJoin('outbox', 'outbox.recording_id', 'bulk_items.recording_id')
        .select(['bulk_items.n', 'outbox.state', 'outbox.bytes'])
        .where('bulk_items.job_id', '=', id)
        .where('bulk_items.state', '=', 'asked')
        .where('outbox.destination', '=', destination)
        .where('outbox.state', 'in', ['published', 'dead'])
        .execute();
      return rows.map((row) => ({ n: row.n, state: row.state === 'published' ? 'done' : 'left', bytes: row.bytes }));
    },
    counts: async (id) => {
      const [row] = await read<{ found: number; done: number; left_out: number; bytes: number }>({
        sql: `select count(*) as found, count(*) filter (where state = 'done') as done,
            count(*) filter (where state = 'left') as left_out,
            coalesce(sum(bytes) filter (where state = 'done'), 0) as bytes
          from bulk_items where job_id = ?`,
        parameters: [id],
      });
      return { found: row?.found ?? 0, done: row?.done ?? 0, left: row?.left_out ?? 0, bytes: row?.bytes ?? 0 };
    },
    erased: async (id) => {
      const rows = await query
        .selectFrom('bulk_items')
        .innerJoin('erasures', 'erasures.recording_id', 'bulk_items.recording_id')
        .select('bulk_items.recording_id')
        .where('bulk_items.job_id', '=', id)
        .execute();
      return new Set(rows.map((row) => row.recording_id));
    },
    remove: async (id) => {
      await write([
        query.deleteFrom('bulk_items').where('job_id', '=', id).compile(),
        query.deleteFrom('bulk_jobs').where('id', '=', id).compile(),
      ]);
    },
  };
}

const jobNames: Readonly<Record<Exclude<keyof BulkJobRow, 'search'>, keyof BulkJobsTable>> = {
  id: 'id',
  kind: 'kind',
  state: 'state',
  format: 'format',
  encryptFor: 'encrypt_for',
  name: 'name',
  destination: 'destination',
  by: 'created_by',
  from: 'address',
  createdAt: 'created_at',
  cursor: 'cursor',
  endedAt: 'ended_at',
  reason: 'reason',
  mailTo: 'mail_to',
  language: 'language',
  mailedAt: 'mailed_at',
  mailAttempts: 'mail_attempts',
  nextMailAt: 'next_mail_at',
  mailReason: 'mail_reason',
};

const itemNames: Readonly<Record<keyof BulkItem, keyof BulkItemsTable>> = {
  n: 'n',
  recordingId: 'recording_id',
  callId: 'call_id',
  state: 'state',
  reason: 'reason',
  name: 'name',
  bytes: 'bytes',
  sha256: 'sha256',
  startedAt: 'started_at',
  sidecar: 'sidecar',
};

const jobColumns = (change: Partial<BulkJobRow>): Partial<BulkJobsTable> => ({
  ...named<BulkJobsTable>(jobNames, change),
  ...(change.search === undefined ? {} : { search: JSON.stringify(change.search) }),
});
const itemColumns = (change: Partial<BulkItem>) => named<BulkItemsTable>(itemNames, change);

/** Only what the change names: a value of null is written, what is absent stays. */
function named<T>(names: Readonly<Record<string, keyof T>>, change: object): Partial<T> {
  const of = change as Readonly<Record<string, unknown>>;
  const entries = Object.entries(names).flatMap(([key, column]) => (key in of ? [[column, of[key]]] : []));
  return Object.fromEntries(entries) as Partial<T>;
}

const jobRow = (row: BulkJobsTable): BulkJobRow =>
  ({ ...back(jobNames, row), search: JSON.parse(row.search) as unknown }) as unknown as BulkJobRow;
const itemRow = (row: BulkItemsTable): BulkItem => back(itemNames, row) as unknown as BulkItem;

function back<T>(names: Readonly<Record<string, keyof T>>, row: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(names).map(([key, column]) => [key, row[column]]));
}

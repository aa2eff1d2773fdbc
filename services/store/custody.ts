import type { KeptRecording } from '../custody/retention.ts';
import type { CustodyStore, Erasure, HoldRow, PurgeRun } from '../ports.ts';
import type { Database } from './database.ts';
import type { HoldsTable } from './schema.ts';

type Candidate = {
  readonly id: string;
  readonly call_id: string;
  readonly kind: 'conversation' | 'voicemail';
  readonly started_at: number;
  readonly duration_ms: number | null;
  readonly service_id: string;
  readonly queue_id: string | null;
  readonly outcome: string | null;
  readonly consent: KeptRecording['consent'];
  readonly held: 0 | 1;
};

const candidates = `select r.id, r.call_id, r.kind, r.started_at, r.duration_ms, c.service_id, c.queue_id, c.outcome,
    c.consent, case when exists (select 1 from holds h where h.recording_id = r.id and h.released_at is null) then 1 else 0 end as held
  from recordings r join calls c on c.id = r.call_id
  where r.state = 'sealed' and r.id > ? order by r.id limit ?`;

/** Holds, certificates of erasures, and what the rules of retention look at. */
export function custodyOf({ query, read }: Database): CustodyStore {
  return {
    holds: async (filter) => {
      let rows = query.selectFrom('holds').selectAll();
      if (filter.recordingId !== undefined) rows = rows.where('recording_id', '=', filter.recordingId);
      if (filter.active === true) rows = rows.where('released_at', 'is', null);
      return (
        await rows
          .orderBy('at', 'desc')
          .limit(filter.limit ?? 1_000)
          .execute()
      ).map(holdRow);
    },
    candidates: async (after, limit) =>
      (await read<Candidate>({ sql: candidates, parameters: [after, limit] })).map((row) => ({
        held: row.held === 1,
        recording: {
          recordingId: row.id,
          callId: row.call_id,
          kind: row.kind,
          endedAt: row.started_at + (row.duration_ms ?? 0),
          serviceId: row.service_id,
          queueId: row.queue_id,
          outcome: row.outcome,
          consent: row.consent,
        },
      })),
    newestEventAt: async () => {
      const row = await query.selectFrom('events').select('at').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      return row?.at ?? 0;
    },
    forgetShape: async (recordingId) => {
      await query
        .updateTable('sealed')
        .set({ waveform: '{"stepMs":50,"left":[],"right":[]}' })
        .where('recording_id', '=', recordingId)
        .execute();
    },
    addErasure: async (erasure) => {
      const { recordingId, callId, askedAt, state, ...rest } = erasure;
      const result = await query
        .insertInto('erasures')
        .values({ recording_id: recordingId, call_id: callId, asked_at: askedAt, state, data: JSON.stringify(rest) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    updateErasure: async ({ recordingId, callId: _, askedAt: __, state, ...rest }) => {
      const change = { state, data: JSON.stringify(rest) };
      await query.updateTable('erasures').set(change).where('recording_id', '=', recordingId).execute();
    },
    erasure: async (recordingId) => {
      const row = await query
        .selectFrom('erasures')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .executeTakeFirst();
      return row === undefined ? null : erasureOf(row);
    },
    erasures: async (filter) => {
      let rows = query.selectFrom('erasures').selectAll();
      if (filter.unfinished === true) rows = rows.where('state', '!=', 'done');
      return (await rows.orderBy('asked_at', 'desc').limit(filter.limit).execute()).map(erasureOf);
    },
    erasedIds: async (after, limit) => {
      const rows = await query
        .selectFrom('erasures')
        .select('recording_id')
        .where('recording_id', '>', after)
        .orderBy('recording_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.recording_id);
    },
    addPurge: async ({ id, at, kind, rules, ...rest }) => {
      const data = JSON.stringify(rest);
      await query
        .insertInto('purges')
        .values({ id, at, kind, rules, data })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ data }))
        .execute();
    },
    purges: async (limit) => {
      const rows = await query.selectFrom('purges').selectAll().orderBy('at', 'desc').limit(limit).execute();
      return rows.map(({ data, ...row }) => ({ ...row, ...(JSON.parse(data) as object) }) as unknown as PurgeRun);
    },
  };
}

function holdRow(row: HoldsTable): HoldRow {
  return {
    id: row.id,
    recordingId: row.recording_id,
    callId: row.call_id,
    at: row.at,
    userId: row.user_id,
    reason: row.reason,
    releasedAt: row.released_at,
    releasedBy: row.released_by,
    releaseReason: row.release_reason,
  };
}

type ErasureRow = {
  readonly recording_id: string;
  readonly call_id: string;
  readonly asked_at: number;
  readonly state: Erasure['state'];
  readonly data: string;
};

function erasureOf({ recording_id, call_id, asked_at, state, data }: ErasureRow): Erasure {
  const rest = JSON.parse(data) as Omit<Erasure, 'recordingId' | 'callId' | 'askedAt' | 'state'>;
  return { recordingId: recording_id, callId: call_id, askedAt: asked_at, state, ...rest };
}

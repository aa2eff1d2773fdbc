import { type Compilable, sql } from 'kysely';
import type { EventOf } from '../../core/event.ts';
import type { Query } from '../database.ts';
import type { Projection } from './projection.ts';

/** A row a recording, with its parts (stretches with consent) and its pauses. */
export const recordingsProjection: Projection = {
  name: 'recordings',
  version: 1,
  tables: ['recordings', 'recording_parts', 'recording_pauses'],
  write: ({ event, at, seq }, { query }) => {
    const update = (id: string) => query.updateTable('recordings').where('id', '=', id);
    switch (event.type) {
      case 'recording-started':
        return started(event, at, seq, query);
      case 'recording-paused':
        return [
          query
            .insertInto('recording_pauses')
            .values({ recording_id: event.recordingId, capture_id: event.captureId, from_at: at }),
        ];
      case 'recording-resumed':
        return [endPause(event.captureId, at, query)];
      case 'recording-stopped':
        return [endPause(event.captureId, at, query), endPart(event.captureId, at, query)];
      case 'recording-failed':
        return failed(event, at, seq, query);
      case 'recording-ended':
        // One of which no part ever began has nothing to seal: it stays failed.
        return [
          update(event.recordingId).set({ kind: event.kind }),
          update(event.recordingId).where('state', '=', 'recording').set({ state: 'ended' }),
        ];
      case 'recording-sealed':
        return [
          update(event.recordingId).set({
            state: 'sealed',
            duration_ms: event.durationMs,
            bytes: event.bytes,
            sha256: event.sha256,
            reason: null,
          }),
        ];
      case 'recording-not-sealed':
        return [update(event.recordingId).set({ state: 'failed', reason: event.reason })];
      default:
        return [];
    }
  },
};

type Row = EventOf<'recording-started'> | EventOf<'recording-failed'>;

/** The kind is told for certain when the recording ends; until then, a call that came to its voicemail is recording that. */
function newRow(event: Row, at: number, seq: number, query: Query, state: 'recording' | 'failed') {
  const voicemail = sql<'conversation' | 'voicemail'>`case when exists (
    select 1 from events where call_id = ${event.callId} and type = 'voicemail-began' and seq < ${seq}
  ) then 'voicemail' else 'conversation' end`;
  return query
    .insertInto('recordings')
    .values({ id: event.recordingId, call_id: event.callId, kind: voicemail, started_at: at, state });
}

function started(event: EventOf<'recording-started'>, at: number, seq: number, query: Query): Compilable[] {
  return [
    newRow(event, at, seq, query, 'recording').onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        state: 'recording',
        reason: null,
        // The audio's zero is the first part that began.
        started_at: sql`coalesce(
          (select min(started_at) from recording_parts where recording_id = ${event.recordingId}), ${at})`,
      }),
    ),
    query
      .insertInto('recording_parts')
      .values({ capture_id: event.captureId, recording_id: event.recordingId, started_at: at }),
  ];
}

/** Fails as a whole only where nothing was recorded before; what there is can still be sealed. */
function failed(event: EventOf<'recording-failed'>, at: number, seq: number, query: Query): Compilable[] {
  return [
    newRow(event, at, seq, query, 'failed').onConflict((conflict) => conflict.column('id').doNothing()),
    query.updateTable('recordings').where('id', '=', event.recordingId).set({ reason: event.reason }),
    endPause(event.captureId, at, query),
    endPart(event.captureId, at, query),
  ];
}

function endPart(captureId: string, at: number, query: Query): Compilable {
  return query
    .updateTable('recording_parts')
    .where('capture_id', '=', captureId)
    .where('ended_at', 'is', null)
    .set({ ended_at: at });
}

function endPause(captureId: string, at: number, query: Query): Compilable {
  return query
    .updateTable('recording_pauses')
    .where('capture_id', '=', captureId)
    .where('to_at', 'is', null)
    .set({ to_at: at });
}

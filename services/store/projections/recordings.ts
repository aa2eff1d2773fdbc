import type { EventOf } from '../../core/event.ts';
import type { Statement } from '../database.ts';
import { type Projection, statement } from './projection.ts';

/** A row a recording, with its parts (stretches with consent) and its pauses. */
export const recordingsProjection: Projection = {
  name: 'recordings',
  version: 2,
  tables: ['recordings', 'recording_parts', 'recording_pauses'],
  write: ({ event, at, seq }) => {
    switch (event.type) {
      case 'recording-started':
        return started(event, at, seq);
      case 'recording-paused':
        return [
          statement(
            'insert into recording_pauses (recording_id, capture_id, from_at) values (?, ?, ?)',
            event.recordingId,
            event.captureId,
            at,
          ),
        ];
      case 'recording-resumed':
        return [endPause(event.captureId, at)];
      case 'recording-stopped':
        return [endPause(event.captureId, at), endPart(event.captureId, at)];
      case 'recording-failed':
        return failed(event, at, seq);
      case 'recording-ended':
        // One of which no part ever began has nothing to seal: it stays failed.
        return [
          statement(
            "update recordings set kind = ?, state = case when state = 'recording' then 'ended' else state end where id = ?",
            event.kind,
            event.recordingId,
          ),
        ];
      case 'recording-sealed':
        return [
          statement(
            "update recordings set state = 'sealed', duration_ms = ?, bytes = ?, sha256 = ?, reason = null where id = ?",
            event.durationMs,
            event.bytes,
            event.sha256,
            event.recordingId,
          ),
        ];
      case 'recording-not-sealed':
        return [
          statement("update recordings set state = 'failed', reason = ? where id = ?", event.reason, event.recordingId),
        ];
      case 'recording-erased':
        return [
          statement("update recordings set state = 'erased', reason = ? where id = ?", event.reason, event.recordingId),
        ];
      default:
        return [];
    }
  },
};

type Row = EventOf<'recording-started'> | EventOf<'recording-failed'>;

/** The kind is told for certain when the recording ends; until then, a call that came to its voicemail is recording that. */
const newRow = `insert into recordings (id, call_id, kind, started_at, state) values (?, ?,
  case when exists (select 1 from events where call_id = ? and type = 'voicemail-began' and seq < ?)
  then 'voicemail' else 'conversation' end, ?, ?)`;

const valuesOf = ({ recordingId, callId }: Row, at: number, seq: number, state: 'recording' | 'failed') =>
  [recordingId, callId, callId, seq, at, state] as const;

function started(event: EventOf<'recording-started'>, at: number, seq: number): readonly Statement[] {
  return [
    statement(
      // The audio's zero is the first part that began.
      `${newRow} on conflict (id) do update set state = 'recording', reason = null, started_at = coalesce(
        (select started_at from recording_parts where recording_id = ? order by seq limit 1), ?)`,
      ...valuesOf(event, at, seq, 'recording'),
      event.recordingId,
      at,
    ),
    statement(
      'insert into recording_parts (capture_id, recording_id, started_at, seq) values (?, ?, ?, ?)',
      event.captureId,
      event.recordingId,
      at,
      seq,
    ),
  ];
}

/** Fails as a whole only where nothing was recorded before; what there is can still be sealed. */
function failed(event: EventOf<'recording-failed'>, at: number, seq: number): readonly Statement[] {
  return [
    statement(`${newRow} on conflict (id) do nothing`, ...valuesOf(event, at, seq, 'failed')),
    statement('update recordings set reason = ? where id = ?', event.reason, event.recordingId),
    endPause(event.captureId, at),
    endPart(event.captureId, at),
  ];
}

function endPart(captureId: string, at: number): Statement {
  return statement('update recording_parts set ended_at = ? where capture_id = ? and ended_at is null', at, captureId);
}

/** By the recording as well: that is what the index begins with. */
function endPause(captureId: string, at: number): Statement {
  return statement(
    `update recording_pauses set to_at = ? where to_at is null and capture_id = ?
    and recording_id = (select recording_id from recording_parts where capture_id = ?)`,
    at,
    captureId,
    captureId,
  );
}

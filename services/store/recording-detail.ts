import type { RecordingDetail } from '../http/protocol.ts';
import type { Outbox } from '../ports.ts';
import type { Query } from './database.ts';

/** A recording with its parts, its pauses and where it was published; null when there is none of that id. */
export async function recordingDetail(
  query: Query,
  outbox: Pick<Outbox, 'list'>,
  recordingId: string,
): Promise<RecordingDetail | null> {
  const row = await query.selectFrom('recordings').selectAll().where('id', '=', recordingId).executeTakeFirst();
  if (row === undefined) return null;
  const parts = await query
    .selectFrom('recording_parts')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('seq')
    .execute();
  const pauses = await query
    .selectFrom('recording_pauses')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('from_at')
    .execute();
  return {
    id: row.id,
    callId: row.call_id,
    kind: row.kind,
    state: row.state,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    bytes: row.bytes,
    sha256: row.sha256,
    parts: parts.map((part) => ({
      startedAt: part.started_at,
      endedAt: part.ended_at,
      pauses: pauses
        .filter((pause) => pause.capture_id === part.capture_id)
        .map((pause) => ({ from: pause.from_at, to: pause.to_at })),
    })),
    publications: (await outbox.list({ recordingId })).map(
      ({ createdAt: _, prepared: __, ...publication }) => publication,
    ),
    reason: row.reason,
  };
}

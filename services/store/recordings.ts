import type { KeysStore, RecordingsStore } from '../ports.ts';
import type { Database } from './database.ts';

/** What the recorder keeps of a recording, beside the row that the journal makes. */
export function recordingsOf({ query }: Database, keys: Pick<KeysStore, 'get' | 'put'>): RecordingsStore {
  return {
    sealed: async (recordingId) => {
      const row = await query
        .selectFrom('sealed')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        recordingId: row.recording_id,
        callId: row.call_id,
        path: row.path,
        wrappedIdentity: await keys.get(recordingId),
        recipient: row.recipient,
        durationMs: row.duration_ms,
        bytes: row.bytes,
        sha256: row.sha256,
        waveform: row.waveform,
      };
    },
    saveSealed: async (sealed) => {
      // The key first: a row without its key would be a recording that nobody can open.
      if (sealed.wrappedIdentity !== null) await keys.put(sealed.recordingId, sealed.wrappedIdentity);
      const change = {
        call_id: sealed.callId,
        path: sealed.path,
        wrapped_identity: Buffer.alloc(0),
        recipient: sealed.recipient,
        duration_ms: sealed.durationMs,
        bytes: sealed.bytes,
        sha256: sealed.sha256,
        waveform: sealed.waveform,
      };
      await query
        .insertInto('sealed')
        .values({ recording_id: sealed.recordingId, ...change })
        .onConflict((conflict) => conflict.column('recording_id').doUpdateSet(change))
        .execute();
    },
    captures: async (recordingId) => {
      const rows = await query
        .selectFrom('recording_parts')
        .select(['capture_id', 'started_at', 'ended_at'])
        .where('recording_id', '=', recordingId)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({ captureId: row.capture_id, startedAt: row.started_at, endedAt: row.ended_at }));
    },
  };
}

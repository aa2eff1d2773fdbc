import type { Annotations } from '../ports.ts';
import type { Database } from './database.ts';

/** Tags, tickets and notes of recordings; each change has the call indexed anew. */
export function annotationsOf({ query, write }: Database): Annotations {
  const indexAgain = (callId: string) =>
    query.updateTable('calls').set({ indexed: 0 }).where('id', '=', callId).compile();
  return {
    labels: async (recordingId) => {
      const rows = await query
        .selectFrom('recording_labels')
        .select(['kind', 'value'])
        .where('recording_id', '=', recordingId)
        .orderBy('value')
        .execute();
      const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.value);
      return { tags: of('tag'), tickets: of('ticket') };
    },
    setLabels: async ({ recordingId, callId, tags, tickets, by, at }) => {
      const values = [
        ...tags.map((value) => ({ kind: 'tag' as const, value })),
        ...tickets.map((value) => ({ kind: 'ticket' as const, value })),
      ];
      await write([
        query.deleteFrom('recording_labels').where('recording_id', '=', recordingId).compile(),
        ...values.map((one) =>
          query
            .insertInto('recording_labels')
            .values({ recording_id: recordingId, ...one, by_id: by, at })
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
        ),
        indexAgain(callId),
      ]);
    },
    notes: async (recordingId) => {
      const rows = await query
        .selectFrom('recording_notes')
        .leftJoin('users', 'users.id', 'recording_notes.by_id')
        .selectAll('recording_notes')
        .select('users.name')
        .where('recording_id', '=', recordingId)
        .orderBy('at_ms')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        at: row.at_ms,
        text: row.text,
        byId: row.by_id,
        byName: row.name ?? row.by_id,
        createdAt: row.created_at,
      }));
    },
    addNote: async ({ id, recordingId, callId, at, text, by, createdAt }) => {
      await write([
        query
          .insertInto('recording_notes')
          .values({ id, recording_id: recordingId, at_ms: at, text, by_id: by, created_at: createdAt })
          .compile(),
        indexAgain(callId),
      ]);
    },
    removeNote: async ({ id, callId }) => {
      await write([query.deleteFrom('recording_notes').where('id', '=', id).compile(), indexAgain(callId)]);
    },
  };
}

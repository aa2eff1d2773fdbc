import { type Projection, statement } from './projection.ts';

/** Legal holds, one row each; those without `released_at` are in force. */
export const holdsProjection: Projection = {
  name: 'holds',
  version: 1,
  tables: ['holds'],
  write: ({ event, at }) => {
    switch (event.type) {
      case 'recording-held':
        return [
          statement(
            'insert into holds (id, recording_id, call_id, at, user_id, reason) values (?, ?, ?, ?, ?, ?) on conflict (id) do nothing',
            event.holdId,
            event.recordingId,
            event.callId,
            at,
            event.by.kind === 'person' ? event.by.userId : 'system',
            event.reason,
          ),
        ];
      case 'recording-released':
        return [
          statement(
            'update holds set released_at = ?, released_by = ?, release_reason = ? where id = ? and released_at is null',
            at,
            event.by.kind === 'person' ? event.by.userId : 'system',
            event.reason,
            event.holdId,
          ),
        ];
      default:
        return [];
    }
  },
};

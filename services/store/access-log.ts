import type { AccessLog } from '../ports.ts';
import type { Database } from './database.ts';

/** Who listened to which recording, oldest first. Rows are only ever added. */
export function accessLogOf({ query }: Database): AccessLog {
  return {
    add: async ({ at, userId, recordingId, action, address }) => {
      await query
        .insertInto('access_log')
        .values({ at, user_id: userId, recording_id: recordingId, action, address })
        .execute();
    },
    list: async (recordingId) => {
      const rows = await query
        .selectFrom('access_log')
        .leftJoin('users', 'users.id', 'access_log.user_id')
        .select(['at', 'user_id', 'users.name', 'action', 'address'])
        .where('recording_id', '=', recordingId)
        .orderBy('access_log.id')
        .execute();
      return rows.map((row) => ({
        at: row.at,
        userId: row.user_id,
        userName: row.name ?? row.user_id,
        action: row.action,
        address: row.address,
      }));
    },
  };
}

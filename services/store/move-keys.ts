import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { KeysStore } from '../ports.ts';
import { databaseError } from './database-error.ts';

type Row = { readonly recordingId: string; readonly wrapped: Uint8Array };

/**
 * Takes the wrapped keys out of a database of an earlier version, which kept them beside the recordings, and leaves no
 * trace of them there. Killed at any point, it is done again at the next start.
 */
export async function moveKeys(file: string, keys: Pick<KeysStore, 'putAll'>): Promise<void> {
  if (file === ':memory:' || !existsSync(file)) return;
  try {
    const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
    try {
      const known = sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = 'sealed'").get();
      if (known === undefined) return;
      const rows = sqlite
        .prepare(
          'select recording_id as recordingId, wrapped_identity as wrapped from sealed where length(wrapped_identity) > 0',
        )
        .all() as Row[];
      if (rows.length === 0) return;
      await keys.putAll(rows);
      sqlite.pragma('secure_delete = ON');
      sqlite.exec("update sealed set wrapped_identity = x'' where length(wrapped_identity) > 0");
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw databaseError(error, file);
  }
}

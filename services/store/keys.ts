import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { CentralitaError } from '../core/errors.ts';
import type { KeysStore } from '../ports.ts';
import { databaseError } from './database-error.ts';

const CHECKPOINT_TRIES = 50;
const CHECKPOINT_WAIT_MS = 100;

type Row = { readonly recording_id: string; readonly wrapped: Uint8Array };

/**
 * The wrapped keys of recordings, in a database file of their own, so that no backup of the other one has them. What is
 * destroyed is overwritten in the file (`secure_delete`), and the log that may still have it is emptied.
 * @throws CentralitaError `database-unusable`, `disk-full`.
 */
export function openKeys(file: string): KeysStore & { readonly close: () => void } {
  const sqlite = opened(file);
  const said = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw databaseError(error, file);
    }
  };
  const select = sqlite.prepare('select wrapped from keys where recording_id = ?').pluck();
  const put = sqlite.prepare(
    'insert into keys (recording_id, wrapped) values (?, ?) on conflict (recording_id) do update set wrapped = excluded.wrapped',
  );
  const remove = sqlite.prepare('delete from keys where recording_id = ?');
  const page = sqlite.prepare(
    'select recording_id, wrapped from keys where recording_id > ? order by recording_id limit ?',
  );
  const swap = sqlite.prepare('update keys set wrapped = ? where recording_id = ? and wrapped = ?');
  const putAll = sqlite.transaction(
    (rows: readonly { readonly recordingId: string; readonly wrapped: Uint8Array }[]) => {
      for (const { recordingId, wrapped } of rows) put.run(recordingId, Buffer.from(wrapped));
    },
  ).immediate;
  const removeAll = sqlite.transaction((ids: readonly string[]) => {
    let removed = 0;
    for (const id of ids) removed += remove.run(id).changes;
    return removed;
  }).immediate;
  const swapAll = sqlite.transaction((rows: Parameters<KeysStore['replace']>[0]) => {
    let swapped = 0;
    for (const { recordingId, before, after } of rows)
      swapped += swap.run(Buffer.from(after), recordingId, Buffer.from(before)).changes;
    return swapped;
  }).immediate;
  /** Copies the log into the file and cuts it to nothing: what it had of destroyed rows is gone with it. */
  const emptyLog = async () => {
    if (file === ':memory:') return;
    for (let tries = 0; tries < CHECKPOINT_TRIES; tries += 1) {
      const [row] = said(() => sqlite.pragma('wal_checkpoint(TRUNCATE)')) as { readonly busy: number }[];
      if (row?.busy === 0) return;
      await sleep(CHECKPOINT_WAIT_MS);
    }
    throw new CentralitaError(
      'keys-busy',
      `The keys were removed, but another program reads ${file}, whose log still holds them: end that program; it is tried again.`,
    );
  };
  return {
    get: async (recordingId) => (said(() => select.get(recordingId)) as Uint8Array | undefined) ?? null,
    put: async (recordingId, wrapped) => {
      said(() => putAll([{ recordingId, wrapped }]));
    },
    putAll: async (rows) => {
      said(() => putAll(rows));
    },
    destroy: async (ids) => {
      const removed = said(() => removeAll(ids));
      await emptyLog();
      return removed;
    },
    page: async (after, limit) =>
      (said(() => page.all(after, limit)) as Row[]).map((row) => ({
        recordingId: row.recording_id,
        wrapped: row.wrapped,
      })),
    replace: async (rows) => said(() => swapAll(rows)),
    close: () => {
      sqlite.close();
    },
  };
}

function opened(file: string): BetterSqlite3.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('secure_delete = ON');
    sqlite.exec('create table if not exists keys (recording_id text primary key, wrapped blob not null) without rowid');
    return sqlite;
  } catch (error) {
    throw databaseError(error, file);
  }
}

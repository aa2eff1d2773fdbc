import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import type { Checkpointed } from './checkpoints.ts';

/** The thread that copies the write-ahead log into the database file: whenever it is asked to, until it is told to end. */
const port = parentPort;
if (port === null) throw new Error('This file is started as a thread by the store, not by itself.');

const sqlite = new BetterSqlite3(workerData as string, { timeout: 5_000 });
port.on('message', (message: 'copy' | 'end') => {
  if (message === 'end') {
    sqlite.close();
    port.close();
    return;
  }
  // PASSIVE takes what it can and makes nobody wait; what a reader still needs is taken the next time.
  const [{ log = 0 } = {}] = sqlite.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
  port.postMessage({ pages: log } satisfies Checkpointed);
});

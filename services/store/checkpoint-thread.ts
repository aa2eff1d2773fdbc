import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { type Checkpointed, LONG_LOG } from './checkpoints.ts';

/** Pages (4 KiB) that a commit can copy in a few milliseconds. */
const LITTLE = 100;

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
  let pages = copy();
  // A long log is to begin anew, for which the last of it is copied within a commit: that shall be little.
  for (let before = 0, again = 0; pages >= LONG_LOG && pages - before > LITTLE && again < 8; again += 1) {
    before = pages;
    pages = copy();
  }
  port.postMessage({ pages } satisfies Checkpointed);
});

/** Pages in the log now. PASSIVE takes what it can and makes nobody wait; what a reader still needs is taken the next time. */
function copy(): number {
  try {
    const [{ log = 0 } = {}] = sqlite.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
    return log;
  } catch (error) {
    // No room to copy into: all of it stays in the log, and is copied the next time.
    if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_FULL') return 0;
    throw error;
  }
}

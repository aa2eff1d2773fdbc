import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import type { Answer, Question } from './reader.ts';

/** The thread that reads: one question after the other, on a connection that cannot write. */
const port = parentPort;
if (port === null) throw new Error('This file is started as a thread by the store, not by itself.');

const sqlite = new BetterSqlite3(workerData as string, { readonly: true, timeout: 5_000 });

function answer({ id, sql, parameters }: Question): Answer {
  try {
    // Whatever is asked for: not kept ready, or every search there ever was would be.
    return { id, rows: sqlite.prepare(sql).all(...parameters) };
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    return { id, failed: { message, code } };
  }
}

port.on('message', (message: Question | 'end') => {
  if (message !== 'end') {
    port.postMessage(answer(message));
    return;
  }
  sqlite.close();
  port.close();
});

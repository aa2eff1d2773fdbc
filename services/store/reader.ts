import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';
import type { Statement } from './database.ts';

export type Question = Statement & { readonly id: number };
export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly failed: { readonly message: string; readonly code: string } };

type Waiting = { readonly resolve: (rows: readonly unknown[]) => void; readonly reject: (error: Error) => void };

const thread = threadModule(import.meta.url, 'reader-thread');

export type Reader = {
  /** Rows of one statement, as they are once everything committed before is there. Rejects with an error as SQLite has it. */
  readonly read: <T>(statement: Statement) => Promise<readonly T[]>;
  /** Lets the thread end when it has answered; idempotent. */
  readonly close: () => Promise<void>;
};

/**
 * Reads a SQLite file in a thread, which starts with the first question: a search through a million calls takes a tenth
 * of a second, in which no call may wait for the engine.
 */
export function reader(file: string): Reader {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let ended: Promise<void> = Promise.resolve();
  let count = 0;
  const start = (): Worker => {
    const started = new Worker(thread.url, { ...thread.options, workerData: file });
    started.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      // Nothing is waited for: it keeps no program running.
      if (waiting.size === 0) started.unref();
      if ('rows' in answer) one?.resolve(answer.rows);
      else one?.reject(Object.assign(new Error(answer.failed.message), { code: answer.failed.code }));
    });
    ended = new Promise((resolve) => {
      const gone = (error: Error) => {
        if (worker === started) worker = null;
        for (const one of waiting.values()) one.reject(error);
        waiting.clear();
        resolve();
      };
      started.once('error', gone);
      started.once('exit', () => gone(new Error('The thread that reads the database has ended.')));
    });
    return started;
  };
  return {
    read: <T>({ sql, parameters }: Statement) =>
      new Promise<readonly T[]>((resolve, reject) => {
        worker ??= start();
        count += 1;
        waiting.set(count, { resolve: resolve as Waiting['resolve'], reject });
        worker.ref();
        worker.postMessage({ id: count, sql, parameters } satisfies Question);
      }),
    close: async () => {
      worker?.ref();
      worker?.postMessage('end');
      await ended;
    },
  };
}

import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';

/** What the thread says when it is done: pages in the log, those that were copied before among them. */
export type Checkpointed = { readonly pages: number };

/** Statements between two copies: each changes a page or two, of 4 KiB. */
const STATEMENTS = 4_000;
/** Pages of a log (64 MiB) that is to begin anew: it does so only when all of it is copied. */
export const LONG_LOG = 16_384;

const thread = threadModule(import.meta.url, 'checkpoint-thread');

export type Checkpoints = {
  /** So many statements were committed. */
  readonly committed: (statements: number) => void;
  /** Lets the thread end; idempotent. */
  readonly close: () => Promise<void>;
};

/**
 * The write-ahead log of a SQLite file is copied into it beside the work, in a thread that starts when there is much to
 * copy: within a commit, as SQLite does it by itself, some hundred pages and two flushes of the disk would be waited for.
 * @param finish Copies what is left, in the caller's thread: while commits go on, a log is never wholly copied from
 * beside, and so would never begin anew.
 * @param failed The thread is gone (the disk is full, say), and copies no more.
 */
export function checkpoints(file: string, finish: () => void, failed: () => void): Checkpoints {
  let worker: Worker | null = null;
  let since = 0;
  let copies = false;
  const start = (): Worker => {
    const started = new Worker(thread.url, { ...thread.options, workerData: file });
    started.unref();
    started.on('message', ({ pages }: Checkpointed) => {
      copies = false;
      if (pages >= LONG_LOG) finish();
    });
    started.once('error', () => {
      worker = null;
      failed();
    });
    return started;
  };
  return {
    committed: (statements) => {
      since += statements;
      if (copies || since < STATEMENTS) return;
      since = 0;
      copies = true;
      worker ??= start();
      worker.postMessage('copy');
    },
    close: async () => {
      const ending = worker;
      worker = null;
      copies = true;
      if (ending === null) return;
      const ended = new Promise<void>((resolve) => {
        ending.once('exit', () => resolve());
      });
      ending.ref();
      ending.postMessage('end');
      await ended;
    },
  };
}

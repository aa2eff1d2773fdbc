import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';
import type { Place } from './database.ts';

/** What the thread is given. */
export type Making = { readonly place: Place; readonly snapshots: string; readonly format: number };

const thread = threadModule(import.meta.url, 'snapshot-thread');

/**
 * Makes snapshots from the journal in a thread, which starts with the first one and keeps its world: the next
 * one folds only what came since. One at a time.
 */
export function snapshotsBeside(making: Making): {
  readonly save: (seq: number) => Promise<void>;
  readonly close: () => Promise<void>;
} {
  let worker: Worker | null = null;
  let ended: Promise<void> = Promise.resolve();
  let waiting: { resolve: () => void; reject: (error: Error) => void } | null = null;
  const start = (): Worker => {
    const started = new Worker(thread.url, { ...thread.options, workerData: making });
    started.on('message', () => {
      // Nothing is waited for: it keeps no program running.
      started.unref();
      waiting?.resolve();
      waiting = null;
    });
    ended = new Promise((resolve) => {
      const gone = (error: Error) => {
        if (worker === started) worker = null;
        waiting?.reject(error);
        waiting = null;
        resolve();
      };
      started.once('error', gone);
      started.once('exit', () => gone(new Error('The thread that makes snapshots has ended.')));
    });
    return started;
  };
  return {
    save: (seq) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        waiting = { resolve, reject };
        worker.ref();
        worker.postMessage(seq);
      }),
    close: async () => {
      worker?.ref();
      worker?.postMessage('end');
      await ended;
    },
  };
}

import { Worker } from 'node:worker_threads';
import { CentralitaError } from '../../services/core/errors.ts';
import type { ThreadModule } from './thread-module.ts';

/** What a thread that does one job says in the end. */
export type Said<T> = { readonly value: T } | { readonly code: string; readonly message: string };

/**
 * Does one job in a thread of its own, which ends with it: for what would keep calls waiting. The thread finds the job in
 * its `workerData`, and posts one `Said`.
 * @throws CentralitaError with the code and the sentence that the thread says; Error when it ends without a word.
 */
export function runOnce<T>({ url, options }: ThreadModule, job: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { ...options, workerData: job });
    worker.once('message', (said: Said<T>) => {
      if ('value' in said) resolve(said.value);
      else reject(new CentralitaError(said.code, said.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread ${url.pathname} ended with ${code}.`)));
  });
}

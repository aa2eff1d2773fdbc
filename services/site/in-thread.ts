import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';
import { CentralitaError } from '../core/errors.ts';
import type { SiteJob, SiteResult } from './prepare.ts';

const thread = threadModule(import.meta.url, 'site-thread');

type Said<T> = { readonly value: T } | { readonly code: string; readonly message: string };

/**
 * Reads a site file in a thread of its own, which ends with it: YAML of a large centre takes seconds, and calls must not
 * wait for it.
 * @throws CentralitaError as `prepare`.
 */
export function prepareInThread<J extends SiteJob>(job: J): Promise<SiteResult[J['kind']]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread.url, { ...thread.options, workerData: job });
    worker.once('message', (said: Said<SiteResult[J['kind']]>) => {
      if ('value' in said) resolve(said.value);
      else reject(new CentralitaError(said.code, said.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that reads the site file ended with ${code}.`)));
  });
}

import { Worker } from 'node:worker_threads';
import { CentralitaError } from '../core/errors.ts';
import type { PromptJob, PromptResult } from './jobs.ts';

// From the sources (tests), a thread needs help to read TypeScript; the built program is plain JavaScript.
const fromSource = import.meta.url.endsWith('.ts');
const threadUrl = new URL(fromSource ? './prompt-thread.ts' : './prompt-thread.js', import.meta.url);
const execArgv = fromSource
  ? ['--import', new URL('../../recorder/worker/from-source.mjs', import.meta.url).href]
  : undefined;

type Said<T> = { readonly value: T } | { readonly code: string; readonly message: string };

/**
 * Makes sound in a thread of its own, which ends with it: calls must not wait for it.
 * @throws CentralitaError as `doJob`.
 */
export function inThread<J extends PromptJob>(job: J): Promise<PromptResult[J['kind']]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadUrl, { workerData: job, ...(execArgv ? { execArgv } : {}) });
    worker.once('message', (said: Said<PromptResult[J['kind']]>) => {
      if ('value' in said) resolve(said.value);
      else reject(new CentralitaError(said.code, said.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that makes prompts ended with ${code}.`)));
  });
}

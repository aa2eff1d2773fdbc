import { runOnce } from '../../config/threads/run-once.ts';
import { threadModule } from '../../config/threads/thread-module.ts';
import type { PromptJob, PromptResult } from './jobs.ts';

const thread = threadModule(import.meta.url, 'prompt-thread');

/**
 * Makes sound in a thread of its own: calls must not wait for it.
 * @throws CentralitaError as `doJob`.
 */
export function inThread<J extends PromptJob>(job: J): Promise<PromptResult[J['kind']]> {
  return runOnce(thread, job);
}

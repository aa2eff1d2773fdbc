import { runOnce } from '../../config/threads/run-once.ts';
import { threadModule } from '../../config/threads/thread-module.ts';
import type { SiteJob, SiteResult } from './prepare.ts';

const thread = threadModule(import.meta.url, 'site-thread');

/**
 * Reads a site file in a thread of its own: YAML of a large centre takes seconds, and calls must not wait for it.
 * @throws CentralitaError as `prepare`.
 */
export function prepareInThread<J extends SiteJob>(job: J): Promise<SiteResult[J['kind']]> {
  return runOnce(thread, job);
}

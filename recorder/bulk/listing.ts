import { CentralitaError } from '../../services/core/errors.ts';
import type { BulkJobRow } from '../../services/ports.ts';
import type { BulkJobsOptions } from './options.ts';

/** Calls that the search gives at a time. */
const PAGE = 200;

/**
 * Writes down every recording of the calls that a job's search finds, page by page; a restart goes on with the page that
 * is missing. Calls that come in meanwhile are newer than where it began, and so not among them.
 * @throws CentralitaError `bulk-too-many`.
 */
export async function listFound(
  { calls, store, onStep }: Pick<BulkJobsOptions, 'calls' | 'store' | 'onStep'>,
  job: BulkJobRow,
  signal: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { id, search } = job;
  let { found } = await store.counts(id);
  for (let at = job.cursor; ; ) {
    if (signal.aborted) return;
    const { cursor: _, ...criteria } = search;
    const page = await calls.search({
      recorded: true,
      ...criteria,
      limit: PAGE,
      ...(at === null ? {} : { cursor: at }),
    });
    const recordings = await store.recordingsOf(page.rows.map((row) => row.id));
    const items = recordings.map(({ recordingId, callId, state }, index) => {
      const reason = state === 'sealed' ? null : state === 'erased' ? 'recording-erased' : 'recording-not-sealed';
      return { n: found + index, recordingId, callId, state: reason === null ? 'waiting' : 'left', reason } as const;
    });
    await store.list({ id, at, cursor: page.next, whole: page.next === null, items });
    await onStep?.('listed');
    found += items.length;
    if (found > most) throw tooMany(most);
    if (page.next === null) return;
    at = page.next;
  }
}

const tooMany = (most: number) =>
  new CentralitaError(
    'bulk-too-many',
    `The search finds more than the ${most} recordings that one ZIP takes: search for a shorter time.`,
  );

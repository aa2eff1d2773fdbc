import { setTimeout as sleep } from 'node:timers/promises';
import { CentralitaError } from '../../services/core/errors.ts';
import type { BulkItem, BulkJobRow } from '../../services/ports.ts';
import type { BulkJobsOptions } from './options.ts';

/** Handed to the outbox at a time: what a cancelled job leaves behind, and what others wait behind at most. */
const AHEAD = 50;
const LOOK_MS = 1_000;

/**
 * Publishes what a job found, through the outbox: each recording there once, with its attempts and its receipt. What is
 * there already is not sent again.
 * @throws CentralitaError where the destination is gone.
 */
export async function publishFound(options: BulkJobsOptions, job: BulkJobRow, signal: AbortSignal): Promise<void> {
  const { store, onStep } = options;
  const destination = job.destination ?? '';
  for (;;) {
    if (signal.aborted) return;
    for (const { n, state, bytes } of await store.published(job.id, destination))
      await store.settle(job.id, n, { state, bytes, reason: state === 'left' ? 'publication-dead' : null });
    const asked = await store.items(job.id, { state: 'asked', limit: AHEAD });
    const room = AHEAD - asked.length;
    const waiting = room === 0 ? [] : await store.items(job.id, { state: 'waiting', limit: room });
    if (asked.length === 0 && waiting.length === 0) return;
    for (const item of waiting) {
      if (signal.aborted) return;
      await store.settle(job.id, item.n, await ask(options, item, destination));
      await onStep?.('asked');
    }
    // What is left out or is there already makes room at once.
    if (waiting.length > 0 && (await store.items(job.id, { state: 'asked', limit: 1 })).length === 0) continue;
    await sleep(options.lookMs ?? LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function ask(
  options: BulkJobsOptions,
  { recordingId }: BulkItem,
  destination: string,
): Promise<Partial<BulkItem>> {
  if ((await options.erasure(recordingId)) !== null) return { state: 'left', reason: 'recording-erased' };
  const [there] = await options.outbox.list({ recordingId, destination });
  if (there !== undefined && there.state !== 'dead') return { state: 'asked' };
  try {
    await options.publishAgain(recordingId, destination);
    return { state: 'asked' };
  } catch (error) {
    if (error instanceof CentralitaError && error.code === 'recording-not-sealed')
      return { state: 'left', reason: error.code };
    throw error;
  }
}

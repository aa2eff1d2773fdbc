import { join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import type { BulkItem, BulkJobRow } from '../../services/ports.ts';
import { sidecarText } from '../destinations/destination.ts';
import { nameFrom, USUAL_NAME } from '../naming.ts';
import { identityOf } from '../open.ts';
import { describeRecording, sidecarOf } from '../publication.ts';
import { zoneOf } from '../rules.ts';
import type { WorkerPool } from '../worker/pool.ts';
import type { BulkJobsOptions } from './options.ts';

const FEW = 50;
const endings = { opus: '.ogg', mp3: '.mp3', wav: '.wav' } as const;

/**
 * Reads every recording of a ZIP once: that it opens, which size and hash it has in the format asked for, what lies beside
 * it. Nothing plain is kept; the ZIP itself is made when it is fetched (docs/decisions/bulk.md). One that cannot be had is
 * left out with its reason.
 */
export async function prepareZip(
  options: BulkJobsOptions,
  workers: WorkerPool,
  job: BulkJobRow,
  signal: AbortSignal,
): Promise<void> {
  const { store, logger, onStep } = options;
  for (;;) {
    const items = await store.items(job.id, { state: 'waiting', limit: FEW });
    if (items.length === 0) return;
    for (const item of items) {
      if (signal.aborted) return;
      const change = await measured(options, workers, job, item).catch((error: unknown) => {
        // The program is stopping: it goes on at the next start.
        if (signal.aborted || !(error instanceof CentralitaError) || error.code === 'worker-closed') throw error;
        logger.warn({ err: error, recordingId: item.recordingId, job: job.id }, 'a recording is left out of a ZIP');
        return { state: 'left', reason: error.code } as const;
      });
      await onStep?.('measured');
      if (signal.aborted) return;
      await store.settle(job.id, item.n, change);
      await onStep?.('settled');
    }
  }
}

async function measured(
  options: BulkJobsOptions,
  workers: WorkerPool,
  { format: asked, name: template }: BulkJobRow,
  { recordingId }: BulkItem,
): Promise<Partial<BulkItem>> {
  const format = asked ?? 'opus';
  if ((await options.erasure(recordingId)) !== null) return { state: 'left', reason: 'recording-erased' };
  const described = await describeRecording(options, recordingId);
  const { sealed, call, startedAt } = described;
  const identity = await identityOf(options.keyring, sealed);
  const { bytes, sha256 } = await options.heal(recordingId, () =>
    workers.run({
      kind: 'measure',
      ffmpeg: options.ffmpeg,
      path: join(options.dataFolder, sealed.path),
      identity,
      sha256: sealed.sha256,
      format,
    }),
  );
  const timeZone = zoneOf(options.site(), call.serviceId);
  const name = `${nameFrom(template ?? USUAL_NAME, call, { recordingId, startedAt, timeZone })}${endings[format]}`;
  const sidecar = sidecarText(sidecarOf(options.site(), described, { name, format, encryptFor: [], bytes, sha256 }));
  return { state: 'done', name, bytes, sha256, startedAt, sidecar };
}

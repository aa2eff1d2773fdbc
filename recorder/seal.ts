import { join } from 'node:path';
import type { Keyring } from '../config/master-keys/keyring.ts';
import type { RuntimeProgram } from '../config/runtime.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { RecordingsStore, SealedRow } from '../services/ports.ts';
import { wrapIdentity } from './keys.ts';
import { emptySpool, isSpooled, spooledParts } from './spool.ts';
import { planTimeline } from './timeline.ts';
import type { WorkerPool } from './worker/pool.ts';
import type { WorkerStep } from './worker/protocol.ts';

export type SealStep = WorkerStep | 'row-saved' | 'spool-emptied';

export type Sealer = {
  /** Absolute; sealed files go below `recordings/`. */
  readonly dataFolder: string;
  /** Absolute; memory-backed. */
  readonly spoolFolder: string;
  readonly keyring: Keyring;
  readonly ffmpeg: RuntimeProgram;
  readonly recordings: RecordingsStore;
  readonly workers: WorkerPool;
  /** Waited for at each step; tests end the process there. */
  readonly onStep?: ((step: SealStep) => Promise<void> | void) | undefined;
};

export type SealResult =
  | { readonly kind: 'sealed'; readonly row: SealedRow }
  /** There is nothing to seal, now or later. The reason begins with a key of the pages' language files. */
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Seals a recording that ended: one timeline, Opus, age, durable, read back and compared, row saved, spool emptied.
 * Can be killed and repeated at any point: until the row is saved the spool is whole and all is done anew; after it,
 * only the spool is left to empty.
 * @throws CentralitaError with a sentence (`disk-full`, `seal-failed`, …); the spool is then untouched.
 */
export async function sealRecording(
  sealer: Sealer,
  recording: { readonly recordingId: string; readonly callId: string },
): Promise<SealResult> {
  const { recordings, spoolFolder } = sealer;
  const { recordingId, callId } = recording;
  const earlier = await recordings.sealed(recordingId);
  if (earlier !== null && (await isWhole(sealer, earlier))) return finish(sealer, earlier);

  const captures = await recordings.captures(recordingId);
  const parts = await spooledParts(spoolFolder, recordingId, captures);
  const { segments, durationMs } = planTimeline(parts);
  const [first] = parts;
  if (first === undefined || segments.length === 0) {
    await emptySpool(spoolFolder, recordingId);
    const why = captures.length === 0 ? 'Nothing was captured.' : 'The captured parts hold no audio.';
    return { kind: 'nothing', reason: `recording-empty: ${why}` };
  }
  const path = sealedPath(recordingId, first.startedAt);
  try {
    const file = await sealer.workers.run(
      {
        kind: 'seal',
        ffmpeg: sealer.ffmpeg,
        segments,
        durationMs,
        target: join(sealer.dataFolder, path),
        stepByStep: sealer.onStep !== undefined,
      },
      sealer.onStep,
    );
    const row: SealedRow = {
      recordingId,
      callId,
      path,
      wrappedIdentity: wrapIdentity(await sealer.keyring.current(), recordingId, file.identity),
      recipient: file.recipient,
      durationMs,
      bytes: file.bytes,
      sha256: file.sha256,
      waveform: JSON.stringify(file.waveform),
    };
    await recordings.saveSealed(row);
    await sealer.onStep?.('row-saved');
    return await finish(sealer, row);
  } catch (error) {
    throw explain(error, sealer, recordingId);
  }
}

/** Where a sealed file lies below the data folder, by the UTC day of its beginning (ms since the epoch). */
export function sealedPath(recordingId: string, startedAt: number): string {
  const [day = ''] = new Date(startedAt).toISOString().split('T');
  return join('recordings', ...day.split('-'), `${recordingId}.age`);
}

async function finish(sealer: Sealer, row: SealedRow): Promise<SealResult> {
  await emptySpool(sealer.spoolFolder, row.recordingId);
  await sealer.onStep?.('spool-emptied');
  return { kind: 'sealed', row };
}

/** With the spool already empty an earlier run had compared the file; with audio in it, compare before that goes. */
async function isWhole(sealer: Sealer, row: SealedRow): Promise<boolean> {
  if (!(await isSpooled(sealer.spoolFolder, row.recordingId))) return true;
  try {
    const file = await sealer.workers.run({ kind: 'hash', path: join(sealer.dataFolder, row.path) });
    return file.sha256 === row.sha256;
  } catch (error) {
    if (error instanceof CentralitaError && error.code === 'ENOENT') return false;
    throw explain(error, sealer, row.recordingId);
  }
}

function explain(error: unknown, sealer: Sealer, recordingId: string): CentralitaError {
  const code = error instanceof CentralitaError ? error.code : 'unknown';
  const words = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CentralitaError(
        'disk-full',
        `Recording ${recordingId} cannot be sealed: the disk of ${sealer.dataFolder} is full. Free some space; it waits in the spool and is tried again.`,
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CentralitaError(
        'data-not-writable',
        `Recording ${recordingId} cannot be sealed: ${words}. Let the controller write in ${sealer.dataFolder}; it waits in the spool and is tried again.`,
        { cause: error },
      );
    case 'ffmpeg-failed':
    case 'seal-differs':
    case 'worker-failed':
    case 'worker-closed':
      return error as CentralitaError;
    default:
      return new CentralitaError(
        'seal-failed',
        `Recording ${recordingId} cannot be sealed: ${words}. It waits in the spool and is tried again.`,
        {
          cause: error,
        },
      );
  }
}

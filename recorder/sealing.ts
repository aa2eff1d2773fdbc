import { CentralitaError } from '../services/core/errors.ts';
import type { Recorded } from '../services/core/event.ts';
import type { Cursors, Journal, Logger, Tell } from '../services/ports.ts';
import { followJournal } from './follow.ts';
import { type Sealer, sealRecording } from './seal.ts';
import { markUnsealed, spooledRecordings } from './spool.ts';
import { growingWait, type Waits } from './waits.ts';

/** After this many failures the journal tells that the recording is not sealed; it goes on being tried. */
const ATTEMPTS_UNTOLD = 6;

type SealJob = {
  readonly recordingId: string;
  readonly callId: string;
  /** Its `recording-ended`; null when found in the spool from an earlier run. */
  readonly seq: number | null;
  attempts: number;
  state: 'ready' | 'running' | 'resting';
  /** The journal has `recording-not-sealed`: the cursor need not wait for it. */
  toldNotSealed: boolean;
};

export type Sealing = { readonly notify: () => void; readonly close: () => Promise<void> };

/**
 * Seals each recording that ended and tells what came of it, once. The cursor stays before the oldest that is neither
 * sealed nor told, so a crash at any point repeats it; what the journal tells already is not told again.
 */
export async function startSealing(options: {
  readonly sealer: Sealer;
  readonly parallel: number;
  readonly waits: Waits;
  readonly random: () => number;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Cursors;
  readonly tell: Tell;
  readonly logger: Logger;
  readonly onTold?: (() => Promise<void> | void) | undefined;
  /** Whether the disk has room for more than the journal. */
  readonly hasRoom?: (() => boolean) | undefined;
}): Promise<Sealing> {
  const { sealer, tell, logger } = options;
  const jobs = new Map<string, SealJob>();
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let started = false;
  let closed = false;

  const handle = async ({ seq, event }: Recorded) => {
    if (event.type === 'recording-ended' && !jobs.has(event.recordingId)) {
      const { recordingId, callId } = event;
      jobs.set(recordingId, { recordingId, callId, seq, attempts: 0, state: 'ready', toldNotSealed: false });
    }
    if (event.type === 'recording-sealed') jobs.delete(event.recordingId);
    if (event.type === 'recording-not-sealed') {
      const job = jobs.get(event.recordingId);
      if (job !== undefined) job.toldNotSealed = true;
    }
    if (started) pump();
  };
  const safe = (read: number) => {
    const held = [...jobs.values()].filter((job) => job.seq !== null && !job.toldNotSealed);
    return Math.min(read, ...held.map((job) => (job.seq ?? read + 1) - 1));
  };

  const pump = () => {
    for (const job of jobs.values()) {
      if (closed || running.size >= options.parallel) return;
      if (job.state !== 'ready') continue;
      job.state = 'running';
      const work = attempt(job).finally(() => {
        running.delete(work);
        pump();
      });
      running.add(work);
    }
  };
  const attempt = async (job: SealJob) => {
    try {
      await sealAndTell(job);
      jobs.delete(job.recordingId);
      await follower.save();
    } catch (error) {
      if (closed) return;
      job.attempts += 1;
      const waitMs = growingWait(options.waits, job.attempts, options.random());
      const { recordingId, attempts } = job;
      logger.error(
        { err: error, recordingId, attempts, waitMs },
        error instanceof Error ? error.message : 'not sealed',
      );
      await giveWord(job, error).catch((err: unknown) =>
        logger.error({ err, recordingId }, 'the failure was not told'),
      );
      rest(job, waitMs);
    }
  };
  const sealAndTell = async (job: SealJob) => {
    const { recordingId, callId } = job;
    if (options.hasRoom?.() === false)
      throw new CentralitaError(
        'disk-full',
        `Recording ${recordingId} waits in the spool: what is left on the disk is for the journal. Free some space.`,
      );
    const result = await sealRecording(sealer, job);
    if (result.kind === 'sealed') {
      const { durationMs, bytes, sha256 } = result.row;
      await tell({ type: 'recording-sealed', callId, recordingId, durationMs, bytes, sha256 });
      await options.onTold?.();
    } else if (!job.toldNotSealed) {
      await tell({ type: 'recording-not-sealed', callId, recordingId, reason: result.reason });
      job.toldNotSealed = true;
    }
  };
  const giveWord = async (job: SealJob, error: unknown) => {
    if (job.attempts < ATTEMPTS_UNTOLD || job.toldNotSealed) return;
    const { recordingId, callId } = job;
    // The mark first: once told, the cursor passes, and only the mark brings the recording back after a restart.
    await markUnsealed(sealer.spoolFolder, recordingId, callId);
    const words = error instanceof Error ? error.message : String(error);
    // The code first: pages have a sentence for it in the reader's language.
    const reason = error instanceof CentralitaError ? `${error.code}: ${words}` : words;
    await tell({ type: 'recording-not-sealed', callId, recordingId, reason });
    job.toldNotSealed = true;
  };
  const rest = (job: SealJob, waitMs: number) => {
    job.state = 'resting';
    const timer = setTimeout(() => {
      timers.delete(timer);
      job.state = 'ready';
      pump();
    }, waitMs);
    timers.add(timer);
  };

  const { journal, cursors } = options;
  const follower = await followJournal({ name: 'sealing', journal, cursors, handle, safe, logger });
  await follower.caughtUp;
  for (const { recordingId, unsealedCall } of await spooledRecordings(sealer.spoolFolder)) {
    if (unsealedCall === null || jobs.has(recordingId)) continue;
    const job = {
      recordingId,
      callId: unsealedCall,
      seq: null,
      attempts: 0,
      state: 'ready',
      toldNotSealed: true,
    } as const;
    jobs.set(recordingId, { ...job });
  }
  started = true;
  pump();

  return {
    notify: follower.notify,
    close: async () => {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      await follower.close();
      await sealer.workers.close();
      await Promise.allSettled([...running]);
    },
  };
}

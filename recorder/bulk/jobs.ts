import { randomUUID } from 'node:crypto';
import { CentralitaError } from '../../services/core/errors.ts';
import type { BulkAsked, BulkJobRow, BulkPort } from '../../services/ports.ts';
import { USUAL_NAME } from '../naming.ts';
import { growingWait } from '../waits.ts';
import { WorkerPool } from '../worker/pool.ts';
import { fetchZip } from './fetch-zip.ts';
import { listFound } from './listing.ts';
import { mailSettings, sendMail } from './mail.ts';
import type { BulkJobsOptions } from './options.ts';
import { prepareZip } from './prepare-zip.ts';
import { publishFound } from './publish-found.ts';

const DAY_MS = 86_400_000;
/** Jobs that ended are kept for a week. */
const KEPT_MS = 7 * DAY_MS;
const MOST_OPEN = 20;
/** ZIPs made at the same time: each takes a thread while it is fetched. */
const MOST_FETCHED = 2;
/** Recordings in one ZIP: its list of files is in memory while it is fetched. */
const MOST_IN_ZIP = 20_000;
const MAIL_ATTEMPTS = 10;
const LOOK_MS = 60_000;

export type BulkJobs = BulkPort & {
  /** Lets go of everything; jobs under way go on at the next start. */
  readonly close: () => Promise<void>;
};

/**
 * Jobs over all recordings that a search finds. Each is a row with one more for each recording, so that a restart goes on
 * where it stood. ZIPs are prepared one after the other, in a thread of their own; publications wait for their
 * destinations, and so not for one another.
 */
export async function startBulk(options: BulkJobsOptions): Promise<BulkJobs> {
  const { store, logger, now } = options;
  const workers = new WorkerPool(1, { name: 'bulk', background: true });
  const stopping = new AbortController();
  const running = new Map<string, { readonly cancel: AbortController; readonly done: Promise<void> }>();
  const fetched = new Map<string, Set<() => void>>();
  let zips: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const run = async (job: BulkJobRow, signal: AbortSignal): Promise<void> => {
    try {
      const zip = job.kind === 'zip';
      if (job.state === 'listing') await listFound(options, job, signal, zip ? MOST_IN_ZIP : undefined);
      if (signal.aborted) return;
      await (zip ? prepareZip(options, workers, job, signal) : publishFound(options, job, signal));
      if (signal.aborted) return;
      await end(job, 'done', null);
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ err: error, job: job.id }, 'a job over recordings failed');
      await end(job, 'failed', error instanceof CentralitaError ? error.code : 'internal');
    }
  };
  const end = async ({ id, mailTo }: BulkJobRow, state: 'done' | 'failed', reason: string | null) => {
    const endedAt = now();
    await store.end(id, { state, reason, endedAt, nextMailAt: mailTo === null ? null : endedAt });
    look();
  };
  const start = (job: BulkJobRow): void => {
    const cancel = new AbortController();
    const signal = AbortSignal.any([cancel.signal, stopping.signal]);
    const begun = job.kind === 'zip' ? zips.then(() => run(job, signal)) : run(job, signal);
    const done = begun
      .catch((err: unknown) => logger.error({ err, job: job.id }, 'the end of a job over recordings could not be kept'))
      .finally(() => running.delete(job.id));
    if (job.kind === 'zip') zips = done;
    running.set(job.id, { cancel, done });
  };

  /** Sends mails that are due and forgets what is old. */
  const tidy = async (): Promise<void> => {
    let next = now() + LOOK_MS;
    for (const job of await store.jobs({ states: ['done', 'failed', 'cancelled'] })) {
      if (stopping.signal.aborted) return;
      const expires = expiresAt(job) ?? 0;
      if (expires <= now()) {
        await forget(job.id);
        continue;
      }
      if (job.mailTo === null || job.nextMailAt === null) continue;
      next = Math.min(next, job.nextMailAt <= now() ? await mail(job) : job.nextMailAt);
    }
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(look, Math.max(0, next - now()));
    timer.unref();
  };
  /** When to look again. */
  const mail = async (job: BulkJobRow): Promise<number> => {
    const attempts = job.mailAttempts + 1;
    try {
      const settings = mailSettings(options);
      if (settings === null) throw noMail();
      await sendMail(options, settings, { ...job, ...(await store.counts(job.id)) }, expiresAt(job));
      await store.update(job.id, { mailedAt: now(), mailAttempts: attempts, nextMailAt: null, mailReason: null });
      return Number.POSITIVE_INFINITY;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ err: error, job: job.id, attempts }, 'nobody could be told by mail that a job has ended');
      const waits = options.mailWaits ?? { firstMs: 5_000, longestMs: 3_600_000 };
      const at = attempts < MAIL_ATTEMPTS ? now() + growingWait(waits, attempts, options.random()) : null;
      await store.update(job.id, { mailAttempts: attempts, nextMailAt: at, mailReason: reason });
      return at ?? Number.POSITIVE_INFINITY;
    }
  };
  const look = (): void => {
    if (stopping.signal.aborted) return;
    looking = looking.then(tidy).catch((err: unknown) => {
      logger.error({ err }, 'jobs over recordings could not be looked through; they are in a minute');
      clearTimeout(timer);
      timer = setTimeout(look, LOOK_MS);
      timer.unref();
    });
  };
  const forget = async (id: string): Promise<void> => {
    for (const stop of fetched.get(id) ?? []) stop();
    await store.remove(id);
  };
  const existing = async (id: string): Promise<BulkJobRow> => {
    const job = await store.job(id);
    if (job === null) throw new CentralitaError('not-found', 'There is no such job; it may be too old.');
    return job;
  };

  // One after the other in the order in which they were asked for.
  const open = await store.jobs({ states: ['listing', 'running'] });
  for (const job of open.toReversed()) start(job);
  look();

  return {
    begin: async (asked) => {
      await check(options, asked);
      if (running.size >= MOST_OPEN)
        throw new CentralitaError('bulk-busy', `There are ${MOST_OPEN} jobs under way; wait until one has ended.`);
      const job: BulkJobRow = {
        ...asked,
        id: `bulk-${randomUUID()}`,
        state: 'listing',
        createdAt: now(),
        cursor: null,
        endedAt: null,
        reason: null,
        mailedAt: null,
        mailAttempts: 0,
        nextMailAt: null,
        mailReason: null,
      };
      await store.add(job);
      start(job);
      return job;
    },
    jobs: async () => {
      const jobs = await store.jobs();
      return Promise.all(jobs.map(async (job) => ({ ...job, ...(await store.counts(job.id)) })));
    },
    job: async (id) => {
      const job = await store.job(id);
      return job === null ? null : { ...job, ...(await store.counts(id)) };
    },
    left: async (id) =>
      (await store.items(id, { state: 'left', limit: 1_000 })).map(({ recordingId, callId, reason }) => ({
        recordingId,
        callId,
        reason: reason ?? '',
      })),
    cancel: async (id) => {
      await existing(id);
      if (!(await store.end(id, { state: 'cancelled', reason: null, endedAt: now(), nextMailAt: null })))
        throw new CentralitaError('bulk-ended', 'The job has ended already; there is nothing to cancel.');
      running.get(id)?.cancel.abort();
    },
    remove: async (id) => {
      const { state } = await existing(id);
      if (state === 'listing' || state === 'running')
        throw new CentralitaError('bulk-open', 'The job is under way; cancel it first.');
      await forget(id);
    },
    zip: async (id, who) => {
      const job = await existing(id);
      if (job.kind !== 'zip' || job.state !== 'done')
        throw new CentralitaError('bulk-not-ready', 'There is no ZIP of this job, or not yet; look at its state.');
      const all = [...fetched.values()].reduce((sum, one) => sum + one.size, 0);
      if (all >= MOST_FETCHED)
        throw new CentralitaError('bulk-busy', 'Others are fetching a ZIP just now; try again when they have it.');
      let stop: () => void = () => undefined;
      const own = () => stop();
      const of = fetched.get(id) ?? new Set();
      fetched.set(id, of.add(own));
      const gone = () => {
        of.delete(own);
        if (of.size === 0) fetched.delete(id);
      };
      try {
        const zip = await fetchZip(options, job, who);
        stop = () => zip.stream.destroy(new CentralitaError('bulk-gone', 'The job was removed while it was fetched.'));
        zip.stream.once('close', gone).once('error', (err) => logger.warn({ err, job: id }, 'a ZIP was not fetched'));
        return zip;
      } catch (error) {
        gone();
        throw error;
      }
    },
    expiresAt,
    usualName: USUAL_NAME,
    close: async () => {
      stopping.abort();
      clearTimeout(timer);
      for (const one of fetched.values()) for (const stop of one) stop();
      await workers.close();
      await Promise.allSettled([looking, ...[...running.values()].map((one) => one.done)]);
    },
  };
}

function expiresAt({ endedAt }: BulkJobRow): number | null {
  return endedAt === null ? null : endedAt + KEPT_MS;
}

/** @throws CentralitaError `recipient-invalid`, `destination-unknown`, `mail-not-configured`. */
async function check(options: BulkJobsOptions, asked: BulkAsked): Promise<void> {
  if (asked.encryptFor !== null) {
    const { Encrypter } = await import('age-encryption');
    try {
      new Encrypter().addRecipient(asked.encryptFor);
    } catch (cause) {
      const sentence = 'That is no public age key: write the one that begins with age1, whole and without blanks.';
      throw new CentralitaError('recipient-invalid', sentence, { cause });
    }
  }
  if (asked.kind === 'publish' && !options.site().destinations.some((one) => one.id === asked.destination))
    throw new CentralitaError('destination-unknown', `There is no destination ${asked.destination}; choose another.`);
  if (asked.mailTo !== null && mailSettings(options) === null) throw noMail();
}

const noMail = () =>
  new CentralitaError(
    'mail-not-configured',
    'No mail can be sent: the site has no destination of the type email. Leave the address out.',
  );

import type { SiteFile } from '../config/site.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { Recorded } from '../services/core/event.ts';
import type { PublicationRow } from '../services/http/protocol.ts';
import type {
  CallsRead,
  Cursors,
  Journal,
  Logger,
  Outbox,
  OutboxRow,
  RecordingsStore,
  Tell,
} from '../services/ports.ts';
import { attemptPublication } from './attempt.ts';
import { type DestinationContext, DestinationError } from './destinations/destination.ts';
import { followJournal } from './follow.ts';
import { describePublication, destinationsFor } from './publication.ts';
import { growingWait, type Waits } from './waits.ts';

const FEW = 50;
/** The outbox is looked at this often even when nothing is known to be due. */
const LOOK_MS = 60_000;

export type PublishingOptions = {
  readonly dataFolder: string;
  readonly publicUrl: string;
  readonly secret: DestinationContext['secret'];
  readonly site: () => SiteFile;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Cursors;
  readonly recordings: RecordingsStore;
  readonly calls: Pick<CallsRead, 'detail'>;
  readonly outbox: Outbox;
  readonly tell: Tell;
  readonly waits: Waits;
  readonly now: () => number;
  readonly random: () => number;
  readonly logger: Logger;
};

export type Publishing = {
  readonly notify: () => void;
  readonly publishAgain: (recordingId: string, destination: string) => Promise<PublicationRow>;
  readonly close: () => Promise<void>;
};

/**
 * Publishes sealed recordings by the site's rules. A row of the outbox waits, runs, and becomes published or dead only
 * when the journal says so (`recording-published`, `publication-dead`): a crash between the two repeats the attempt,
 * which destinations bear, or finds the event, and tells nothing twice. One attempt at a time for each destination, so
 * that one which hangs keeps only its own waiting.
 */
export async function startPublishing(options: PublishingOptions): Promise<Publishing> {
  const { outbox, tell, logger, now, site } = options;
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  /** When rows that failed are due again (ms since the epoch). */
  const later = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> = Promise.resolve();
  let started = false;

  const handle = async ({ at, event }: Recorded) => {
    switch (event.type) {
      case 'recording-sealed':
        await addRows(event.recordingId, event.callId, at);
        break;
      case 'recording-published': {
        const { location, bytes, sha256 } = event;
        await settle(event, { state: 'published', location, bytes, sha256, publishedAt: at, reason: null });
        break;
      }
      case 'publication-dead':
        await settle(event, { state: 'dead', reason: event.reason });
        break;
      default:
        return;
    }
    wake();
  };
  const addRows = async (recordingId: string, callId: string, createdAt: number) => {
    const detail = await options.calls.detail(callId);
    if (detail === null) throw new CentralitaError('call-not-found', `Call ${callId} is not in the database yet.`);
    const rows = destinationsFor(site(), detail.call.serviceId).map(({ id, type }) => ({
      id: rowId(recordingId, id),
      recordingId,
      callId,
      destination: id,
      destinationType: type,
      createdAt,
    }));
    if (rows.length > 0) await outbox.add(rows);
  };
  const settle = async (
    of: { readonly recordingId: string; readonly destination: string },
    change: Partial<OutboxRow>,
  ) => {
    const row = await rowOf(of.recordingId, of.destination);
    if (row?.state === 'running') await outbox.update(row.id, { ...change, nextAttemptAt: null });
  };
  const rowOf = async (recordingId: string, destination: string) =>
    (await outbox.list({ recordingId })).find((row) => row.destination === destination);

  const wake = () => {
    if (!started || stopping.signal.aborted) return;
    pumping = pumping.then(pump).catch((err: unknown) => {
      logger.error({ err }, 'the outbox could not be read; it is tried again');
      later.set('', now() + options.waits.firstMs);
      setTimer();
    });
  };
  const pump = async () => {
    for (const [id, at] of later) if (at <= now()) later.delete(id);
    for (const row of await dueOfIdleDestinations()) {
      if (stopping.signal.aborted || busy.has(row.destination)) continue;
      const work = run(row)
        .catch((err: unknown) => logger.error({ err, row: row.id }, 'the outcome of a publication could not be kept'))
        .finally(() => {
          busy.delete(row.destination);
          wake();
        });
      busy.set(row.destination, work);
    }
    setTimer();
  };
  /** Looks past the rows of destinations that are busy, so that one which hangs does not hide the others. */
  const dueOfIdleDestinations = async () => {
    for (let limit = FEW; ; limit *= 4) {
      const rows = await outbox.due(now(), limit);
      const idle = rows.filter((row) => !busy.has(row.destination));
      if (idle.length > 0 || rows.length < limit) return idle;
    }
  };
  const setTimer = () => {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(wake, Math.max(0, Math.min(now() + LOOK_MS, ...later.values()) - now()));
  };

  const run = async (row: OutboxRow) => {
    const attempts = row.attempts + 1;
    const settings = site().destinations.find((one) => one.id === row.destination);
    await outbox.update(row.id, { state: 'running', attempts });
    try {
      if (settings === undefined) throw goneDestination(row.destination);
      const source = { ...options, site: site() };
      const publication = await describePublication(source, row.recordingId);
      const receipt = await attemptPublication(settings, publication, options, stopping.signal);
      const { callId, recordingId, destination } = row;
      await tell({ type: 'recording-published', callId, recordingId, destination, ...receipt });
      follower.notify();
    } catch (error) {
      await failed(row, attempts, settings?.retries ?? 0, error);
    }
  };
  const failed = async (row: OutboxRow, attempts: number, retries: number, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const { callId, recordingId, destination } = row;
    if (stopping.signal.aborted) {
      await outbox.update(row.id, { state: 'waiting', attempts: row.attempts, nextAttemptAt: now() });
      return;
    }
    const nextAttemptAt = now() + growingWait(options.waits, attempts, options.random());
    if (attempts > retries || (error instanceof DestinationError && error.lasting)) {
      logger.error({ err: error, recordingId, destination, attempts }, `not published: ${reason}`);
      try {
        await tell({ type: 'publication-dead', callId, recordingId, destination, reason });
        follower.notify();
        return;
      } catch (err) {
        logger.error(
          { err, recordingId, destination },
          'the end of a publication could not be told; it is tried again',
        );
      }
    }
    logger.warn({ err: error, recordingId, destination, attempts, nextAttemptAt }, `not published yet: ${reason}`);
    await outbox.update(row.id, { state: 'waiting', nextAttemptAt, reason });
    later.set(row.id, nextAttemptAt);
  };

  const publishAgain = async (recordingId: string, destination: string): Promise<PublicationRow> => {
    const settings = site().destinations.find((one) => one.id === destination);
    if (settings === undefined) throw goneDestination(destination);
    const sealed = await options.recordings.sealed(recordingId);
    if (sealed === null) {
      const sentence = `Recording ${recordingId} is not sealed, so there is nothing to publish yet.`;
      throw new CentralitaError('recording-not-sealed', sentence);
    }
    const row = await rowOf(recordingId, destination);
    if (row === undefined) {
      const { type: destinationType } = settings;
      const { callId } = sealed;
      const id = rowId(recordingId, destination);
      await outbox.add([{ id, recordingId, callId, destination, destinationType, createdAt: now() }]);
    } else if (row.state !== 'running') {
      await outbox.update(row.id, { state: 'waiting', attempts: 0, nextAttemptAt: now(), reason: null });
    }
    wake();
    const after = await rowOf(recordingId, destination);
    if (after !== undefined) return after;
    throw new CentralitaError('outbox-failed', 'The publication was not kept in the database. Try again.');
  };

  const { journal, cursors } = options;
  const follower = await followJournal({ name: 'publishing', journal, cursors, handle, logger });
  await follower.caughtUp;
  // What still runs here was cut off by a crash, and the journal tells nothing of it.
  for (const row of await outbox.list({ state: 'running' })) {
    await outbox.update(row.id, { state: 'waiting', nextAttemptAt: now() });
  }
  for (const row of await outbox.list({ state: 'waiting' })) {
    if (row.nextAttemptAt !== null) later.set(row.id, row.nextAttemptAt);
  }
  started = true;
  wake();

  return {
    notify: follower.notify,
    publishAgain,
    close: async () => {
      stopping.abort();
      clearTimeout(timer);
      await follower.close();
      await pumping;
      await Promise.allSettled([...busy.values()]);
    },
  };
}

const rowId = (recordingId: string, destination: string) => `${recordingId}:${destination}`;

function goneDestination(id: string): DestinationError {
  const sentence = `The site file has no destination "${id}" any more. Put it back, or take another.`;
  return new DestinationError('destination-not-found', sentence, { lasting: true });
}

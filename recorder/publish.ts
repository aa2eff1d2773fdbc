import { Readable } from 'node:stream';
import type { SiteFile } from '../config/site.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { Recorded } from '../services/core/event.ts';
import type { DestinationHealth, DestinationTest, PublicationRow } from '../services/http/protocol.ts';
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
import { testDestination } from './destinations/test-destination.ts';
import { followJournal } from './follow.ts';
import { healthOf } from './health.ts';
import { Lanes } from './lanes.ts';
import type { ReadFile } from './pace.ts';
import { forgetPrepared, type Preparer, planned, preparedFileName, readPrepared, sweepPrepared } from './prepare.ts';
import { describePublication, describeRecording } from './publication.ts';
import { isLate, nextWithin, ruleOf, rulesFor, zoneOf } from './rules.ts';
import { growingWait, type Waits } from './waits.ts';

const FEW = 50;
/** The outbox is looked at this often even when nothing is known to be due. */
const LOOK_MS = 60_000;
/** A clock that goes back by more than this was set back. */
const SET_BACK_MS = 30_000;

/** Where publishing stands; tests stop the process at each. */
export type PublishStep = 'outbox-filled' | 'prepared' | 'sending' | 'sent' | 'told-published' | 'settled';

export type PublishingOptions = {
  readonly dataFolder: string;
  readonly publicUrl: string;
  readonly secret: DestinationContext['secret'];
  readonly preparer: Preparer;
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
  readonly onStep?: ((step: PublishStep) => Promise<void> | void) | undefined;
};

export type Publishing = {
  readonly notify: () => void;
  readonly publishAgain: (recordingId: string, destination: string) => Promise<PublicationRow>;
  readonly destinations: () => Promise<readonly DestinationHealth[]>;
  readonly test: (destination: string) => Promise<DestinationTest>;
  readonly close: () => Promise<void>;
};

/**
 * Publishes sealed recordings by the site's rules. A row of the outbox waits, runs, and becomes published or dead only
 * when the journal says so (`recording-published`, `publication-dead`): a crash between the two repeats the attempt,
 * which destinations bear, or finds the event, and tells nothing twice. Each destination has its own lane (lanes.ts), so
 * that one which hangs keeps only its own waiting.
 */
export async function startPublishing(options: PublishingOptions): Promise<Publishing> {
  const { outbox, tell, logger, now, site, preparer } = options;
  const stopping = new AbortController();
  const lanes = new Lanes(options);
  const work = new Set<Promise<void>>();
  /** Rows that somebody asked for: they do not wait for the hours of a rule. */
  const urgent = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> = Promise.resolve();
  let started = false;
  let clock = { wall: now(), own: performance.now() };

  const handle = async ({ at, event }: Recorded) => {
    switch (event.type) {
      case 'recording-sealed':
        await addRows(event.callId, event.recordingId, at);
        await options.onStep?.('outbox-filled');
        break;
      case 'outcome-set':
      case 'call-ended':
        await addLateRows(event.callId, at);
        break;
      case 'recording-published': {
        const { location, bytes, sha256 } = event;
        await settle(event, { state: 'published', location, bytes, sha256, publishedAt: at, reason: null });
        await options.onStep?.('settled');
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
  const addRows = async (
    callId: string,
    recordingId: string,
    createdAt: number,
    only = (_: { late: boolean }) => true,
  ) => {
    const detail = await options.calls.detail(callId);
    if (detail === null) throw new CentralitaError('call-not-found', `Call ${callId} is not in the database yet.`);
    const rows = rulesFor(site(), detail.call)
      .filter((rule) => only({ late: isLate(rule) }))
      .map(({ destination }) => ({
        id: rowId(recordingId, destination),
        recordingId,
        callId,
        destination,
        destinationType: site().destinations.find((one) => one.id === destination)?.type ?? '',
        createdAt,
      }));
    if (rows.length > 0) await outbox.add(rows);
  };
  /** What an outcome or a result decides may be known only after the recording was sealed. */
  const addLateRows = async (callId: string, at: number) => {
    if (!site().publication.some(isLate)) return;
    const recording = (await options.calls.detail(callId))?.recording ?? null;
    if (recording?.state === 'sealed') await addRows(callId, recording.id, at, ({ late }) => late);
  };
  const settle = async (
    of: { readonly recordingId: string; readonly destination: string },
    change: Partial<OutboxRow>,
  ) => {
    const row = await outbox.row(rowId(of.recordingId, of.destination));
    if (row?.state !== 'running') return;
    await outbox.update(row.id, { ...change, nextAttemptAt: null });
    await forgetPrepared(preparer, row, change.state === 'dead');
  };

  const wake = () => {
    if (!started || stopping.signal.aborted) return;
    pumping = pumping.then(pump).catch((err: unknown) => {
      logger.error({ err }, 'the outbox could not be read; it is tried again');
      setTimer(now() + options.waits.firstMs);
    });
  };
  const pump = async () => {
    await minded();
    // Of one moment: a rest that ends between two looks at the clock would be neither over nor waited for.
    let at = now();
    for (;;) {
      at = now();
      const { destinations } = site();
      const rows = await outbox.due(at, FEW, lanes.closed(destinations, at));
      let begun = 0;
      for (const row of rows) {
        const settings = destinations.find((one) => one.id === row.destination);
        if (stopping.signal.aborted || lanes.of(row.destination).running.has(row.id)) continue;
        if (!lanes.isOpen(row.destination, settings, at)) continue;
        begin(row);
        begun += 1;
      }
      if (begun === 0 || stopping.signal.aborted) break;
    }
    setTimer(Math.min((await outbox.nextDue(at)) ?? Number.POSITIVE_INFINITY, lanes.nextEnd(at)));
  };
  const begin = (row: OutboxRow) => {
    const { running } = lanes.of(row.destination);
    running.add(row.id);
    const one = run(row)
      .catch((err: unknown) => logger.error({ err, row: row.id }, 'the outcome of a publication could not be kept'))
      .finally(() => {
        running.delete(row.id);
        work.delete(one);
        wake();
      });
    work.add(one);
  };
  /** A clock that was set back would let what waits wait for so long more. */
  const minded = async () => {
    const then = clock;
    clock = { wall: now(), own: performance.now() };
    if (clock.wall - then.wall > clock.own - then.own - SET_BACK_MS) return;
    logger.warn(
      { from: then.wall, to: clock.wall },
      'the clock was set back; all that waits to be published is tried now',
    );
    lanes.wakeAll();
    await outbox.makeDue(now(), ['waiting']);
  };
  const setTimer = (at: number) => {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(wake, Math.max(0, Math.min(LOOK_MS, at - now())));
  };

  const run = async (row: OutboxRow) => {
    const settings = site().destinations.find((one) => one.id === row.destination);
    const attempts = row.attempts + 1;
    try {
      if (settings !== undefined && (await waitsForItsHours(row))) return;
      await outbox.update(row.id, { state: 'running', attempts });
      if (settings === undefined) throw goneDestination(row.destination);
      const source = { ...options, site: site() };
      const { publication, prepared } = await describePublication(source, row);
      if (prepared !== row.prepared) await outbox.update(row.id, { prepared });
      await options.onStep?.('prepared');
      const { pace } = lanes.of(row.destination);
      pace.limit = settings.bytesPerSecond;
      const context = { ...options, read: watched(pace.reader(stopping.signal), options.onStep) };
      const receipt = await attemptPublication(settings, publication, context, stopping.signal);
      await options.onStep?.('sent');
      const { callId, recordingId, destination } = row;
      await tell({ type: 'recording-published', callId, recordingId, destination, ...receipt });
      lanes.succeeded(destination);
      urgent.delete(row.id);
      await options.onStep?.('told-published');
      follower.notify();
    } catch (error) {
      await failed(row, attempts, settings?.retries ?? 0, error);
    }
  };
  const waitsForItsHours = async (row: OutboxRow): Promise<boolean> => {
    if (urgent.has(row.id) || !site().publication.some((rule) => rule.send !== undefined)) return false;
    const detail = await options.calls.detail(row.callId);
    const send = detail === null ? undefined : ruleOf(site(), detail.call, row.destination).send;
    if (detail === null || send === undefined) return false;
    const at = nextWithin(send, now(), zoneOf(site(), detail.call.serviceId));
    if (at <= now()) return false;
    await outbox.update(row.id, { nextAttemptAt: at });
    return true;
  };
  const failed = async (row: OutboxRow, attempts: number, retries: number, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const { callId, recordingId, destination } = row;
    if (stopping.signal.aborted) {
      await outbox.update(row.id, { state: 'waiting', attempts: row.attempts, nextAttemptAt: now() });
      return;
    }
    const lasting = error instanceof DestinationError && error.lasting;
    // What fails before it is sent is no fault of the destination.
    const ours = !(error instanceof DestinationError) || error.code === 'destination-prepare-full';
    lanes.failed(destination, reason, lasting || ours);
    const nextAttemptAt = now() + growingWait(options.waits, attempts, options.random());
    if (attempts > retries || lasting) {
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
  };

  const publishAgain = async (recordingId: string, destination: string): Promise<PublicationRow> => {
    const settings = site().destinations.find((one) => one.id === destination);
    if (settings === undefined) throw goneDestination(destination);
    const sealed = await options.recordings.sealed(recordingId);
    if (sealed === null) {
      const sentence = `Recording ${recordingId} is not sealed, so there is nothing to publish yet.`;
      throw new CentralitaError('recording-not-sealed', sentence);
    }
    const id = rowId(recordingId, destination);
    const row = await outbox.row(id);
    urgent.add(id);
    if (row === null) {
      const { type: destinationType } = settings;
      const { callId } = sealed;
      await outbox.add([{ id, recordingId, callId, destination, destinationType, createdAt: now() }]);
    } else if (row.state !== 'running') {
      const prepared = await preparedAgain(row);
      await outbox.update(id, { state: 'waiting', attempts: 0, nextAttemptAt: now(), reason: null, prepared });
    }
    lanes.of(destination).restsUntil = 0;
    wake();
    const after = await outbox.row(id);
    if (after !== null) return after;
    throw new CentralitaError('outbox-failed', 'The publication was not kept in the database. Try again.');
  };
  /** What is asked for again goes by the rules of now; beside a copy that is published and is another file, not over it. */
  const preparedAgain = async (row: OutboxRow): Promise<string | null> => {
    const before = readPrepared(row);
    if (before === null || before.format === 'sealed') return null;
    if (row.state !== 'published') return row.state === 'dead' ? row.prepared : null;
    if (before.encryptFor.length === 0) return row.prepared;
    const { call } = await describeRecording(options, row.recordingId);
    const plain = before.name.replace(/(\.ogg|\.mp3|\.wav)?(\.age)?$/, '');
    const suffix = before.again > 0 ? `-${before.again + 1}` : '';
    const base = plain.slice(0, plain.length - suffix.length);
    return JSON.stringify(planned(ruleOf(site(), call, row.destination), base, before.again + 1));
  };

  const { journal, cursors } = options;
  const follower = await followJournal({ name: 'publishing', journal, cursors, handle, logger });
  await follower.caughtUp;
  // What still runs here was cut off by a crash, and the journal tells nothing of it. What waits is tried at once: whoever
  // starts a system again may have mended what kept it waiting.
  await outbox.makeDue(now(), ['running', 'waiting']);
  await sweepPrepared(preparer, new Set((await outbox.unpublished()).map(preparedFileName)));
  started = true;
  wake();

  return {
    notify: follower.notify,
    publishAgain,
    destinations: async () => healthOf(site(), lanes, await outbox.counts(), now()),
    test: (destination) => {
      const settings = site().destinations.find((one) => one.id === destination);
      if (settings === undefined) throw goneDestination(destination);
      const context = { ...options, read: lanes.of(destination).pace.reader(stopping.signal) };
      return testDestination(settings, context, stopping.signal, now());
    },
    close: async () => {
      stopping.abort();
      clearTimeout(timer);
      await follower.close();
      await pumping;
      await Promise.allSettled([...work]);
    },
  };
}

/** Tells when the first bytes are on their way; tests end the process there. */
function watched(read: ReadFile, onStep: PublishingOptions['onStep']): ReadFile {
  if (onStep === undefined) return read;
  return (path, stretch) => {
    const told = async function* () {
      for await (const chunk of read(path, stretch)) {
        yield chunk as Buffer;
        await onStep('sending');
      }
    };
    return Readable.from(told(), { objectMode: false });
  };
}

const rowId = (recordingId: string, destination: string) => `${recordingId}:${destination}`;

function goneDestination(id: string): DestinationError {
  const sentence = `The site file has no destination "${id}" any more. Put it back, or take another.`;
  return new DestinationError('destination-not-found', sentence, { lasting: true });
}

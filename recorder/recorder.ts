import { availableParallelism } from 'node:os';
import type { Keyring } from '../config/master-keys/keyring.ts';
import type { RuntimeProgram } from '../config/runtime.ts';
import { runtimeProgram } from '../config/runtime.ts';
import type { SiteFile } from '../config/site.ts';
import type {
  CallsRead,
  Cursors,
  Journal,
  Logger,
  Outbox,
  RecorderPort,
  RecordingsStore,
  SealedRow,
  Tell,
} from '../services/ports.ts';
import { identityOf, openRecording } from './open.ts';
import { type PublishStep, startPublishing } from './publish.ts';
import type { SealStep } from './seal.ts';
import { startSealing } from './sealing.ts';
import type { Waits } from './waits.ts';
import { WorkerPool } from './worker/pool.ts';

/** Where the work on a recording stands; tests end the process at each. */
export type RecorderStep = SealStep | 'told' | PublishStep;

export type RecorderOptions = {
  readonly settings: {
    /** Absolute; sealed files go below `recordings/`, relative local destinations are inside. */
    readonly dataDir: string;
    /** Absolute; in memory. */
    readonly spoolDir: string;
    /** Address of the pages, for links in mails. */
    readonly publicUrl: string;
    /** Recordings sealed at the same time; default: half of the cores. */
    readonly sealers?: number | undefined;
  };
  readonly keyring: Keyring;
  /** The site in force now. */
  readonly site: () => SiteFile;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Cursors;
  readonly recordings: RecordingsStore;
  readonly calls: Pick<CallsRead, 'detail'>;
  readonly outbox: Outbox;
  readonly tell: Tell;
  readonly logger: Logger;
  /** Reads the secrets that the site file names; default: the environment. */
  readonly secret?: (name: string) => string | undefined;
  /** Default: the unpacked one. */
  readonly ffmpeg?: RuntimeProgram;
  /** Whether the disk of the data has room for more than the journal; default: it has. */
  readonly hasRoom?: () => boolean;
  readonly now?: () => number;
  readonly random?: () => number;
  /** Between attempts to seal, and to publish; tests shorten them. */
  readonly sealWaits?: Waits;
  readonly publishWaits?: Waits;
  /** Waited for at each step of sealing and publishing; tests end the process there. */
  readonly onStep?: (step: RecorderStep) => Promise<void> | void;
};

export type Recorder = RecorderPort & {
  /** Events up to this number are committed: look. */
  readonly notify: (seq: number) => void;
  /** Lets go of everything; work under way is resumed at the next start. */
  readonly close: () => Promise<void>;
};

/**
 * Seals recordings that ended, publishes those that are sealed, opens them for listeners; what comes of it is told as
 * signals. Returns when it has caught up with the journal, so that `tell` must work already.
 * @throws CentralitaError `master-key-…`; RuntimeError when ffmpeg is not there.
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { settings, keyring, recordings, journal, cursors, tell, logger } = options;
  // What is wrong with the master key is said now, not when the first call ends.
  await keyring.current();
  const parallel = settings.sealers ?? Math.max(1, Math.floor(availableParallelism() / 2));
  const random = options.random ?? Math.random;
  const shared = {
    dataFolder: settings.dataDir,
    keyring,
    ffmpeg: options.ffmpeg ?? runtimeProgram('ffmpeg'),
    recordings,
  };
  const { onStep } = options;
  const sealing = await startSealing({
    sealer: { ...shared, spoolFolder: settings.spoolDir, workers: new WorkerPool(parallel), onStep },
    parallel,
    waits: options.sealWaits ?? { firstMs: 1000, longestMs: 60_000 },
    random,
    journal,
    cursors,
    tell,
    logger,
    onTold: onStep === undefined ? undefined : () => onStep('told'),
    hasRoom: options.hasRoom,
  });
  // Copies in other formats take their time: neither sealing nor listeners wait behind them.
  const copiers = new WorkerPool(1, { name: 'copier', background: true });
  const preparer = {
    dataFolder: settings.dataDir,
    spoolFolder: settings.spoolDir,
    ffmpeg: shared.ffmpeg,
    workers: copiers,
    identity: (row: SealedRow) => identityOf(keyring, row),
  };
  const publishing = await startPublishing({
    preparer,
    dataFolder: settings.dataDir,
    publicUrl: settings.publicUrl.replace(/\/+$/, ''),
    secret: options.secret ?? ((name) => process.env[name]),
    site: options.site,
    journal,
    cursors,
    recordings,
    calls: options.calls,
    outbox: options.outbox,
    tell,
    waits: options.publishWaits ?? { firstMs: 5000, longestMs: 3_600_000 },
    now: options.now ?? Date.now,
    random,
    logger,
    onStep,
  });
  // Listeners have a thread of their own: they do not wait behind a long recording that is being sealed.
  const openers = new WorkerPool(1, { name: 'opener', background: false });
  return {
    open: (recordingId, format) => openRecording({ ...shared, workers: openers }, recordingId, format),
    publishAgain: publishing.publishAgain,
    destinations: publishing.destinations,
    test: publishing.test,
    notify: () => {
      sealing.notify();
      publishing.notify();
    },
    close: async () => {
      await Promise.all([sealing.close(), publishing.close(), openers.close(), copiers.close()]);
    },
  };
}

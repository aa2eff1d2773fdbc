import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import type { SiteFile } from '../../config/site.ts';
import { type BulkJobs, startBulk } from '../../recorder/bulk/jobs.ts';
import type { BulkJobsOptions } from '../../recorder/bulk/options.ts';
import { healer } from '../../recorder/healing.ts';
import { type Recorder, startRecorder } from '../../recorder/recorder.ts';
import type { Event } from '../../services/core/event.ts';
import { openStore, type Store } from '../../services/store/store.ts';
import { localDestination, START, siteWith } from './site.ts';
import { spool, tones } from './tones.ts';

const MASTER_KEY = Buffer.alloc(32, 9);
const ring = () => ringOf(MASTER_KEY);

/** A folder that gets nothing of itself: what is in it was asked for. */
export function bulkSite(
  destinations: SiteFile['destinations'] = [localDestination('archive', 'published')],
): SiteFile {
  return { ...siteWith(destinations), publication: [] };
}

export function openBulkStore(root: string, site = bulkSite()): Promise<Store> {
  return openStore({ file: join(root, 'test.db'), site: () => site, promptText: (key) => key });
}

const silent = () => undefined;
export const quiet = { debug: silent, info: silent, warn: silent, error: silent };

const started = (callId: string, recordingId: string, at: number) =>
  ({ at, event: { type: 'recording-started', callId, recordingId, captureId: `${recordingId}-a` } }) as const;

/** The events of a call with these recordings, a second each. */
export function callWith(n: number, recordingIds: readonly string[]): { at: number; event: Event }[] {
  const callId = `call-${n}`;
  const at = START + n * 60_000;
  const rang = {
    type: 'call-rang',
    callId,
    legId: `leg-${n}`,
    direction: 'inbound',
    number: `60000000${n}`,
    callerName: '',
    dialled: '1000',
    serviceId: 'mesa',
    flow: 'f',
    flowVersion: '1',
    language: 'es',
    rangAt: at - 9_000,
  } as const;
  return [
    { at: at - 9_000, event: rang },
    ...recordingIds.flatMap((recordingId, index) => {
      const begins = at + index * 2_000;
      const capture = { callId, recordingId, captureId: `${recordingId}-a` };
      return [
        started(callId, recordingId, begins),
        { at: begins + 1_000, event: { type: 'recording-stopped', ...capture } as const },
        { at: begins + 1_000, event: { type: 'recording-ended', callId, recordingId, kind: 'conversation' } as const },
      ];
    }),
  ];
}

/** Calls `0`, `1`, … with these recordings, sealed by the recorder as after real calls: every one sounds another tone. */
export async function sealedCalls(root: string, calls: readonly (readonly string[])[]): Promise<void> {
  mkdirSync(join(root, 'spool'), { recursive: true });
  const store = await openBulkStore(root);
  let hertz = 300;
  for (const [n, recordingIds] of calls.entries()) {
    for (const recordingId of recordingIds) {
      hertz += 40;
      await spool(join(root, 'spool'), recordingId, `${recordingId}-a`, tones({ ms: 1000, left: hertz, right: 880 }));
    }
    await store.journal.append(callWith(n, recordingIds));
  }
  const recorder = await recorderOn(store, root);
  recorder.notify(0);
  for (const recordingId of calls.flat()) while ((await store.recordings.sealed(recordingId)) === null) await delay(20);
  // What was told is in the tables when the last of it is.
  for (;;) {
    const { events } = { events: await store.journal.read(0, 10_000) };
    if (events.filter(({ event }) => event.type === 'recording-sealed').length === calls.flat().length) break;
    await delay(20);
  }
  await recorder.close();
  await store.close();
}

export async function recorderOn(store: Store, root: string, site = bulkSite()): Promise<Recorder> {
  let recorder: Recorder | null = null;
  recorder = await startRecorder({
    settings: { dataDir: join(root, 'data'), spoolDir: join(root, 'spool'), publicUrl: 'http://127.0.0.1', sealers: 2 },
    keyring: ring(),
    site: () => site,
    journal: store.journal,
    cursors: store.cursors,
    recordings: store.recordings,
    calls: store.calls,
    outbox: store.outbox,
    tell: async (signal) => {
      const recorded = await store.journal.append([{ at: Date.now(), event: signal as Event }]);
      recorder?.notify(0);
      return recorded;
    },
    logger: quiet,
    publishWaits: { firstMs: 50, longestMs: 100 },
  });
  return recorder;
}

/** Jobs on the real store, as the controller has them. */
export function bulkOn(store: Store, root: string, options: Partial<BulkJobsOptions> = {}): Promise<BulkJobs> {
  const dataFolder = join(root, 'data');
  return startBulk({
    dataFolder,
    publicUrl: 'http://127.0.0.1:8080',
    secret: () => undefined,
    site: bulkSite,
    ffmpeg: runtimeProgram('ffmpeg'),
    keyring: ring(),
    store: store.bulk,
    calls: store.calls,
    recordings: store.recordings,
    erasure: store.custody.erasure,
    ledger: store.ledger,
    outbox: store.outbox,
    publishAgain: async () => {
      throw new Error('This test publishes nothing.');
    },
    heal: healer({
      dataFolder,
      recordings: store.recordings,
      copies: { bring: async () => ({ from: null, reasons: [] }) },
      ledger: store.ledger,
      now: Date.now,
      logger: quiet,
    }),
    now: Date.now,
    random: () => 0.5,
    logger: quiet,
    lookMs: 20,
    mailWaits: { firstMs: 20, longestMs: 50 },
    ...options,
  });
}

export const zipAsked = {
  kind: 'zip',
  search: {},
  format: 'opus',
  encryptFor: null,
  name: null,
  destination: null,
  by: 'auditor',
  from: '127.0.0.1',
  mailTo: null,
  language: 'es',
} as const;

/** Waits until a job has ended. */
export async function ended(bulk: BulkJobs, id: string) {
  for (;;) {
    const job = await bulk.job(id);
    if (job === null) throw new Error(`Job ${id} is gone.`);
    if (job.state !== 'listing' && job.state !== 'running') return job;
    await delay(10);
  }
}

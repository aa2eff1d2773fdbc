import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { type Recorder, type RecorderStep, startRecorder } from '../../recorder/recorder.ts';
import type { Event } from '../../services/core/event.ts';
import { openStore, type Store } from '../../services/store/store.ts';
import { localDestination, START, siteWith } from './site.ts';

export const MASTER_KEY = Buffer.alloc(32, 7);
export const killedSite = () => siteWith([localDestination('archive', 'published')]);

const ids = { callId: 'call-1', recordingId: 'rec-1' };

/** A call of one recording with two parts and a gap. */
export const SCENE: readonly { readonly at: number; readonly event: Event }[] = [
  {
    at: START - 9000,
    event: {
      type: 'call-rang',
      callId: 'call-1',
      legId: 'leg-1',
      direction: 'inbound',
      number: '600000001',
      callerName: '',
      dialled: '1000',
      serviceId: 'mesa',
      flow: 'f',
      flowVersion: '1',
      language: 'es',
      rangAt: START - 9000,
    },
  },
  { at: START, event: { type: 'recording-started', ...ids, captureId: 'cap-1' } },
  { at: START + 1000, event: { type: 'recording-stopped', ...ids, captureId: 'cap-1' } },
  { at: START + 2000, event: { type: 'recording-started', ...ids, captureId: 'cap-2' } },
  { at: START + 3000, event: { type: 'recording-stopped', ...ids, captureId: 'cap-2' } },
  { at: START + 3000, event: { type: 'recording-ended', ...ids, kind: 'conversation' } },
];

export function openKilledStore(root: string): Promise<Store> {
  return openStore({ file: join(root, 'test.db'), site: killedSite, promptText: (key) => key });
}

/** Runs a recorder on the real store until the recording is published. Gives what it complained of. */
export async function recordUntilPublished(
  root: string,
  onStep: (step: RecorderStep) => void = () => undefined,
): Promise<readonly string[]> {
  const store = await openKilledStore(root);
  const complaints: string[] = [];
  const complain = (details: object, text: string) => {
    complaints.push(`${text} ${JSON.stringify(details)}`);
  };
  let recorder: Recorder | null = null;
  recorder = await startRecorder({
    settings: { dataDir: join(root, 'data'), spoolDir: join(root, 'spool'), publicUrl: 'http://127.0.0.1' },
    keyring: ringOf(MASTER_KEY),
    site: killedSite,
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
    logger: { debug: () => undefined, info: () => undefined, warn: complain, error: complain },
    onStep,
  });
  recorder.notify(0);
  while ((await store.outbox.list({ state: 'published' })).length === 0) await delay(20);
  await recorder.close();
  await store.close();
  return complaints;
}

/**
 * A recorder in a process of its own, on the real store: `child.js SCENE STEP COUNT` ends itself by SIGKILL when it comes to
 * that step for the COUNTth time; without a step it goes on until everything is published.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ringOf } from '../../../config/master-keys/keyring.ts';
import { type Recorder, startRecorder } from '../../../recorder/recorder.ts';
import type { Event } from '../../../services/core/event.ts';
import { openChaosStore, sceneSchema, siteOf } from './scene.ts';

const [file = '', stopAt = '', count = '1'] = process.argv.slice(2);
const scene = sceneSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const store = await openChaosStore(scene);
const site = siteOf(scene);
const complain = (_: object, text: string) => console.error(text);

let left = Number(count);
let recorder: Recorder | null = null;
recorder = await startRecorder({
  settings: { dataDir: scene.dataFolder, spoolDir: scene.spoolFolder, publicUrl: 'http://127.0.0.1', sealers: 2 },
  keyring: ringOf(Buffer.from(scene.masterKey, 'hex')),
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
  secret: (name) => scene.secrets[name],
  logger: { debug: () => undefined, info: () => undefined, warn: complain, error: complain },
  sealWaits: { firstMs: 50, longestMs: 500 },
  publishWaits: { firstMs: 50, longestMs: 500 },
  onStep: (step) => {
    if (step !== stopAt) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
recorder.notify(0);

/** Everything is published: each recording of the journal, at each destination. */
const ended = (await store.journal.read(0, 1_000_000)).filter(({ event }) => event.type === 'recording-ended').length;
for (;;) {
  const counts = await store.outbox.counts();
  const done = counts.filter(({ state }) => state === 'published').reduce((sum, { rows }) => sum + rows, 0);
  if (done >= ended * site.destinations.length) break;
  await delay(50);
}
await recorder.close();
await store.close();

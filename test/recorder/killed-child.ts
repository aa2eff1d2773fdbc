/**
 * A recorder on the real store, in a process that kills itself at a step of sealing; run by killed.test.ts as
 * `node --import from-source.mjs killed-child.ts FOLDER STEP`. With the step `none` it ends when all is published.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startRecorder } from '../../recorder/recorder.ts';
import type { Event } from '../../services/core/event.ts';
import { openStore } from '../../services/store/store.ts';
import { killedSite, MASTER_KEY } from './killed-scene.ts';

const [folder = '', stopAt = 'none'] = process.argv.slice(2);
const store = await openStore({ file: join(folder, 'test.db'), site: killedSite, promptText: (key) => key });
const said = (details: object, text: string) => console.error(text, details);
const recorder = await startRecorder({
  settings: { dataDir: join(folder, 'data'), spoolDir: join(folder, 'spool'), publicUrl: 'http://127.0.0.1' },
  masterKey: MASTER_KEY,
  site: killedSite,
  journal: store.journal,
  cursors: store.cursors,
  recordings: store.recordings,
  calls: store.calls,
  outbox: store.outbox,
  tell: async (signal) => {
    const recorded = await store.journal.append([{ at: Date.now(), event: signal as Event }]);
    notify();
    return recorded;
  },
  logger: { info: said, warn: said, error: said },
  onStep: (step) => {
    if (step === stopAt) process.kill(process.pid, 'SIGKILL');
  },
});
function notify(): void {
  setImmediate(() => recorder.notify(0));
}
notify();
while ((await store.outbox.list({ state: 'published' })).length === 0) await delay(20);
await recorder.close();
await store.close();

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import { hashFile } from '../../recorder/durable.ts';
import { openRecording } from '../../recorder/open.ts';
import { isSpooled } from '../../recorder/spool.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import type { Store } from '../../services/store/store.ts';
import { MASTER_KEY, openKilledStore, recordUntilPublished, SCENE } from './killed-scene.ts';
import { folders, levelOf, loudest, spool, stretch, tones } from './tones.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
let place: Awaited<ReturnType<typeof folders>>;

beforeEach(async () => {
  place = await folders();
  const store = await openKilledStore(place.root);
  await store.journal.append(SCENE);
  await store.close();
  await spool(place.spoolFolder, 'rec-1', 'cap-1', tones({ ms: 1000, left: 440, right: 0 }));
  await spool(place.spoolFolder, 'rec-1', 'cap-2', tones({ ms: 1000, left: 0, right: 880 }));
});
afterEach(() => place.remove());

/** Runs the recorder in a process of its own until it kills itself; gives the signal that ended it. */
async function runUntil(step: string): Promise<string> {
  const loader = join(here, '../../config/threads/from-source.mjs');
  const child = spawn(process.execPath, ['--import', loader, join(here, 'killed-child.ts'), place.root, step], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'close');
  return String(signal ?? code);
}

const beforeTheRow = ['writing', 'written', 'flushed', 'renamed', 'verified'];

it.each([...beforeTheRow, 'row-saved', 'spool-emptied', 'told'])(
  'killed at "%s", the next start loses nothing and doubles nothing',
  async (step) => {
    expect(await runUntil(step)).toBe('SIGKILL');
    const killed = await openKilledStore(place.root);
    const row = await killed.recordings.sealed('rec-1');
    await killed.close();
    expect(row === null).toBe(beforeTheRow.includes(step));
    // While there is no row, the audio is whole in the spool.
    if (row === null) {
      const { bytes } = await hashFile(join(place.spoolFolder, 'rec-1', 'cap-2.raw'));
      expect(bytes).toBe(32_000);
    }

    expect(await recordUntilPublished(place.root)).toEqual([]);
    expect(await isSpooled(place.spoolFolder, 'rec-1')).toBe(false);
    expect(await readdir(join(place.dataFolder, 'recordings/2027/01/15'))).toEqual(['rec-1.age']);
    const store = await openKilledStore(place.root);
    const types = (await store.journal.read(SCENE.length, 100)).map((one) => one.event.type);
    expect(types).toEqual(['recording-sealed', 'recording-published']);
    const detail = await store.calls.recording('rec-1');
    expect(detail).toMatchObject({ state: 'sealed', durationMs: 3000 });
    expect(detail?.publications).toMatchObject([{ state: 'published', sha256: detail?.sha256, bytes: detail?.bytes }]);
    await expectTones(store);
    await store.close();
  },
  120_000,
);

async function expectTones(store: Store): Promise<void> {
  const workers = new WorkerPool(1);
  const opener = { dataFolder: place.dataFolder, keyring: ringOf(MASTER_KEY), recordings: store.recordings, workers };
  const wav = await openRecording({ ...opener, ffmpeg: runtimeProgram('ffmpeg') }, 'rec-1', 'wav');
  await workers.close();
  const pcm = Buffer.from(wav).subarray(44);
  expect(pcm.length).toBe(3000 * 32);
  expect(levelOf(440, stretch(pcm, 'left', 200, 800))).toBeGreaterThan(-1);
  expect(levelOf(880, stretch(pcm, 'right', 2200, 2800))).toBeGreaterThan(-1);
  expect(loudest(stretch(pcm, 'right', 0, 1900))).toBe(0);
  expect(loudest(stretch(pcm, 'left', 1400, 2900))).toBe(0);
}

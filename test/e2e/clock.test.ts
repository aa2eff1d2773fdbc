import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { type ConsentHouse, startConsentHouse, TONES } from '../chaos/consent/house.ts';
import { between, decodeStereo, HICCUP_MS, longestGapMs, peakOf } from '../support/sound.ts';
import { storyOf } from '../support/story.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 180_000 });

const HOUR = 3_600_000;
const SECOND_HZ = 660;
/** A part is told within some ms of what was taken. */
const MARGIN_MS = 300;

let folder: string;
let scene: ConsentHouse;
const set = async (ahead: number) => {
  writeFileSync(join(folder, 'clock'), String(ahead));
  // The controller looks every 20 ms.
  await sleep(100);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-clock-'));
  await set(0);
  scene = await startConsentHouse(1, {
    NODE_OPTIONS: `--import ${join(projectRoot(), 'test/support/set-clock.mjs')}`,
    CENTRALITA_TEST_CLOCK: join(folder, 'clock'),
  });
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('parts keep their order and their distance, and a pause its length, though the clock is set back and forward', async () => {
  const caller = await scene.house.call({ number: '600400001', hertz: TONES.caller });
  await caller.up;
  const id = await scene.callOf('600400001');
  await scene.next(id, 'consent-asked');
  await caller.press('1');
  const first = await scene.next(id, 'recording-started');
  await caller.press('2');
  await scene.next(id, 'call-connected');
  await sleep(1_500);

  await caller.press('*9', 40);
  const stopped = await scene.next(id, 'recording-stopped');
  await set(-HOUR);
  await sleep(1_000);
  caller.media.tone(SECOND_HZ);
  await caller.press('*8', 40);
  const second = await scene.next(id, 'recording-started', stopped.seq);
  expect(second.at - stopped.at).toBeGreaterThan(900);
  expect(second.at - stopped.at).toBeLessThan(30_000);
  await sleep(1_500);

  // A pause of 5 s begins, and the clock jumps over its end.
  const began = performance.now();
  await scene.admin.post(`/api/calls/${id}/pause`, { seconds: 5 });
  await set(2 * HOUR);
  caller.media.tone(TONES.paused);
  await sleep(3_500);
  caller.media.tone(SECOND_HZ);
  const resumed = await scene.next(id, 'recording-resumed', second.seq);
  expect(performance.now() - began).toBeGreaterThan(4_900);
  await sleep(1_000);
  await caller.hangUp();
  const { recording, call } = await storyOf(
    scene.admin,
    id,
    'a sealed recording',
    (story) => story.recording?.state === 'sealed',
  );
  expect(call.durationMs).toBeLessThan(120_000);
  expect(recording?.startedAt).toBe(first.at);
  const sound = decodeStereo(await scene.admin.bytes(`/api/recordings/${recording?.id}/audio?format=wav`));
  const stretch = (from: number, to: number) =>
    between(sound.left, from - first.at + MARGIN_MS, to - first.at - MARGIN_MS);
  expect(longestGapMs(stretch(first.at, stopped.at), TONES.caller)).toBeLessThanOrEqual(HICCUP_MS);
  expect(peakOf(stretch(stopped.at, second.at))).toBeLessThan(-60);
  expect(longestGapMs(stretch(second.at, second.at + 1_500), SECOND_HZ)).toBeLessThanOrEqual(HICCUP_MS);
  expect(longestGapMs(stretch(resumed.at, resumed.at + 1_200), SECOND_HZ)).toBeLessThanOrEqual(HICCUP_MS);
  expect(longestGapMs(sound.left, TONES.paused)).toBeGreaterThanOrEqual(sound.ms - 100);
});

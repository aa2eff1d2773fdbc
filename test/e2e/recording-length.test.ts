import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ConsentHouse, startConsentHouse, TONES } from '../chaos/consent/house.ts';
import { between, decodeStereo, HICCUP_MS, hears, longestGapMs } from '../support/sound.ts';
import { storyOf } from '../support/story.ts';

/**
 * What a recording may be shorter than the clock, in ms. Without the silence that is played it would be ten seconds; what
 * is left are some 80 ms each time that MixMonitor aligns its two sides anew (docs/decisions/consent.md), and more where Asterisk
 * does not get its turn.
 */
const DRIFT_MS = 2_500;

vi.setConfig({ testTimeout: 200_000, hookTimeout: 180_000 });

let scene: ConsentHouse;

beforeAll(async () => {
  scene = await startConsentHouse(1);
});
afterAll(() => scene?.close());

test('a recording is as long as the clock says, whatever the telephone leaves out while keys are held', async () => {
  const caller = await scene.house.call({ number: '600200001', hertz: TONES.caller });
  await caller.up;
  const id = await scene.callOf('600200001');
  await scene.next(id, 'consent-asked');
  await caller.press('1');
  await scene.next(id, 'recording-started');
  await caller.press('1');
  const paused = await scene.next(id, 'recording-paused');
  // Ten seconds of keys: the telephone sends no sound, and nothing is played to it.
  await caller.press('12345678', 1_200);
  await caller.press('#');
  await scene.next(id, 'recording-resumed', paused.seq);
  await sleep(1_500);
  await caller.press('2');
  const { event } = await scene.next(id, 'call-connected');
  const agent = scene.agents.get(event.agentId);
  await hears(caller.media, TONES.agent);
  await agent?.person.command({ name: 'hold' });
  await caller.press('555', 1_000);
  await agent?.person.command({ name: 'resume' });
  await hears(caller.media, TONES.agent, 2_000);
  await caller.hangUp();
  const story = await storyOf(scene.admin, id, 'a sealed recording', ({ recording }) => recording?.state === 'sealed');
  const [part] = story.recording?.parts ?? [];
  expect(story.recording?.parts).toHaveLength(1);
  const sound = decodeStereo(await scene.admin.bytes(`/api/recordings/${story.recording?.id}/audio?format=wav`));
  const clock = (part?.endedAt ?? 0) - (part?.startedAt ?? 0);
  expect(clock).toBeGreaterThan(15_000);
  expect(Math.abs(sound.ms - clock)).toBeLessThanOrEqual(DRIFT_MS);
  // From the agent's return on, both are there.
  const returned = (story.timeline.find(({ type }) => type === 'call-resumed')?.at ?? 0) - (part?.startedAt ?? 0);
  for (const [side, hertz] of [
    [sound.left, TONES.caller],
    [sound.right, TONES.agent],
  ] as const)
    expect(longestGapMs(between(side, returned + 300, sound.ms - 300), hertz)).toBeLessThanOrEqual(HICCUP_MS);
});

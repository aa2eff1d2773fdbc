import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { deskOf, openAs } from '../support/pages.ts';
import { between, decodeStereo, HICCUP_MS, hears, longestGapMs, peakOf } from '../support/sound.ts';
import { storyOf, straightToQueue, untilEvent } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let house: Installation;
let browser: TestBrowser;
let admin: Person;
let agent: DeskAgent;
let desk: ReturnType<typeof deskOf>;

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
  });
  admin = await house.signIn('admin');
  agent = await deskAgent(house, 'dario', { hertz: AGENT_HZ });
  browser = await TestBrowser.start();
  const page = await browser.page();
  await openAs(house, page, 'dario', '/desk');
  desk = deskOf(page);
  await agent.available();
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
});

describe('consent', () => {
  test('refused: nothing is recorded', async () => {
    const caller = await house.call({ number: '600000021' });
    const id = await straightToQueue(admin, caller, '121');
    await agent.talking();
    await hears(caller.media, AGENT_HZ);
    expect(filesInSpool()).toEqual([]);
    await desk.recording('none');
    await caller.hangUp();
    const story = await ended(id);
    expect(story.recording).toBeNull();
    expect(typesOf(story)).toContain('consent-refused');
    expect(typesOf(story).filter((type) => /^(capture|recording)-/.test(type))).toEqual([]);
    expect(story.call.result).toBe('answered');
  });

  test('withdrawn in the call, and given again: two parts with silence between them', async () => {
    const caller = await house.call({ number: '600000023' });
    const id = await straightToQueue(admin, caller);
    await agent.talking();
    await hears(caller.media, AGENT_HZ, 1_500);
    await desk.recording('on');
    await desk.consent('withdraw', 'La persona pide que no se grabe.');
    await desk.recording('none');
    await untilEvent(admin, id, 'recording-stopped');
    await hears(caller.media, AGENT_HZ, 2_000);
    await desk.consent('give', 'La persona consiente de nuevo.');
    await desk.recording('on');
    await hears(caller.media, AGENT_HZ, 2_000);
    await desk.hangUp();
    expect(await caller.ended).toBe('them');

    const story = await storyOf(admin, id, 'a sealed recording', ({ recording }) => recording?.state === 'sealed');
    expect(story.call.endedBy).toBe('agent');
    expect(typesOf(story).filter((type) => type.startsWith('consent-'))).toEqual([
      'consent-asked',
      'consent-given',
      'consent-withdrawn',
      'consent-given',
    ]);
    // What was asked, as the language file has it: in the journal, and in the export of the call.
    const { 'consent-ask': text } = JSON.parse(readFileSync('config/languages/prompts/es.json', 'utf8'));
    const digest = createHash('sha256').update(text).digest('hex');
    const said = [{ key: 'consent-ask', language: 'es', text: digest }];
    expect(story.timeline.find(({ type }) => type === 'consent-asked')?.data.said).toEqual(said);
    const exported = await admin.get<CallDetail>(`/api/calls/${id}/export`);
    expect(exported.timeline.find(({ type }) => type === 'consent-given')?.data.said).toEqual(said);
    const withdrawn = story.timeline.find(({ type }) => type === 'consent-withdrawn');
    expect(withdrawn?.data).toMatchObject({ basis: 'La persona pide que no se grabe.' });
    const [first, second] = story.recording?.parts ?? [];
    expect(story.recording?.parts).toHaveLength(2);
    const zero = story.recording?.startedAt ?? 0;
    const gap = { from: (first?.endedAt ?? 0) - zero + 300, to: (second?.startedAt ?? 0) - zero - 300 };
    const sound = decodeStereo(await admin.bytes(`/api/recordings/${story.recording?.id}/audio?format=wav`));
    for (const side of [sound.left, sound.right]) {
      const silence = between(side, gap.from, gap.to);
      expect(silence.length).toBeGreaterThan(8_000);
      expect(peakOf(silence)).toBeLessThan(-60);
    }
    for (const [side, hertz] of [
      [sound.left, CALLER_HZ],
      [sound.right, AGENT_HZ],
    ] as const) {
      const after = between(side, gap.to + 800, sound.ms - 500);
      expect(after.length).toBeGreaterThan(8_000);
      expect(longestGapMs(after, hertz)).toBeLessThanOrEqual(HICCUP_MS);
    }
  });
});

const ended = (id: string): Promise<CallDetail> => storyOf(admin, id, 'the end', ({ call }) => call.endedAt !== null);

const typesOf = ({ timeline }: CallDetail): readonly string[] => timeline.map(({ type }) => type);

function filesInSpool(): readonly string[] {
  const names = readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.raw'));
}

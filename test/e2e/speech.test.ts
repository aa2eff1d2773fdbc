import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { spokenAlaw } from '../support/spoken.ts';
import { callOf, detailOf, until, untilEvent, untilStep } from '../support/story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const menu = (flow: string, language: string) => `flow: ${flow}
language: ${language}
start: menu
steps:
  menu:
    type: menu
    prompts: [menu-incidents, menu-requests]
    wrongPrompt: wrong-key
    timeoutSeconds: 30
    wrongLimit: 9
    confidence: 0.2
    keys: { "1": sales, "2": support }
    speech:
      "1": { en: [sales, one], es: [ventas] }
      "2": { en: [support, two], es: [soporte] }
    exits: { sales: sold, support: supported, silence: sold, wrong: sold }
  sold: { type: hang-up, prompts: [goodbye] }
  supported: { type: hang-up, prompts: [goodbye] }
`;

let house: Installation;
let admin: Person;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-flows-'));
  writeFileSync(join(folder, 'words.yaml'), menu('words', 'en'));
  writeFileSync(join(folder, 'palabras.yaml'), menu('palabras', 'es'));
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      services: demo.services.flatMap((one, place) =>
        place > 0
          ? []
          : [
              { ...one, flow: 'words' },
              { ...one, id: 'palabras', name: 'Palabras', numbers: ['1001'], flow: 'palabras' },
            ],
      ),
    }),
    settings: {
      flowsDir: folder,
      // Nobody is at port 9.
      speech: { recognisers: { en: { engine: 'pocketsphinx' }, es: { engine: 'http', url: 'http://127.0.0.1:9/' } } },
    },
  });
  admin = await house.signIn('admin');
});

afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How the call left its menu. */
async function exitOf(callId: string): Promise<unknown> {
  return (await untilEvent(admin, callId, 'step-left', { step: 'menu' })).data.exit;
}

test('a caller who says a word goes the way of its key, and what was heard is in the story', async () => {
  const caller = await house.call({ number: '611000201', hertz: 0 });
  await caller.up;
  const { id } = await callOf(admin, '611000201');
  await untilStep(admin, id, 'menu');
  caller.media.say(await spokenAlaw('support'));
  expect(await exitOf(id)).toBe('support');
  const { timeline } = await detailOf(admin, id);
  expect(timeline.find(({ type }) => type === 'speech-heard')?.data).toMatchObject({ words: 'support' });
  expect(timeline.some(({ type }) => type === 'digit-pressed')).toBe(false);
  await caller.ended;
});

test('where the recogniser fails, the keys do as ever, and the log says why', async () => {
  const caller = await house.call({ number: '611000202', hertz: 0, line: '1001' });
  await caller.up;
  const { id } = await callOf(admin, '611000202');
  await untilStep(admin, id, 'menu');
  const word = await spokenAlaw('support');
  await until(
    'a recogniser that failed',
    () => {
      caller.media.say(word);
      return /recogniser failed/.test(house.log('controller.log'));
    },
    60_000,
    3_000,
  );
  await caller.press('2');
  expect(await exitOf(id)).toBe('support');
  await caller.ended;
});

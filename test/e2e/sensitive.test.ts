import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import { projectRoot } from '../../config/paths.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { between, decodeStereo, HICCUP_MS, longestGapMs, peakOf } from '../support/sound.ts';
import { callOf, detailOf, storyOf, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
/** A test number of a card brand; its digits stand nowhere else. */
const CARD = '4000056655665556';

vi.setConfig({ testTimeout: 500_000, hookTimeout: 480_000 });

let house: Installation;
let admin: Person;
let payments: Server;
let flowsDir: string;
const paid: { readonly body: unknown; readonly key: string | undefined }[] = [];

const flow = (url: string) => `
flow: cobro
language: es
start: ring
variables:
  card: { type: text, sensitive: true }
  receipt: { type: text }
  sum: { type: number }
prompts:
  ask: { es: Marque el número de su tarjeta., en: Enter your card number. }
  ends: { es: Termina en, en: It ends in }
  right: { es: "Si es correcto, pulse uno. Si no, pulse dos.", en: "If that is right, press one. If not, press two." }
  paid: { es: Ha pagado, en: You have paid }
  more: { es: Para terminar pulse uno., en: To end press one. }
steps:
  ring: { type: ring, seconds: 1, exits: { done: consent } }
  consent:
    type: consent
    prompts: [consent-ask]
    version: "1"
    exits: { given: ready, refused: goodbye }
  ready: { type: menu, prompts: [more], keys: { "1": on }, timeoutSeconds: 60, exits: { on: card, silence: goodbye, wrong: goodbye } }
  card:
    type: collect
    prompts: [ask]
    variable: card
    length: { min: 12, max: 19 }
    check: { kind: luhn }
    timeoutSeconds: 30
    confirm: { before: [ends], after: [right] }
    exits: { done: pay, wrong: goodbye, silence: goodbye }
  pay:
    type: http
    method: POST
    url: ${url}/charge
    headers: { Authorization: "Bearer {{secret.payments}}" }
    body: { card: "{{card}}" }
    get: { receipt: receipt, sum: sum }
    exits: { done: say, failed: goodbye }
  say:
    type: say
    parts: [{ prompt: paid }, { currency: "{{sum}}" }, { spelled: "{{receipt}}" }]
    exits: { done: more }
  more: { type: menu, prompts: [more], keys: { "1": end }, timeoutSeconds: 60, exits: { end: goodbye, silence: goodbye, wrong: goodbye } }
  goodbye: { type: hang-up, prompts: [goodbye] }
`;

beforeAll(async () => {
  payments = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      paid.push({ body: JSON.parse(body), key: request.headers.authorization });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ receipt: 'ñ7', sum: 121.5 }));
    });
  });
  await new Promise<void>((resolve) => payments.listen(0, '127.0.0.1', resolve));
  flowsDir = mkdtempSync(join(tmpdir(), 'centralita-flows-'));
  mkdirSync(flowsDir, { recursive: true });
  cpSync(join(projectRoot(), 'ivr-flows/flows'), flowsDir, { recursive: true });
  const port = (payments.address() as AddressInfo).port;
  writeFileSync(join(flowsDir, 'cobro.yaml'), flow(`http://127.0.0.1:${port}`));
  house = await startInstallation({
    site: (demo) => {
      const [first] = demo.services;
      if (!first) return demo;
      return { ...demo, services: [...demo.services, { ...first, id: 'cobros', numbers: ['1002'], flow: 'cobro' }] };
    },
    settings: {
      flowsDir,
      logLevel: 'trace',
      webServices: { secrets: { payments: { env: 'CENTRALITA_TEST_PAYMENTS', hosts: ['127.0.0.1'] } } },
    },
    environment: { CENTRALITA_TEST_PAYMENTS: 'k3y-of-payments' },
  });
  admin = await house.signIn('admin');
});

afterAll(async () => {
  await house?.close();
  payments?.closeAllConnections();
  payments?.close();
  if (flowsDir) rmSync(flowsDir, { recursive: true, force: true });
});

test('a card number is in the request alone, and the recording is silent while it is typed', async () => {
  const caller = await house.call({ number: '611000021', hertz: CALLER_HZ, line: '1002' });
  await caller.up;
  await caller.press('1');
  const { id } = await callOf(admin, caller.number);
  await untilEvent(admin, id, 'recording-started');
  // Heard before, so that what is silent then is so because of the pause.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await caller.press('1');
  await untilEvent(admin, id, 'recording-paused');
  await untilStep(admin, id, 'card');
  await typeCard(caller, id);
  await caller.press('1');
  await untilStep(admin, id, 'more');
  await untilEvent(admin, id, 'recording-resumed');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await caller.press('1');
  expect(await caller.ended).toBe('them');

  expect(paid).toEqual([{ body: { card: CARD }, key: 'Bearer k3y-of-payments' }]);
  const story = await storyOf(admin, id, 'a sealed recording', ({ recording }) => recording?.state === 'sealed');
  expect(story.timeline.filter(({ type }) => type === 'variables-set').map(({ data }) => data.values)).toEqual([
    { receipt: 'ñ7', sum: 121.5 },
  ]);
  const keys = story.timeline.filter(({ type }) => type === 'digit-pressed').map(({ data }) => data.digit);
  expect([...keys.slice(0, 2), keys.at(-1)]).toEqual(['1', '1', '1']);
  expect(keys.length).toBeGreaterThan(CARD.length + 3);
  expect([...new Set(keys.slice(2, -1))]).toEqual(['•']);
  // Said in Spanish, with words of the recordings and of our own; nothing was missing.
  expect(promptAfter(story, 'say')).toMatchObject({ how: 'done' });
  expect(house.log('asterisk.log')).not.toMatch(/does not exist in any format/);

  const zero = story.recording?.startedAt ?? 0;
  const at = (type: string) => (story.timeline.find((one) => one.type === type)?.at ?? 0) - zero;
  const paused = at('recording-paused');
  const sound = decodeStereo(await admin.bytes(`/api/recordings/${story.recording?.id}/audio?format=wav`));
  // A telephone sends no sound while it sends a key, and what is not sent is not in the recording: the pause is shorter
  // there than it was, and what comes after it is found from the end.
  const resumed = sound.ms - (at('recording-stopped') - at('recording-resumed'));
  for (const side of [sound.left, sound.right]) {
    const silence = between(side, paused + 300, resumed - 300);
    expect(silence.length).toBeGreaterThan(4_000);
    expect(peakOf(silence)).toBeLessThan(-60);
  }
  // The caller spoke all the time.
  for (const [from, to] of [
    [500, paused - 300],
    [resumed + 500, resumed + 2_000],
  ] as const)
    expect(longestGapMs(between(sound.left, from, to), CALLER_HZ)).toBeLessThanOrEqual(HICCUP_MS);
});

test('nobody finds it again: not in the database, its log, the logs, the archive of flows, nor the call as it is told', async () => {
  // It was there to be found.
  expect(paid).toHaveLength(1);
  await house.system.close();
  const files = house.files();
  expect(files.some((path) => path.endsWith('centralita.db'))).toBe(true);
  for (const path of files) {
    const bytes = readFileSync(path);
    for (const part of [CARD, CARD.slice(0, 10), CARD.slice(-10), 'k3y-of-payments'])
      expect([path, part, bytes.includes(part)]).toEqual([path, part, false]);
  }
});

const promptsIn = (timeline: CallDetail['timeline'], step: string): number => {
  const from = timeline.findIndex(({ type, data }) => type === 'step-entered' && data.step === step);
  return from < 0 ? 0 : timeline.slice(from).filter(({ type }) => type === 'prompt-started').length;
};

/** Types the number until it is read back: a busy machine's telephone may send a key twice. */
async function typeCard(caller: Caller, callId: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const before = promptsIn((await detailOf(admin, callId)).timeline, 'card');
    await caller.press(`*${CARD}#`);
    const { timeline } = await storyOf(
      admin,
      callId,
      'what is said',
      (one) => promptsIn(one.timeline, 'card') > before,
    );
    if (timeline.findLast(({ type }) => type === 'prompt-started')?.text?.startsWith('Termina en')) return;
  }
  throw new Error('The number never came as it was typed.');
}

/** How the first prompt of a step ended. */
function promptAfter({ timeline }: CallDetail, step: string): unknown {
  const from = timeline.findIndex(({ type, data }) => type === 'step-entered' && data.step === step);
  return timeline.slice(from).find(({ type }) => type === 'prompt-ended')?.data;
}

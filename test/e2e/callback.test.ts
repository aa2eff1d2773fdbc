import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { DeskPhone } from '../../config/demo-site/telephones/desk-phone.ts';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import type { CallbackRow } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { untilNothingLeft } from '../support/asterisk.ts';
import { reachableFarEnd } from '../support/far-end.ts';
import { holdController } from '../support/faults.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { hears, hearsOnly } from '../support/sound.ts';
import { detailOf, storyOf, straightToQueue, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const DARIO_HZ = 880;
const PERSON_HZ = 2_060;
/** Asterisk's tone of Spain while it rings. */
const RINGING_HZ = 425;
const PERSON_ADDRESS = '127.0.0.7';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let house: Installation;
let admin: Person;
let dario: DeskAgent;
/** Where people are called back: the far end of the line. */
let person: DeskPhone;

beforeAll(async () => {
  const port = await freePort(PERSON_ADDRESS);
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      queues: demo.queues.map((queue) => ({
        ...queue,
        wrapUpSeconds: 0,
        callback: { attempts: 3, retrySeconds: 2, ringSeconds: 60 },
      })),
      outbound: { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] },
    }),
    settings: { trunks: [{ name: 'demo', match: ['127.0.0.5'], outbound: { host: PERSON_ADDRESS, port } }] },
  });
  person = await reachableFarEnd(house, 'demo', { address: PERSON_ADDRESS, port, hertz: PERSON_HZ });
  admin = await house.signIn('admin');
  dario = await deskAgent(house, 'dario', { hertz: DARIO_HZ });
});

afterAll(async () => {
  await person?.close();
  await house?.close();
});

const open = () => admin.get<CallbackRow[]>('/api/callbacks');

/** Waits in the queue, presses 9, takes the number shown, hears good-bye. Resolves with the call and its call-back. */
async function asks(caller: Caller): Promise<{ origin: string; back: string }> {
  const origin = await straightToQueue(admin, caller);
  await caller.press('9');
  await untilStep(admin, origin, 'incidents-callback');
  await caller.press('1');
  expect(await caller.ended).toBe('them');
  const { callbackId } = await detailOf(admin, origin);
  expect(callbackId).not.toBeNull();
  return { origin, back: callbackId ?? '' };
}

describe('a caller who asks to be called back', () => {
  let first: Caller;
  let origin: string;
  let back: string;

  test('hears the own number, and leaves with the place kept behind who came before', async () => {
    first = await house.call({ hertz: CALLER_HZ, number: '600000040' });
    const before = await straightToQueue(admin, first);
    ({ origin, back } = await asks(await house.call({ number: '600000041' })));
    const after = await house.call({ number: '600000042' });
    await straightToQueue(admin, after);
    const { call, timeline } = await detailOf(admin, origin);
    expect(call).toMatchObject({ result: 'callback', endedBy: 'system' });
    expect(timeline.find((one) => one.text?.includes('6 0 0 0 0 0 0 4 1'))).toBeDefined();
    expect(await open()).toMatchObject([{ id: back, originId: origin, number: '+34600000041', position: 2 }]);
    await after.hangUp();
    expect(before).not.toBe(origin);
  });

  test('is called at that turn, by the agent who is there first', async () => {
    await dario.available();
    await hears(first.media, DARIO_HZ);
    expect(person.said()).toEqual([]);
    await person.change({ ringMs: 6_000 });
    await first.hangUp();
    await hears(dario.phone.media, RINGING_HZ);
    await untilEvent(admin, back, 'call-connected', { agentId: 'dario' });
    await person.change({ ringMs: 0 });
    await Promise.all([
      hearsOnly(person.media, [DARIO_HZ], [CALLER_HZ]),
      hearsOnly(dario.phone.media, [PERSON_HZ], [CALLER_HZ, RINGING_HZ], 4_000),
    ]);
    expect(dario.desk.state().call).toMatchObject({ id: back, direction: 'callback', recording: 'none' });
  });

  test('is recorded from the yes on, which the agent notes', async () => {
    await dario.person.command({ name: 'give-consent', basis: 'spoken', note: 'lo ha dicho' });
    await untilEvent(admin, back, 'recording-started');
    await hears(person.media, DARIO_HZ, 2_000);
    await dario.rest();
    await dario.person.command({ name: 'hang-up' });
    const { call, recording } = await storyOf(
      admin,
      back,
      'a sealed recording',
      (one) => one.recording?.state === 'sealed',
    );
    expect(call).toMatchObject({ direction: 'callback', originId: origin, result: 'answered', agentId: 'dario' });
    expect(recording?.durationMs).toBeGreaterThan(1_000);
    expect(await open()).toEqual([]);
    await untilNothingLeft(house);
  });
});

test('a person who is engaged is called again, in the same place', async () => {
  await person.change({ reply: 486 });
  const { back } = await asks(await house.call({ number: '600000043' }));
  await dario.available();
  const missed = await untilEvent(admin, back, 'callback-missed');
  expect(missed.data).toMatchObject({ whose: 'person', cause: 17, attempt: 1 });
  await person.change({ reply: 'answer' });
  await untilEvent(admin, back, 'call-connected');
  await hears(person.media, DARIO_HZ);
  const { timeline } = await detailOf(admin, back);
  const orders = timeline.filter((one) => one.type === 'queue-entered').map((one) => one.data.order);
  expect(orders.length).toBeGreaterThanOrEqual(2);
  expect(new Set(orders).size).toBe(1);
  await dario.rest();
  await dario.person.command({ name: 'hang-up' });
  await untilNothingLeft(house);
});

test('a controller that dies while the telephone rings finds both on the line', async () => {
  await person.change({ ringMs: 4_000 });
  const rung = person.said().length;
  const { id: back } = await admin.post<CallbackRow>('/api/callbacks', { queueId: 'general', number: '600 000 044' });
  await dario.available();
  await until('a telephone that rings', () =>
    person
      .said()
      .slice(rung)
      .some((line) => line.startsWith('rung')),
  );
  const held = await holdController(house);
  await until('a person who has answered', () =>
    person
      .said()
      .slice(rung)
      .some((line) => line.startsWith('up')),
  );
  await held.letBack();
  await untilEvent(admin, back, 'call-connected');
  await Promise.all([hears(person.media, DARIO_HZ), hears(dario.phone.media, PERSON_HZ)]);
  await dario.rest();
  await dario.person.command({ name: 'hang-up' });
  await untilNothingLeft(house);
});

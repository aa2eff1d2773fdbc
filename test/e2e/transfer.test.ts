import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { DeskPhone } from '../../config/demo-site/telephones/desk-phone.ts';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { reachableFarEnd } from '../support/far-end.ts';
import { holdController } from '../support/faults.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { countsOf, journalOf } from '../support/journal.ts';
import {
  between,
  decodeStereo,
  HICCUP_MS,
  hears,
  hearsOnly,
  hearsSomethingElse,
  levelOf,
  longestGapMs,
  SILENT_DB,
} from '../support/sound.ts';
import { storyOf, straightToQueue, until, untilEvent } from '../support/story.ts';

// None is an overtone of another.
const CALLER_HZ = 440;
const DARIO_HZ = 880;
const EVA_HZ = 1_240;
const SONIA_HZ = 1_580;
const OUTSIDE_HZ = 2_060;
/** Dario's other telephone. */
const OTHER_HZ = 2_420;
const OUTSIDE_ADDRESS = '127.0.0.7';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let house: Installation;
let admin: Person;
let sonia: Person;
let dario: DeskAgent;
let eva: DeskAgent;
let soniaPhone: DeskPhone;
let outside: DeskPhone;

beforeAll(async () => {
  const port = await freePort(OUTSIDE_ADDRESS);
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      // Whom we call outside has agreed by contract: the recording has that voice as well.
      services: demo.services.map((one) => ({ ...one, consent: { outside: 'contract' as const } })),
      users: demo.users.map((user) => (user.id === 'sonia' ? { ...user, phone: 'sip' as const } : user)),
      queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })),
      outbound: { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] },
    }),
    settings: { trunks: [{ name: 'demo', match: ['127.0.0.5'], outbound: { host: OUTSIDE_ADDRESS, port } }] },
  });
  outside = await reachableFarEnd(house, 'demo', { address: OUTSIDE_ADDRESS, port, hertz: OUTSIDE_HZ });
  [admin, sonia] = await Promise.all([house.signIn('admin'), house.signIn('sonia')]);
  dario = await deskAgent(house, 'dario', { hertz: DARIO_HZ });
  eva = await deskAgent(house, 'eva', { hertz: EVA_HZ });
  soniaPhone = await house.deskPhone('sonia', { hertz: SONIA_HZ });
});

afterAll(async () => {
  await outside?.close();
  await house?.close();
});

/** A caller who talks with Dario. */
async function talking(number: string): Promise<{ caller: Caller; id: string }> {
  await Promise.all([dario.available(), eva.rest()]);
  const caller = await house.call({ hertz: CALLER_HZ, number });
  const id = await straightToQueue(admin, caller);
  await dario.talking();
  await hears(caller.media, DARIO_HZ);
  return { caller, id };
}

describe('a call that goes from hand to hand', () => {
  let caller: Caller;
  let id: string;

  test('the agent consults another: the caller hears music, and neither of them', async () => {
    ({ caller, id } = await talking('600000031'));
    await eva.available();
    await dario.person.command({ name: 'consult', to: { kind: 'agent', agentId: 'eva' } });
    await untilEvent(admin, id, 'consult-joined');
    await Promise.all([
      hearsOnly(eva.phone.media, [DARIO_HZ], [CALLER_HZ]),
      hearsOnly(dario.phone.media, [EVA_HZ], [CALLER_HZ]),
      hearsSomethingElse(caller.media, DARIO_HZ),
    ]);
    expect(eva.desk.state()).toMatchObject({ role: 'third', call: { id, third: { id: 'eva', mode: 'consult' } } });
  });

  test('all three talk', async () => {
    await dario.person.command({ name: 'conference' });
    await Promise.all([
      hearsOnly(caller.media, [DARIO_HZ, EVA_HZ], [CALLER_HZ]),
      hearsOnly(dario.phone.media, [CALLER_HZ, EVA_HZ], [DARIO_HZ]),
      hearsOnly(eva.phone.media, [CALLER_HZ, DARIO_HZ], [EVA_HZ]),
    ]);
  });

  test('the other one has the call from then on, and the first is free', async () => {
    await dario.person.command({ name: 'complete-transfer', reason: 'es de redes' });
    await Promise.all([
      hearsOnly(caller.media, [EVA_HZ], [DARIO_HZ]),
      hearsOnly(eva.phone.media, [CALLER_HZ], [DARIO_HZ]),
      dario.desk.until('no call', (state) => state.call === null && state.agent.activity === 'idle'),
    ]);
    expect(eva.desk.state().role).toBe('owner');
    await dario.rest();
  });

  test('a number that may not be called is refused, one that may rings outside', async () => {
    const refused = eva.person.command({
      name: 'transfer',
      to: { kind: 'number', number: '+442071838750' },
      reason: '',
    });
    await expect(refused).rejects.toThrow('number-not-allowed');
    await eva.person.command({ name: 'transfer', to: { kind: 'number', number: '911 222 333' }, reason: 'a casa' });
    await untilEvent(admin, id, 'outside-answered');
    await Promise.all([
      hearsOnly(caller.media, [OUTSIDE_HZ], [EVA_HZ]),
      hearsOnly(outside.media, [CALLER_HZ], [EVA_HZ]),
    ]);
  });

  test('the recording followed the caller, and each agent is credited', async () => {
    await caller.hangUp();
    const story = await storyOf(admin, id, 'a sealed recording', ({ recording }) => recording?.state === 'sealed');
    await until('the far end is hung up', () => outside.said().at(-1) === 'ended them');
    const sound = decodeStereo(await admin.bytes(`/api/recordings/${story.recording?.id}/audio?format=wav`));
    const zero = story.recording?.startedAt ?? 0;
    const part = (from: string, to: string) =>
      [sound.left, sound.right].map((side) =>
        between(side, at(story, from) - zero + 800, at(story, to) - zero - 400),
      ) as [Int16Array, Int16Array];
    const [consultLeft, consultRight] = part('consult-joined', 'conference-began');
    expect(longestGapMs(consultLeft, CALLER_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(levelOf(consultRight, DARIO_HZ)).toBeLessThan(SILENT_DB);
    const [, three] = part('conference-began', 'agent-replaced');
    expect(longestGapMs(three, DARIO_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(longestGapMs(three, EVA_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    const [left, second] = part('agent-replaced', 'sent-outside');
    expect(longestGapMs(left, CALLER_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(longestGapMs(second, EVA_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(levelOf(second, DARIO_HZ)).toBeLessThan(SILENT_DB);
    const [, away] = part('outside-answered', 'hang-up-requested');
    expect(longestGapMs(away, OUTSIDE_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    for (const agentId of ['dario', 'eva']) {
      const found = await admin.get<{ rows: readonly { id: string }[] }>(`/api/calls?agent=${agentId}`);
      expect(found.rows.map((row) => row.id)).toContain(id);
    }
  });
});

describe('a call-back', () => {
  test('rings at the agent, then at the person, and both talk', async () => {
    await Promise.all([dario.available(), eva.rest()]);
    const wanted = { queueId: 'incidencias', number: '+34911222333', callerName: 'Luz', notBefore: null } as const;
    await admin.command({ name: 'request-callback', ...wanted, reason: 'lo prometimos' });
    const { call } = await dario.talking();
    await Promise.all([
      hearsOnly(dario.phone.media, [OUTSIDE_HZ], [DARIO_HZ]),
      hearsOnly(outside.media, [DARIO_HZ], [OUTSIDE_HZ]),
    ]);
    await dario.person.command({ name: 'hang-up' });
    const story = await storyOf(admin, call?.id ?? '', 'the end', (detail) => detail.call.endedAt !== null);
    expect(story.call).toMatchObject({ direction: 'callback', result: 'answered', agentId: 'dario' });
    await until('the person is hung up', () => outside.said().at(-1) === 'ended them');
  });
});

describe('an agent with two telephones', () => {
  test('keeps the call on the one, and the next call rings on the other, which came last', async () => {
    const { caller, id } = await talking('600000033');
    const second = await house.deskPhone('dario', { address: '127.0.0.8', hertz: OTHER_HZ });
    await hearsOnly(caller.media, [DARIO_HZ], [OTHER_HZ]);
    expect(dario.desk.state().agent.reachable).toBe(true);
    await caller.hangUp();
    await storyOf(admin, id, 'the end', ({ call }) => call.endedAt !== null);
    const next = await house.call({ hertz: CALLER_HZ, number: '600000034' });
    await straightToQueue(admin, next);
    await dario.talking();
    await hearsOnly(next.media, [OTHER_HZ], [DARIO_HZ]);
    await next.hangUp();
    await dario.desk.until('no call', (state) => state.call === null);
    await second.close();
    await dario.desk.until('a lost telephone', (state) => !state.agent.reachable);
    await dario.phone.register();
    await dario.desk.until('the first telephone', (state) => state.agent.reachable);
  });
});

describe('a supervisor', () => {
  let caller: Caller;
  let id: string;
  const watch = (mode: 'listen' | 'whisper' | 'barge') => sonia.command({ name: 'watch', callId: id, mode });

  test('listens: hears both, and is heard by nobody', async () => {
    ({ caller, id } = await talking('600000032'));
    await watch('listen');
    await untilEvent(admin, id, 'watch-began');
    await Promise.all([
      hearsOnly(soniaPhone.media, [CALLER_HZ, DARIO_HZ], []),
      hearsOnly(caller.media, [DARIO_HZ], [SONIA_HZ]),
      hearsOnly(dario.phone.media, [CALLER_HZ], [SONIA_HZ]),
    ]);
    const told = await dario.desk.until('the watcher', (state) => state.call?.watchers.length === 1);
    expect(told.call?.watchers[0]).toMatchObject({ userId: 'sonia', name: 'Sonia Vega', mode: 'listen' });
  });

  test('whispers: the agent hears it, the caller does not', async () => {
    await watch('whisper');
    await Promise.all([
      hearsOnly(dario.phone.media, [CALLER_HZ, SONIA_HZ], []),
      hearsOnly(caller.media, [DARIO_HZ], [SONIA_HZ]),
      hearsOnly(soniaPhone.media, [CALLER_HZ, DARIO_HZ], []),
    ]);
  });

  test('barges in: all hear all', async () => {
    await watch('barge');
    await Promise.all([
      hearsOnly(dario.phone.media, [CALLER_HZ, SONIA_HZ], []),
      hearsOnly(caller.media, [DARIO_HZ, SONIA_HZ], []),
      hearsOnly(soniaPhone.media, [CALLER_HZ, DARIO_HZ], []),
    ]);
  });

  test("listens again, to nobody's ear", async () => {
    await watch('listen');
    await Promise.all([
      hearsOnly(dario.phone.media, [CALLER_HZ], [SONIA_HZ]),
      hearsOnly(caller.media, [DARIO_HZ], [SONIA_HZ]),
      hearsOnly(soniaPhone.media, [CALLER_HZ, DARIO_HZ], []),
    ]);
  });

  test('goes on listening when the controller is killed meanwhile', async () => {
    await (await holdController(house)).letBack();
    await Promise.all([
      hearsOnly(dario.phone.media, [CALLER_HZ], [SONIA_HZ]),
      hearsOnly(caller.media, [DARIO_HZ], [SONIA_HZ]),
      hearsOnly(soniaPhone.media, [CALLER_HZ, DARIO_HZ], []),
    ]);
  });

  test('takes the call, and ends it', async () => {
    await sonia.command({ name: 'take', callId: id, reason: 'se complica' });
    await Promise.all([
      hearsOnly(caller.media, [SONIA_HZ], [DARIO_HZ]),
      hearsOnly(soniaPhone.media, [CALLER_HZ], [DARIO_HZ]),
      dario.desk.until('no call', (state) => state.call === null),
    ]);
    await sonia.command({ name: 'end-call', callId: id, reason: 'resuelta' });
    expect(await caller.ended).toBe('them');
    const story = await storyOf(admin, id, 'the end', ({ call }) => call.endedAt !== null);
    const supervised = story.timeline.filter(({ type }) => type === 'supervised');
    expect(supervised.map(({ data }) => [data.what, data.reason, data.by])).toEqual([
      ['take', 'se complica', { kind: 'person', userId: 'sonia' }],
      ['end', 'resuelta', { kind: 'person', userId: 'sonia' }],
    ]);
  });

  test('left nothing behind in Asterisk', async () => {
    await until('all telephones are free', () =>
      [dario.phone, eva.phone, soniaPhone, outside].every((phone) => phone.said().at(-1)?.startsWith('ended')),
    );
    expect(Object.keys(countsOf(journalOf(house)))).not.toContain('effect-failed');
  });
});

/** When an event first happened. */
function at({ timeline }: CallDetail, type: string): number {
  const entry = timeline.find((one) => one.type === type);
  if (entry === undefined) throw new Error(`The story has no ${type}.`);
  return entry.at;
}

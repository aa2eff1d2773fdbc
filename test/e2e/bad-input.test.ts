import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, View } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { ConsoleState } from '../../services/live/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { untilNothingLeft } from '../support/asterisk.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { type SipRequest, sendToSip, sipRequest } from '../support/sip.ts';
import { hears } from '../support/sound.ts';
import { callOf, storyOf, throughMenu, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;
const STRANGER = '127.0.0.9';
const YES = { language: '1', consent: '1', menu: '1' };

let house: Installation;
let admin: Person;
let live: View<ConsoleState>;
let dario: DeskAgent;
let serial = 1;

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
  });
  admin = await house.signIn('admin');
  live = await admin.console();
  dario = await deskAgent(house, 'dario', { hertz: AGENT_HZ, ringMs: 100 });
}, 60_000);

afterAll(() => house?.close(), 60_000);

describe.sequential('SIP from who is not known', () => {
  test('is refused and leaves nothing in the journal', async () => {
    const ask = (from: string, request: Omit<SipRequest, 'sipPort' | 'from'>) =>
      sipRequest({ sipPort: house.settings.asterisk.sipPort, from, ...request });
    const before = journalOf(house).length;

    const stranger = await house.call({ address: STRANGER, number: '622000001' });
    expect(await stranger.ended).toBe(401);
    const password = 'not the password';
    expect(await ask(STRANGER, { method: 'INVITE', user: 'agent-eva', number: '1000' })).toEqual([401]);
    expect(await ask(STRANGER, { method: 'INVITE', user: 'agent-eva', number: '1000', password })).toEqual([401, 401]);
    expect(await ask(STRANGER, { method: 'INVITE', user: 'anonymous', number: '1000', password })).toEqual([401, 401]);
    expect(await ask(STRANGER, { method: 'REGISTER', user: 'agent-eva', password })).toEqual([401, 401]);
    expect(await ask(STRANGER, { method: 'REGISTER', user: 'anonymous', password })).toEqual([401, 401]);
    // An account is for being called: it calls nobody, a line least of all.
    const own = { user: 'agent-eva', password: house.sipPassword('agent-eva') };
    const [, refusal = 0] = await ask(STRANGER, { method: 'INVITE', number: '1000', ...own });
    expect(refusal).toBeGreaterThanOrEqual(400);
    for (const noise of [
      randomBytes(1_200),
      'INVITE\r\n\r\n',
      `INVITE sip:1000@127.0.0.1 SIP/2.0\r\n${'X'.repeat(30_000)}`,
    ])
      await sendToSip('127.0.0.5', house.settings.asterisk.sipPort, noise);

    // What came after is in the journal: what came before would be too.
    const known = await house.call({ number: '622000002' });
    const { id } = await callOf(admin, known.number);
    const since = journalOf(house).slice(before);
    expect(since.filter(({ callId }) => callId !== id)).toEqual([]);
    await known.hangUp();

    // The right password is taken from the same address: it is the wrong ones that were refused.
    expect(await ask(STRANGER, { method: 'REGISTER', ...own })).toEqual([401, 200]);
    expect(await ask(STRANGER, { method: 'REGISTER', ...own, seconds: 0 })).toEqual([401, 200]);
    await untilEverythingIsFree();
  }, 60_000);
});

describe.sequential('a storm of keys', () => {
  test('leaves the caller served, and the journal small', async () => {
    const caller = await house.call({ number: '633000001', hertz: CALLER_HZ });
    await caller.up;
    await caller.media.storm('1234567890*#'.repeat(40));
    const { id } = await callOf(admin, caller.number);
    await dario.available();
    expect((await dario.talking()).call?.id).toBe(id);
    await hears(caller.media, AGENT_HZ);
    await caller.media.storm('0'.repeat(200));
    const calm = await house.call({ number: '633000002', hertz: CALLER_HZ });
    const calmId = await throughMenu(admin, calm, YES);
    await caller.hangUp();
    await dario.desk.until('the calm caller', (state) => state.call?.id === calmId && state.call.phase === 'talking');
    await calm.hangUp();
    await dario.rest();
    const { call } = await storyOf(admin, id, 'the end', (detail) => detail.call.endedAt !== null);
    expect(call).toMatchObject({ result: 'answered', endedBy: 'caller' });
    const events = journalOf(house).filter(({ callId }) => callId === id);
    expect(keysOf(id)).toBeGreaterThan(3);
    // How many pass is a matter of the pace of machine and storm; the journal has a bound at any.
    expect(keysOf(id)).toBeLessThanOrEqual(200);
    expect(events.length - keysOf(id)).toBeLessThan(140);
    await untilEverythingIsFree();
  }, 90_000);

  test('leaves the journal small even where somebody listens for a key all the time', async () => {
    await dario.person.command({ name: 'set-availability', availability: { kind: 'signed-out' } });
    const caller = await house.call({ number: '633000003', hertz: CALLER_HZ });
    const id = await throughMenu(admin, caller, YES);
    await untilStep(admin, id, 'voicemail');
    await caller.media.storm('1234567890*'.repeat(40));
    await untilEvent(admin, id, 'voicemail-began');
    await until('so much that more must have come', () => keysOf(id) >= 100);
    // A key that comes after the storm is heard after it.
    await caller.press('0');
    await caller.hangUp();
    await dario.rest();
    const { call } = await storyOf(admin, id, 'the end', (detail) => detail.call.endedAt !== null);
    expect(call).toMatchObject({ result: 'voicemail', endedBy: 'caller' });
    expect(keysOf(id)).toBeLessThanOrEqual(200);
    await untilEverythingIsFree();
  }, 90_000);
});

/** How many keys of a call the journal has. */
const keysOf = (id: string) =>
  journalOf(house).filter(({ callId, type }) => callId === id && type === 'digit-pressed').length;

/** Where a caller hangs up, how that place is reached, and what the call is then. */
const PLACES: readonly (readonly [string, 'menu' | 'abandoned' | 'answered', (caller: Caller) => Promise<unknown>])[] =
  [
    ['while it rings', 'menu', (caller) => until('ringing', () => caller.said().includes('ringing'))],
    ['in the welcome', 'menu', async (caller) => untilStep(admin, await idOf(caller), 'welcome')],
    ['in the choice of language', 'menu', async (caller) => untilStep(admin, await idOf(caller), 'language')],
    ['in the question for consent', 'menu', (caller) => pressUntil(caller, '1', 'consent')],
    ['in the menu', 'menu', (caller) => pressUntil(caller, '11', 'menu')],
    ['in the queue', 'abandoned', (caller) => inPhase(caller, 'queued')],
    [
      'while an agent is rung',
      'abandoned',
      async (caller) => {
        await dario.phone.change({ ringMs: 60_000 });
        await dario.available();
        await inPhase(caller, 'offered');
        await untilEvent(admin, await idOf(caller), 'offer-rang');
      },
    ],
    [
      'in the conversation',
      'answered',
      async (caller) => {
        await dario.available();
        await inPhase(caller, 'talking');
        await hears(caller.media, AGENT_HZ, 500);
      },
    ],
    [
      'on hold',
      'answered',
      async (caller) => {
        await dario.available();
        await inPhase(caller, 'talking');
        await dario.person.command({ name: 'hold' });
        await inPhase(caller, 'holding');
      },
    ],
  ];

describe.sequential('a caller who hangs up', () => {
  test.each(PLACES)(
    '%s ends in a clean state',
    async (_, result, reach) => {
      const caller = await house.call({ number: `644${String(serial++).padStart(6, '0')}`, hertz: CALLER_HZ });
      await reach(caller);
      const { id } = await callOf(admin, caller.number);
      expect(await caller.hangUp()).toBe('us');
      const { call } = await storyOf(admin, id, 'the end', (detail) => detail.call.endedAt !== null);
      expect(call).toMatchObject({ result, endedBy: 'caller' });
      const said = (word: RegExp) => dario.phone.said().filter((line) => word.test(line)).length;
      await until('a telephone that is left alone', () => said(/^(cancelled|ended)/) === said(/^rung/));
      await dario.phone.change({ ringMs: 100 });
      await dario.rest();
      await untilEverythingIsFree();
      const events = journalOf(house).filter(({ callId }) => callId === id);
      const ended = events.filter(({ type }) => type === 'call-ended');
      expect(ended.map(({ data }) => [data.by, data.reason])).toEqual([['caller', 'hang-up']]);
      const count = (type: string) => events.filter((one) => one.type === type).length;
      expect(count('queue-left')).toBe(count('queue-entered'));
      expect(count('offer-accepted') + count('offer-ended')).toBe(count('offer-made'));
      const unanswered = events.filter(({ type }) => type === 'offer-ended').map(({ data }) => data.how);
      expect(unanswered).toEqual(unanswered.map(() => 'cancelled'));
      expect(count('prompt-ended')).toBe(count('prompt-started'));
      expect(count('step-left') + 1).toBeGreaterThanOrEqual(count('step-entered'));
    },
    60_000,
  );

  test('has left no recording unsealed and no audio behind', async () => {
    const asked = () => journalOf(house);
    await until('every recording sealed', () => {
      const of = (type: string) =>
        new Set(
          asked()
            .filter((one) => one.type === type)
            .map(({ data }) => data.recordingId),
        );
      const sealed = of('recording-sealed');
      const started = of('recording-started');
      return started.size > 0 && [...started].every((id) => sealed.has(id));
    });
    await until('an empty spool', () => spooled().length === 0);
    expect(asked().filter(({ type }) => type === 'effect-failed')).toEqual([]);
  });
});

const idOf = async (caller: Caller) => (await callOf(admin, caller.number)).id;

/** Types keys ahead, and waits for a step to speak. */
async function pressUntil(caller: Caller, keys: string, step: string): Promise<void> {
  await caller.up;
  await caller.press(keys);
  await untilStep(admin, await idOf(caller), step);
}

async function inPhase(caller: Caller, phase: string): Promise<void> {
  const here = ({ calls }: ConsoleState) => calls.find(({ number }) => number === caller.number);
  if (!PAST_THE_MENU.has(here(live.state())?.phase ?? 'menu')) {
    await caller.up;
    await caller.press('111');
  }
  await live.until(`${caller.number} ${phase}`, (state) => here(state)?.phase === phase);
}

const PAST_THE_MENU = new Set(['queued', 'offered', 'talking', 'holding']);

/** Nobody in a call or a queue, nothing in Asterisk, the agent idle. */
async function untilEverythingIsFree(): Promise<void> {
  await live.until(
    'nothing going on',
    ({ calls, queues, agents }) =>
      calls.length === 0 &&
      queues.every(({ waiting }) => waiting === 0) &&
      agents.some(({ id, activity, callId }) => id === dario.id && activity === 'idle' && callId === null),
  );
  await untilNothingLeft(house);
}

const spooled = () =>
  readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(house.settings.spoolDir, name), { throwIfNoEntry: false })?.isFile(),
  );

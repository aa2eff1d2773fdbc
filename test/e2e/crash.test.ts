import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person, View } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { ConsoleState } from '../../services/live/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { channelCount, holdController } from '../support/faults.ts';
import { type Installation, startInstallation, untilConnected } from '../support/installation.ts';
import { between, decodeStereo, HICCUP_MS, heardThroughout, hears, longestGapMs } from '../support/sound.ts';
import { callOf, storyOf, straightToQueue, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let house: Installation;
let admin: Person;
let live: View<ConsoleState>;
let dario: DeskAgent;
let eva: DeskAgent;
let talking: Caller;
let talkingId: string;

beforeAll(async () => {
  house = await startInstallation({
    settings: { asterisk: { outageSeconds: 12 } },
    site: (demo) => ({
      ...demo,
      queues: demo.queues.map((queue) => ({ ...queue, announceSeconds: 600, wrapUpSeconds: 0 })),
    }),
  });
  admin = await house.signIn('admin');
  live = await admin.console();
  [dario, eva] = await Promise.all([deskAgent(house, 'dario', { hertz: AGENT_HZ }), deskAgent(house, 'eva')]);
  await dario.available();
  talking = await house.call({ number: '600000001', hertz: CALLER_HZ });
  talkingId = await straightToQueue(admin, talking);
  await dario.talking();
});

afterAll(() => house?.close());

describe.sequential('what crashes does not take calls with it', () => {
  test('the controller is killed and comes back to the same calls, queue and agents', async () => {
    const first = await house.call({ number: '600000002' });
    const firstId = await straightToQueue(admin, first);
    const second = await house.call({ number: '600000003' });
    const secondId = await straightToQueue(admin, second);
    const inMenu = await house.call({ number: '600000004' });
    const { id: menuId } = await callOf(admin, inMenu.number);
    await untilStep(admin, menuId, 'language');
    await live.until('four calls in their places', (state) => phases(state) === 'talking queued queued menu');
    const before = live.state();

    const heardBefore = [talking.media.heardMs, dario.phone.media.heardMs] as const;
    const { letBack } = await holdController(house);
    const channels = await channelCount(house);
    const meanwhile = await house.call({ number: '600000005' });
    await until('the call that came meanwhile', async () => (await channelCount(house)) > channels);
    await letBack();
    await meanwhile.up;
    expect(heardThroughout(talking.media, AGENT_HZ, heardBefore[0])).toBe(true);
    expect(heardThroughout(dario.phone.media, CALLER_HZ, heardBefore[1])).toBe(true);
    const { id: meanwhileId } = await callOf(admin, meanwhile.number);
    await untilStep(admin, meanwhileId, 'language');
    await live.until('five calls in their places', (state) => phases(state) === 'talking queued queued menu menu');

    const after = live.state();
    expect(after.agents.map(stateOf)).toEqual(before.agents.map(stateOf));
    expect(after.calls.slice(0, 4).map(({ id, phase }) => [id, phase])).toEqual(
      before.calls.map(({ id, phase }) => [id, phase]),
    );
    await inMenu.press('1');
    await untilStep(admin, menuId, 'consent');
    await inMenu.hangUp();
    await meanwhile.hangUp();

    // The queue's order shows in whom the next agent gets.
    await eva.available();
    expect((await eva.talking()).call?.id).toBe(firstId);
    await first.hangUp();
    await eva.desk.until('the next caller', (state) => state.call?.id === secondId && state.call.phase === 'talking');
    await second.hangUp();
    await eva.desk.until('no call', (state) => state.call === null);
    await eva.rest();
    for (const id of [menuId, meanwhileId]) {
      const { call } = await storyOf(admin, id, 'the end', (detail) => detail.call.endedAt !== null);
      expect(call).toMatchObject({ result: 'menu', endedBy: 'caller' });
    }
  });

  test('without a controller a new caller hears an apology and is told to be busy, and the conversation goes on', async () => {
    const { letBack } = await holdController(house);
    const unlucky = await house.call({ number: '600000006' });
    await until('the apology', () => unlucky.media.heardMs > 1_000);
    expect(await unlucky.ended).toBe(486);
    await Promise.all([hears(talking.media, AGENT_HZ), hears(dario.phone.media, CALLER_HZ)]);
    await letBack();
    await live.until('one call', (state) => phases(state) === 'talking');
  });

  test('the recording of the conversation has no gap', async () => {
    await hears(talking.media, AGENT_HZ);
    expect(await talking.hangUp()).toBe('us');
    const { recording, timeline } = await storyOf(
      admin,
      talkingId,
      'a sealed recording',
      (detail) => detail.recording?.state === 'sealed',
    );
    const sound = decodeStereo(await admin.bytes(`/api/recordings/${recording?.id}/audio`));
    const at = (type: string) => (timeline.find((one) => one.type === type)?.at ?? 0) - (recording?.startedAt ?? 0);
    const [from, to] = [at('call-connected') + 500, at('hang-up-requested') - 500];
    expect(to - from).toBeGreaterThan(5_000);
    expect(sound.ms).toBeGreaterThan(to);
    expect(recording?.parts).toHaveLength(1);
    for (const [side, hertz] of [
      [sound.left, CALLER_HZ],
      [sound.right, AGENT_HZ],
    ] as const) {
      expect(longestGapMs(between(side, from, to), hertz)).toBeLessThanOrEqual(HICCUP_MS);
    }
  });

  test('Asterisk is killed: its calls are closed truthfully, and the system is back by itself', async () => {
    await dario.available();
    const caller = await house.call({ number: '600000007' });
    const callId = await straightToQueue(admin, caller);
    await dario.talking();
    await hears(caller.media, AGENT_HZ);
    const waiting = await house.call({ number: '600000008' });
    const waitingId = await straightToQueue(admin, waiting);

    house.system.asterisk()?.kill();
    await until('Asterisk is missed', async () => !(await admin.get<{ telephony: boolean }>('/health')).telephony);
    await untilConnected(house.url, 60_000);
    await live.until('no call', (state) => state.telephony && state.calls.length === 0);
    const told = await storyOf(admin, callId, 'the end', (detail) => detail.recording?.state === 'sealed');
    expect(told.call).toMatchObject({ result: 'answered', endedBy: 'system' });
    const ended = await untilEvent(admin, callId, 'call-ended');
    expect(ended.data).toMatchObject({ by: 'system', reason: 'asterisk-restarted' });
    expect((await untilEvent(admin, waitingId, 'call-ended')).data).toMatchObject({
      by: 'system',
      reason: 'asterisk-restarted',
      result: 'abandoned',
    });
    caller.vanish();
    waiting.vanish();

    // Telephones register again sooner or later: this one does now.
    await dario.phone.register();
    await dario.desk.until('a reachable telephone', (state) => state.agent.reachable);
    await dario.available();
    const next = await house.call({ number: '600000009' });
    const nextId = await straightToQueue(admin, next);
    expect((await dario.talking()).call?.id).toBe(nextId);
    await hears(next.media, AGENT_HZ);
    await next.hangUp();
  });
});

const phases = ({ calls }: ConsoleState) => calls.map(({ phase }) => phase).join(' ');

const stateOf = ({ id, availability, activity, reachable }: ConsoleState['agents'][number]) => ({
  id,
  availability,
  activity,
  reachable,
});

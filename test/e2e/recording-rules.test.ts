import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { DeskPhone } from '../../config/demo-site/telephones/desk-phone.ts';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import { lotOf } from '../../services/core/recording-rules.ts';
import type { CallbackRow, CallDetail } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent, withDeskAgents } from '../support/agents.ts';
import { reachableFarEnd } from '../support/far-end.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { AUDIBLE_DB, decodeStereo, hears, levelOf, RATE } from '../support/sound.ts';
import { callOf, storyOf, straightToQueue, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;
const PERSON_HZ = 2_060;
/** Sounded by callers while nothing may be kept, whatever their consent. */
const UNWANTED_HZ = 3_000;
/** A telephone's tone is all that there is in such a short stretch; of a prompt no frequency is (at most -1.9 dB, measured). */
const WINDOW_MS = 50;
const ALONE_DB = -1.5;
/** So much of it in all, because a busy machine leaves holes. */
const LEAST_MS = 250;
const PERSON_ADDRESS = '127.0.0.7';
/** They take calls of `incidencias` and `general`; the last takes only what is sent there by name. */
const AGENTS = ['mesa-1', 'mesa-2', 'mesa-3', 'mesa-4', 'mesa-5', 'mesa-6', 'mesa-7'] as const;
const UNRECORDED_AGENT = 'mesa-7';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let house: Installation;
let admin: Person;
let supervisor: Person;
let person: DeskPhone;
const agents = new Map<string, DeskAgent>();
/** Every recording that there should be: nothing else may lie in the folder at the end. */
const recorded = new Set<string>();

beforeAll(async () => {
  const port = await freePort(PERSON_ADDRESS);
  house = await startInstallation({
    site: (demo) => {
      const site = withDeskAgents(AGENTS.length)(demo);
      const ordinary = AGENTS.filter((id) => id !== UNRECORDED_AGENT);
      // Nobody of the demo's own agents signs in: `solicitudes` has only those, and so its callers come to the voicemail.
      const agentsOf = (id: string, own: (typeof site.queues)[number]['agents']) =>
        id === 'solicitudes' ? own : ordinary;
      const demoAgents = demo.queues.at(0)?.agents ?? [];
      return {
        ...site,
        queues: [
          ...site.queues.map((queue) => ({ ...queue, agents: agentsOf(queue.id, demoAgents) })),
          ...site.queues.slice(0, 1).map((queue) => ({ ...queue, id: 'reserva', agents: [UNRECORDED_AGENT] })),
        ],
        services: site.services.flatMap((one) => {
          if (one.id === 'mesa') return [one];
          const other = { ...one, flow: 'mesa-de-ayuda' };
          return [
            { ...other, consent: { policy: 'never' as const } },
            { ...other, id: 'aviso', numbers: ['1002'], consent: { policy: 'announce' as const, basis: 'law' } },
          ];
        }),
        lists: [{ id: 'vip', name: { es: 'VIP', en: 'VIP' }, numbers: ['600500102'] }],
        recording: {
          pauseSeconds: 60,
          rules: [
            { lists: ['vip'] },
            { numbers: ['6005001'], sample: 0 },
            { numbers: ['6005002'], sample: 0.5 },
            { directions: ['callback'], sample: 0 },
            { queues: ['general'], sample: 0 },
            { agents: [UNRECORDED_AGENT], sample: 0 },
          ],
        },
        outbound: { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] },
      };
    },
    settings: { trunks: [{ name: 'demo', match: ['127.0.0.5'], outbound: { host: PERSON_ADDRESS, port } }] },
  });
  person = await reachableFarEnd(house, 'demo', { address: PERSON_ADDRESS, port, hertz: PERSON_HZ, ringMs: 1 });
  [admin, supervisor] = await Promise.all([house.signIn('admin'), house.signIn('sonia')]);
  for (const id of AGENTS) agents.set(id, await deskAgent(house, id, { hertz: AGENT_HZ, ringMs: 1 }));
  await Promise.all([...agents.values()].map((agent) => agent.available()));
});

afterAll(async () => {
  await person?.close();
  await house?.close();
});

type Talk = { readonly id: string; readonly caller: Caller; readonly agent: DeskAgent };

/** With consent, through the menu to an agent; both hear each other. */
async function talk(number: string, hertz = CALLER_HZ): Promise<Talk> {
  const caller = await house.call({ number, hertz });
  const id = await straightToQueue(admin, caller, '111');
  const { data } = await untilEvent(admin, id, 'call-connected');
  const agent = agentOf(String(data.agentId));
  await hears(caller.media, AGENT_HZ, 1_000);
  return { id, caller, agent };
}

function agentOf(id: string): DeskAgent {
  const agent = agents.get(id);
  if (!agent) throw new Error(`Nobody knows the agent ${id}.`);
  return agent;
}

/** Which of these tones are on which side of what was sealed, decrypted; null where nothing was recorded. */
async function tonesOf(id: string): Promise<{ left: readonly number[]; right: readonly number[] } | null> {
  const { recording } = await endOf(id);
  if (!recording) return null;
  recorded.add(recording.id);
  const sound = decodeStereo(await admin.bytes(`/api/recordings/${recording.id}/audio?format=wav`));
  const on = (side: Int16Array) => [CALLER_HZ, AGENT_HZ, PERSON_HZ, UNWANTED_HZ].filter((hertz) => has(side, hertz));
  return { left: on(sound.left), right: on(sound.right) };
}

function has(side: Int16Array, hertz: number): boolean {
  const step = (WINDOW_MS * RATE) / 1_000;
  const windows = Array.from({ length: Math.floor(side.length / step) }, (_, n) =>
    side.subarray(n * step, (n + 1) * step),
  );
  const sounding = windows.filter((samples) => {
    const level = levelOf(samples, hertz);
    return level > AUDIBLE_DB && level - loudnessOf(samples) > ALONE_DB;
  });
  return sounding.length * WINDOW_MS >= LEAST_MS;
}

/** The level of a tone that has all the power of these samples, in dB below full scale. */
function loudnessOf(samples: Int16Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10((2 * power) / 32_768 ** 2);
}

const endOf = (id: string): Promise<CallDetail> =>
  storyOf(admin, id, 'the end, and a sealed recording if any', ({ call, recording, timeline }) => {
    const isAsked = timeline.some(({ type }) => type === 'capture-asked');
    return call.endedAt !== null && (isAsked ? recording?.state === 'sealed' : true);
  });

const both = { left: [CALLER_HZ], right: [AGENT_HZ] };
/** Only the menu, in which no rule held yet. */
const menuAlone = { left: [CALLER_HZ], right: [] };

/** Each way a call may go, and what of it is to be kept. */
const ways: Readonly<Record<string, () => Promise<void>>> = {
  'no rule holds: recorded': async () => {
    const { id, caller } = await talk('600500300');
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'by number: not at all': async () => {
    const { id, caller } = await talk('600500101', UNWANTED_HZ);
    await caller.hangUp();
    expect(await tonesOf(id)).toBeNull();
  },
  'of a list (VIP), which goes before its number: recorded': async () => {
    const { id, caller } = await talk('600500102');
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'by queue: no more from the queue on': async () => {
    const { id, caller } = await inMenu('600500301');
    await caller.press('0');
    await untilEvent(admin, id, 'recording-stopped');
    caller.media.tone(UNWANTED_HZ);
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(menuAlone);
  },
  'by agent: no more from that agent on': async () => {
    const { id, caller, agent } = await talk('600500302');
    const to = { kind: 'agent', agentId: UNRECORDED_AGENT } as const;
    await agent.person.command({ name: 'transfer', to, reason: '' });
    await untilEvent(admin, id, 'call-connected', { agentId: UNRECORDED_AGENT });
    await untilEvent(admin, id, 'recording-stopped');
    caller.media.tone(UNWANTED_HZ);
    agentOf(UNRECORDED_AGENT).phone.media.tone(UNWANTED_HZ);
    await hears(caller.media, UNWANTED_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'on demand by the agent, in mid-call: from then on': async () => {
    const { id, caller, agent } = await talk('600500103', UNWANTED_HZ);
    caller.media.tone(CALLER_HZ);
    await hears(agent.phone.media, CALLER_HZ, 500);
    await agent.person.command({ name: 'record-call', callId: id, what: 'start', reason: 'amenazas' });
    const { data } = await untilEvent(admin, id, 'recording-demanded');
    expect(data).toMatchObject({ what: 'start', by: { kind: 'person', userId: agent.id }, reason: 'amenazas' });
    await untilEvent(admin, id, 'recording-started');
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'no more by the supervisor, in mid-call: until then': async () => {
    const { id, caller } = await talk('600500303');
    await supervisor.post(`/api/calls/${id}/record`, { what: 'stop', reason: 'asunto interno' });
    await untilEvent(admin, id, 'recording-stopped');
    caller.media.tone(UNWANTED_HZ);
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'on demand without consent: nothing': async () => {
    const caller = await house.call({ number: '600500304', hertz: UNWANTED_HZ });
    const id = await straightToQueue(admin, caller, '121');
    await untilEvent(admin, id, 'call-connected');
    await supervisor.post(`/api/calls/${id}/record`, { what: 'start', reason: 'lo pide dirección' });
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toBeNull();
  },
  'a message of the voicemail, whose number is not recorded: recorded': async () => {
    const caller = await house.call({ number: '600500104', hertz: CALLER_HZ });
    await caller.up;
    await caller.press('122');
    const { id } = await callOf(admin, caller.number);
    await untilStep(admin, id, 'voicemail');
    await caller.press('1');
    await untilEvent(admin, id, 'voicemail-began');
    await untilEvent(admin, id, 'recording-started');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await caller.hangUp();
    expect((await tonesOf(id))?.left).toEqual([CALLER_HZ]);
    expect((await endOf(id)).recording?.kind).toBe('voicemail');
  },
  'a call that we make, by direction: not at all, and then on demand': async () => {
    const { id } = await admin.post<CallbackRow>('/api/callbacks', { queueId: 'incidencias', number: '600 500 305' });
    const { data } = await untilEvent(admin, id, 'call-connected');
    const agent = agentOf(String(data.agentId));
    await agent.person.command({ name: 'give-consent', basis: 'spoken', note: 'lo ha dicho' });
    agent.phone.media.tone(UNWANTED_HZ);
    await hears(agent.phone.media, PERSON_HZ, 1_000);
    agent.phone.media.tone(AGENT_HZ);
    await hears(person.media, AGENT_HZ, 500);
    expect((await storyOf(admin, id, 'the call', () => true)).recording).toBeNull();
    await agent.person.command({ name: 'record-call', callId: id, what: 'start', reason: '' });
    await untilEvent(admin, id, 'recording-started');
    await hears(person.media, AGENT_HZ, 1_000);
    await agent.person.command({ name: 'hang-up' });
    expect(await tonesOf(id)).toEqual({ left: [PERSON_HZ], right: [AGENT_HZ] });
  },
  'a service that announces, on a legal basis: recorded from the end of the announcement on': async () => {
    const caller = await house.call({ number: '600500307', hertz: UNWANTED_HZ, line: '1002' });
    await caller.up;
    await caller.press('1');
    const { id } = await callOf(admin, caller.number);
    await untilStep(admin, id, 'consent');
    await caller.press('2');
    caller.media.tone(0);
    const { data } = await untilEvent(admin, id, 'consent-given');
    expect(data).toMatchObject({
      source: { kind: 'announcement' },
      basis: 'law',
      wording: 'consent-announce',
      said: [{ key: 'consent-announce', language: 'es' }],
    });
    await untilStep(admin, id, 'menu');
    caller.media.tone(CALLER_HZ);
    await caller.press('1');
    await untilEvent(admin, id, 'call-connected');
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toEqual(both);
  },
  'a service that never records: nothing': async () => {
    const caller = await house.call({ number: '600500306', hertz: UNWANTED_HZ, line: '1001' });
    const id = await straightToQueue(admin, caller, '11');
    await untilEvent(admin, id, 'call-connected');
    await hears(caller.media, AGENT_HZ, 1_000);
    await caller.hangUp();
    expect(await tonesOf(id)).toBeNull();
  },
};

test('calls are recorded as the rules, the people and their consent say, each for itself', async () => {
  // Together: there is an agent for each of six, and the others wait.
  const outcomes = await Promise.allSettled(
    Object.entries(ways).map(([name, go]) =>
      go().catch((error) => {
        throw new Error(name, { cause: error });
      }),
    ),
  );
  const failed = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failed.length > 0) throw failed[0];
});

test('of a share of calls those are recorded whose lot is drawn, and none else', async () => {
  const calls: { readonly id: string; readonly drawn: boolean }[] = [];
  // Until there are some of both.
  for (let n = 0; n < 20 && new Set(calls.map(({ drawn }) => drawn)).size < 2; n += 4) {
    const made = await Promise.all(Array.from({ length: 4 }, (_, one) => inMenu(`60050020${n + one}`)));
    for (const { id, caller } of made) {
      await caller.hangUp();
      calls.push({ id, drawn: lotOf(id) < 0.5 });
    }
  }
  expect(new Set(calls.map(({ drawn }) => drawn)).size).toBe(2);
  for (const { id, drawn } of calls) expect((await tonesOf(id)) !== null).toBe(drawn);
});

/** Consents, and has been in the menu for a moment. */
async function inMenu(number: string): Promise<Pick<Talk, 'id' | 'caller'>> {
  const caller = await house.call({ number, hertz: CALLER_HZ });
  await caller.up;
  await caller.press('11');
  const { id } = await callOf(admin, number);
  await untilStep(admin, id, 'menu');
  await untilEvent(admin, id, 'consent-given');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  return { id, caller };
}

test('there is no file of anything else', () => {
  const names = readdirSync(join(house.settings.dataDir, 'recordings'), { recursive: true, encoding: 'utf8' });
  const files = names
    .filter((name) => name.endsWith('.age'))
    .map((name) => name.replace(/^.*\//, '').replace('.age', ''));
  expect(new Set(files)).toEqual(recorded);
  expect(readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' })).toEqual([]);
});

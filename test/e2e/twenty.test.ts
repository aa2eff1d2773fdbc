import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person, View } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { CallDetail, CallRow, Page } from '../../services/http/protocol.ts';
import type { ConsoleState } from '../../services/live/protocol.ts';
import { type DeskAgent, deskAgent, withDeskAgents } from '../support/agents.ts';
import { sha256 } from '../support/archive.ts';
import { untilNothingLeft } from '../support/asterisk.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { countsOf, journalOf } from '../support/journal.ts';
import { AUDIBLE_DB, between, decodeStereo, hears, levelOf } from '../support/sound.ts';
import { storyOf } from '../support/story.ts';

const TWENTY = 20;
/** So many telephones are switched on at the same time. */
const FEW = 5;
const all = Array.from({ length: TWENTY }, (_, n) => n);
/** Each caller and each agent has a tone of its own, so that a mix-up would be heard. */
const CALLER_HZ = all.map((n) => 400 + 25 * n);
const AGENT_HZ = all.map((n) => 1_000 + 25 * n);
const QUEUE_KEYS = ['1', '2', '0'];

let house: Installation;
let admin: Person;
let live: View<ConsoleState>;
let agents: readonly DeskAgent[];

beforeAll(async () => {
  house = await startInstallation({ site: withDeskAgents(TWENTY) });
  admin = await house.signIn('admin');
  live = await admin.console();
  const made: DeskAgent[] = [];
  for (let from = 0; from < TWENTY; from += FEW) {
    const few = all.slice(from, from + FEW);
    const come = (n: number) => deskAgent(house, `mesa-${n + 1}`, { hertz: AGENT_HZ[n] ?? 0, ringMs: 100 });
    made.push(...(await Promise.all(few.map(come))));
  }
  agents = made;
  for (const agent of agents) await agent.available();
}, 120_000);

afterAll(() => house?.close(), 60_000);

describe.sequential('twenty calls give twenty of everything', () => {
  test('one after the other', async () => {
    for (const n of all) {
      const caller = await startTalking(n, number('1', n));
      await hearEachOther(caller, n);
      expect(await caller.hangUp()).toBe('us');
      await live.until(`the end of call ${n + 1}`, ({ calls }) => calls.length === 0);
    }
    const details = await twentyOfEverything('1');
    // Whoever has been idle longest gets the next: nobody twice before everybody had one.
    expect(new Set(details.map(({ call }) => call.agentId)).size).toBe(TWENTY);
  }, 240_000);

  test('all at once', async () => {
    const callers = await Promise.all(all.map((n) => startTalking(n, number('2', n))));
    await live.until(
      'twenty conversations at the same time',
      ({ calls }) => calls.length === TWENTY && calls.every(({ phase }) => phase === 'talking'),
    );
    await Promise.all(callers.map((caller, n) => hearEachOther(caller, n)));
    // Either side hangs up: the agents of the odd ones.
    const ends = callers.map((caller, n) => {
      if (n % 2 === 0) return caller.hangUp();
      return Promise.all([caller.ended, agentOf(caller).person.command({ name: 'hang-up' })]).then(([end]) => end);
    });
    expect(await Promise.all(ends)).toEqual(all.map((n) => (n % 2 === 0 ? 'us' : 'them')));
    const details = await twentyOfEverything('2');
    expect(details.map(({ call }) => call.endedBy)).toEqual(all.map((n) => (n % 2 === 0 ? 'caller' : 'agent')));
    expect(new Set(details.map(({ call }) => call.agentId)).size).toBe(TWENTY);
  }, 240_000);

  test('journal, list of calls and console tell the same', async () => {
    const events = journalOf(house);
    const rows = await rowsOf('6');
    expect(rows).toHaveLength(2 * TWENTY);
    const counts = countsOf(events);
    for (const type of EACH_ONCE) expect([type, counts[type]]).toEqual([type, 2 * TWENTY]);
    expect(Object.keys(counts)).not.toContain('effect-failed');
    const left = events.filter(({ type }) => type === 'queue-left');
    for (const queue of live.state().queues) {
      const listed = rows.filter(({ queueId, result }) => queueId === queue.id && result === 'answered').length;
      expect(listed).toBeGreaterThan(0);
      const { offered, answered, abandoned, voicemail } = queue.today;
      expect({ offered, answered, abandoned, voicemail }).toEqual({
        offered: listed,
        answered: listed,
        abandoned: 0,
        voicemail: 0,
      });
      expect(left.filter(({ data }) => data.queueId === queue.id && data.reason === 'answered')).toHaveLength(listed);
    }
  });
});

const EACH_ONCE = [
  'call-rang',
  'consent-given',
  'recording-started',
  'queue-entered',
  'offer-made',
  'offer-accepted',
  'queue-left',
  'call-connected',
  'call-ended',
  'recording-ended',
  'recording-sealed',
  'recording-published',
];

const number = (batch: string, n: number) => `6${batch}${String(n).padStart(7, '0')}`;

/** Calls, types Spanish, yes and a queue ahead of every prompt, and waits for an agent. */
async function startTalking(n: number, from: string): Promise<Caller> {
  const caller = await house.call({ number: from, hertz: CALLER_HZ[n] ?? 0 });
  await caller.up;
  await caller.press(`11${QUEUE_KEYS[n % QUEUE_KEYS.length]}`);
  await live.until(`${from} talks`, ({ calls }) => calls.some((one) => one.number === from && one.phase === 'talking'));
  return caller;
}

/** Who the console says that a caller talks with. */
function agentOf(caller: Caller): DeskAgent {
  const agentId = live.state().calls.find((one) => one.number === caller.number)?.agentId;
  const agent = agents.find(({ id }) => id === agentId);
  if (agent === undefined) throw new Error(`Nobody talks with ${caller.number}.`);
  return agent;
}

async function hearEachOther(caller: Caller, n: number): Promise<void> {
  const agent = agentOf(caller);
  await Promise.all([
    hears(caller.media, AGENT_HZ[agents.indexOf(agent)] ?? 0, 750),
    hears(agent.phone.media, CALLER_HZ[n] ?? 0, 750),
  ]);
}

async function rowsOf(digits: string): Promise<readonly CallRow[]> {
  const { rows } = await admin.get<Page<CallRow>>(`/api/calls?number=${digits}&limit=200`);
  return rows.toSorted((one, other) => one.number.localeCompare(other.number));
}

/** Everything that twenty calls leave behind, each by itself, in the order of their numbers. */
async function twentyOfEverything(batch: string): Promise<readonly CallDetail[]> {
  await live.until(
    'nobody in the queues and everybody free',
    ({ calls, queues, agents: seen }) =>
      calls.length === 0 &&
      queues.every(({ waiting, longestSince }) => waiting === 0 && longestSince === null) &&
      seen.filter(({ activity, availability }) => activity === 'idle' && availability.kind === 'available').length ===
        TWENTY,
  );
  await untilNothingLeft(house);
  const rows = await rowsOf(`6${batch}00000`);
  expect(rows.map((row) => [row.number, row.result])).toEqual(all.map((n) => [number(batch, n), 'answered']));
  const details: CallDetail[] = [];
  for (const [n, { id }] of rows.entries()) {
    const detail = await storyOf(
      admin,
      id,
      'a published recording',
      ({ recording }) =>
        recording?.publications.length === 1 && recording.publications.every(({ state }) => state === 'published'),
      60_000,
    );
    await lookInto(detail, n);
    details.push(detail);
  }
  return details;
}

/** Drills down: the copy, the story, and the sound. */
async function lookInto({ call, timeline, recording }: CallDetail, n: number): Promise<void> {
  const published = recording?.publications[0];
  const copy = readFileSync(published?.location ?? '');
  expect([copy.length, sha256(copy)]).toEqual([published?.bytes, published?.sha256]);
  expect([recording?.state, recording?.kind, recording?.sha256]).toEqual(['sealed', 'conversation', sha256(copy)]);

  const types = timeline.map(({ type }) => type);
  const milestones = ['call-rang', 'line-answered', 'queue-entered', 'offer-rang', 'call-connected', 'call-ended'];
  expect(types.filter((type) => milestones.includes(type))).toEqual(milestones);

  const sound = decodeStereo(await admin.bytes(`/api/recordings/${recording?.id}/audio`));
  const zero = recording?.startedAt ?? 0;
  const at = (type: string) => (timeline.find((one) => one.type === type)?.at ?? 0) - zero;
  const talk = [at('call-connected') + 200, at('call-ended') - 100] as const;
  const agent = agents.findIndex(({ id }) => id === call.agentId);
  for (const [side, tones, own] of [
    [sound.left, CALLER_HZ, n],
    [sound.right, AGENT_HZ, agent],
  ] as const) {
    const levels = tones.map((hertz) => levelOf(between(side, ...talk), hertz));
    expect(Math.max(...levels)).toBeGreaterThan(AUDIBLE_DB);
    expect(levels.indexOf(Math.max(...levels))).toBe(own);
  }
}

import { describe, expect, test } from 'vitest';
import type { CallSearch } from '../../services/http/protocol.ts';
import type { Store } from '../../services/store/store.ts';
import { ended, type Fact, fact, key, noon, rang, step, stepLeft, testStore } from './support.ts';
import { diceOf, randomCall } from './way.ts';

async function idsOf({ calls }: Store, search: CallSearch, limit = 200): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await calls.search({ ...search, limit, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.rows.map((row) => row.id));
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

/** Everything a search offers, with values that some calls have and values that none has. */
const criteria: readonly CallSearch[] = [
  { key: '2' },
  { key: '#' },
  { key: '#1' },
  { step: 'menu' },
  { step: 'menu', key: '1' },
  { step: 'menu', exit: 'again' },
  { step: 'menu', exit: '2', version: '2' },
  { flow: 'mesa', step: 'wait' },
  { flow: 'other' },
  { version: '1' },
  { exit: 'again' },
  { leftIn: 'menu' },
  { leftIn: 'wait' },
  { minWait: 60 },
  { maxWait: 12 },
  { minWait: 7, maxWait: 64 },
  { minDuration: 33 },
  { maxDuration: 77 },
  { minTalk: 10 },
  { minHold: 15 },
  { maxHold: 15 },
  { held: true },
  { held: false },
  { transferred: true },
  { transferred: false },
  { missed: 1 },
  { missed: 2 },
  { consent: 'given' },
  { consent: 'unknown' },
  { recording: 'sealed' },
  { recording: 'failed' },
  { recorded: false },
  { result: 'abandoned' },
  { result: 'menu' },
  { endedBy: 'agent' },
  { reason: 'gone' },
  { cause: 44 },
  { queue: 'general' },
  { agent: 'bruno' },
  { service: 'mesa' },
  { direction: 'inbound' },
  { number: '00123' },
  { number: '34' },
  { number: 'anon' },
  { number: 'luis' },
  { outcome: 'solved' },
  { text: 'averia' },
  { text: 'REIN equipo' },
  { hourFrom: '12:10', hourTo: '12:20' },
  { from: noon + 300_000, to: noon + 900_000 },
  { sipCallId: 'sip-c7@host' },
];

describe('a search through the index', () => {
  test('finds what is found by looking at each call, for many combinations by chance', async () => {
    const dice = diceOf(11);
    const facts = Array.from({ length: 300 }, (_, index) => randomCall(`c${index}`, index, dice));
    const [plain, indexed] = [await testStore(), await testStore()];
    for (const store of [plain, indexed]) for (const some of facts) await store.journal.append(some);
    await indexed.indexNow();
    const pick = () => criteria[Math.floor(dice() * criteria.length)] ?? {};
    const combinations = [...criteria, ...Array.from({ length: 120 }, () => ({ ...pick(), ...pick(), ...pick() }))];
    let found = 0;
    for (const search of combinations) {
      const ids = await idsOf(plain, search);
      expect([search, await idsOf(indexed, search)]).toEqual([search, ids]);
      found += ids.length;
    }
    // Each criterion by itself divides the calls.
    expect(found).toBeGreaterThan(3_000);
  }, 120_000);

  test('pages through everything, newest first, without losing or repeating one', async () => {
    const store = await testStore();
    const dice = diceOf(3);
    for (let index = 0; index < 90; index += 1) {
      await store.journal.append(randomCall(`c${index}`, index % 7, dice));
      if (index === 60) await store.indexNow();
    }
    const all = await idsOf(store, {});
    expect(new Set(all).size).toBe(90);
    const passed = await idsOf(store, { step: 'welcome' }, 4);
    expect(passed).toEqual(all);
  });

  test('knows what became of a call after it ended', async () => {
    const store = await testStore();
    await store.journal.append([rang('c1', noon), ended('c1', noon + 9_000, 'answered')]);
    await store.indexNow();
    const outcome = { outcome: 'solved', note: 'Cambió el ratón' };
    await store.journal.append([
      fact(noon + 20_000, { type: 'outcome-set', callId: 'c1', agentId: 'ana', ...outcome }),
    ]);
    expect(await idsOf(store, { text: 'raton', outcome: 'solved' })).toEqual(['c1']);
    await store.indexNow();
    expect(await idsOf(store, { text: 'raton', outcome: 'solved' })).toEqual(['c1']);
    expect(await idsOf(store, { text: 'teclado' })).toEqual([]);
  });

  test('reads ids and notes of any letters', async () => {
    const store = await testStore();
    const of = { callId: 'c1', agentId: 'ana' };
    await store.journal.append([
      rang('c1', noon, { serviceId: 'mesa de "ñ" (AND)' }),
      step('c1', noon, 'menú-1'),
      stepLeft('c1', noon + 5, 'menú-1', 'no input'),
      ended('c1', noon + 9_000, 'answered'),
      fact(noon + 20_000, { type: 'outcome-set', ...of, outcome: null, note: '打印机 NOT (x OR y)' }),
    ]);
    await store.indexNow();
    for (const search of [
      { service: 'mesa de "ñ" (AND)' },
      { step: 'menú-1', exit: 'no input' },
      { text: '打印机' },
      { text: 'not x' },
    ])
      expect([search, await idsOf(store, search)]).toEqual([search, ['c1']]);
    for (const search of [{ service: 'mesa' }, { text: '打印台' }, { text: '***', step: 'menú' }, { step: 'menú-2' }])
      expect([search, await idsOf(store, search)]).toEqual([search, []]);
  });
});

describe('the way of a call through its flow', () => {
  test('has each passage with its keys, those typed ahead where they were taken', async () => {
    const store = await testStore();
    await store.journal.append([
      rang('c1', noon),
      step('c1', noon, 'welcome', 'announce'),
      key('c1', noon + 100, '1', true),
      key('c1', noon + 200, '2', true),
      stepLeft('c1', noon + 1_000, 'welcome', 'done'),
      step('c1', noon + 1_000, 'language'),
      fact(noon + 1_000, { type: 'ahead-taken', callId: 'c1' }),
      stepLeft('c1', noon + 1_000, 'language', '1'),
      step('c1', noon + 1_000, 'menu'),
      fact(noon + 1_000, { type: 'ahead-taken', callId: 'c1' }),
      key('c1', noon + 2_000, '•'),
      ended('c1', noon + 3_000, 'menu'),
    ]);
    for (const search of [
      { step: 'language', key: '1' },
      { step: 'menu', key: '2•' },
      { key: '12•' },
      { leftIn: 'menu' },
    ])
      expect([search, await idsOf(store, search)]).toEqual([search, ['c1']]);
    for (const search of [{ step: 'welcome', key: '1' }, { step: 'language', key: '2' }, { leftIn: 'language' }])
      expect([search, await idsOf(store, search)]).toEqual([search, []]);
  });
});

test('a sub-flow has figures of its own, and the step that went into it goes on meanwhile', async () => {
  const store = await testStore();
  const inside = (at: number, name: string): Fact => {
    const { event } = step('c1', at, name);
    return fact(at, { ...event, flow: 'identify', version: 'i1' } as Fact['event']);
  };
  await store.journal.append([
    rang('c1', noon),
    step('c1', noon + 100, 'who', 'sub-flow'),
    inside(noon + 100, 'ask'),
    key('c1', noon + 900, '7'),
    stepLeft('c1', noon + 1_000, 'ask', 'done'),
    inside(noon + 1_000, 'check'),
    stepLeft('c1', noon + 1_500, 'check', 'ok'),
    stepLeft('c1', noon + 1_500, 'who', 'known'),
    step('c1', noon + 1_500, 'menu'),
    key('c1', noon + 2_000, '•', true),
    fact(noon + 2_100, { type: 'ahead-taken', callId: 'c1', digit: '4' }),
    ended('c1', noon + 3_000, 'menu'),
  ]);
  const period = { from: noon, to: noon + 10 };
  expect(await store.calls.flowStatistics('identify', period)).toMatchObject({
    calls: 1,
    steps: [
      { step: 'ask', calls: 1, leavers: 0, medianMs: 900 },
      { step: 'check', calls: 1, medianMs: 500 },
    ],
  });
  const own = await store.calls.flowStatistics('mesa', period);
  expect(own.steps).toMatchObject([
    { step: 'menu', leavers: 1 },
    { step: 'who', medianMs: 1_400, exits: [{ exit: 'known', calls: 1 }] },
  ]);
  for (const search of [
    { flow: 'identify', key: '7' },
    { flow: 'identify', version: 'i1', step: 'check' },
    { step: 'menu', key: '4' },
  ])
    expect([search, await idsOf(store, search)]).toEqual([search, ['c1']]);
  expect(await idsOf(store, { flow: 'mesa', key: '7' })).toEqual([]);
});

describe('the figures of a flow', () => {
  const period = { from: noon, to: noon + 30 * 60_000 };

  test('are those of the calls that a search lists, to the call', async () => {
    const store = await testStore();
    const dice = diceOf(5);
    for (let index = 0; index < 500; index += 1) await store.journal.append(randomCall(`c${index}`, index, dice));
    await store.indexNow();
    const count = async (search: CallSearch) => (await idsOf(store, { ...period, flow: 'mesa', ...search })).length;
    const all = await store.calls.flowStatistics('mesa', period);
    expect(all.calls).toBe(await count({}));
    for (const { version, steps } of [{ version: undefined, steps: all.steps }, ...all.versions]) {
      const of = version === undefined ? {} : { version };
      expect(steps.map((one) => one.step).toSorted()).toEqual(['menu', 'wait', 'welcome']);
      for (const one of steps) {
        expect(one.calls).toBe(await count({ step: one.step, ...of }));
        for (const { exit, calls } of one.exits) expect(calls).toBe(await count({ step: one.step, exit, ...of }));
        expect(one.leavers).toBe(await count({ leftIn: one.step, ...of }));
        const ways = one.exits.reduce((total, exit) => total + exit.passages, 0) + one.leavers + one.ended + one.open;
        expect(ways).toBe(one.passages);
      }
    }
    expect(await store.calls.flowStatistics('mesa', { from: noon - 10, to: noon })).toMatchObject({
      calls: 0,
      steps: [],
    });
  });

  test('tell how long callers were in a step, and a queue only until an agent answered', async () => {
    const store = await testStore();
    for (const [index, ms] of [1_000, 2_000, 4_000, 30_000].entries())
      await store.journal.append([
        rang(`c${index}`, noon + index),
        step(`c${index}`, noon, 'menu'),
        stepLeft(`c${index}`, noon + ms, 'menu', '1'),
      ]);
    const { steps } = await store.calls.flowStatistics('mesa', period);
    expect(steps).toMatchObject([{ step: 'menu', type: 'menu', calls: 4, medianMs: 2_000, p90Ms: 30_000, leavers: 0 }]);
  });
});

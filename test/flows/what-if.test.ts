import { expect, test } from 'vitest';
import { flowReplay } from '../../services/flows/what-if.ts';
import { ended, key, noon, rang, step, stepLeft, testStore } from '../store/support.ts';
import { siteOf } from '../support/site.ts';
import { testFlows } from './support.ts';

const menu = (way: string) => `flow: prueba
language: es
start: hola
steps:
  hola:
    type: menu
    prompts: [hola]
    keys: { "1": one, "2": two }
    exits: { one: cola, two: ${way}, silence: fin, wrong: fin }
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;

/** An editor with the flow in force, calls of it in a store of their own, and the replay in its thread. */
async function replay() {
  const flows = testFlows();
  const base = flows.current().files[0]?.version ?? '';
  const by = { kind: 'system' } as const;
  const { version } = await flows.save({ flow: 'prueba', text: menu('fin'), base, by, note: '' });
  const store = await testStore();
  const call = (id: string, at: number, digit: string, exit: string, next: string) => [
    rang(id, at, { flow: 'prueba', flowVersion: version }),
    step(id, at, 'hola'),
    key(id, at + 2_000, digit),
    stepLeft(id, at + 2_000, 'hola', exit),
    step(id, at + 2_000, next, 'queue'),
    ended(id, at + 9_000, 'menu'),
  ];
  await store.journal.append([
    ...call('c1', noon, '1', 'one', 'cola'),
    ...call('c2', noon + 60_000, '2', 'two', 'fin'),
    ...call('c3', noon + 120_000, '2', 'two', 'fin'),
    // Still there: nobody knows what becomes of it.
    rang('c4', noon + 130_000, { flow: 'prueba', flowVersion: version }),
    // Of another day, and of another flow.
    ...call('c5', noon - 86_400_000, '2', 'two', 'fin'),
    rang('c6', noon + 140_000),
    ended('c6', noon + 141_000, 'menu'),
  ]);
  const ask = flowReplay(flows, {
    site: () => siteOf({ queues: [{ id: 'general', name: { es: 'General' }, service: 'mesa', agents: [] }] }),
    texts: new Map(['es', 'en'].map((language) => [language, { hola: 'Hola.', adios: 'Adiós.' }])),
    secrets: [],
    calls: store.passedCalls,
  });
  const period = { from: noon, to: noon + 3_600_000 };
  type Through = Parameters<typeof ask>[1]['through'];
  return { ask: (through: Through) => ask('prueba', { ...period, through }), version, ask2: ask };
}

test('the calls of a period go through a changed flow: who pressed the key goes elsewhere', async () => {
  const { ask, version } = await replay();
  const outcome = await ask({ text: menu('cola') });
  expect(outcome).toMatchObject({ calls: 3, notTaken: 0, limit: 1_000, differ: 2 });
  expect(outcome.list.map(({ callId, at, step: id, end }) => [callId, at, id, end])).toEqual([
    ['c3', 1, 'cola', 'unknown'],
    ['c2', 1, 'cola', 'unknown'],
  ]);
  expect(outcome.exits).toEqual([
    { step: 'hola', exit: 'two', was: 2, would: 2 },
    { step: 'fin', exit: null, was: 2, would: 0 },
    { step: 'cola', exit: null, was: 1, would: 3 },
    { step: 'hola', exit: 'one', was: 1, would: 1 },
  ]);
  expect((await ask({ version })).differ).toBe(0);
}, 60_000);

test('a flow with mistakes, one that is not there, and a second replay at a time are refused', async () => {
  const { ask, ask2 } = await replay();
  await expect(ask({ text: menu('nowhere') })).rejects.toMatchObject({ code: 'flow-invalid' });
  await expect(ask({ version: 'abc' })).rejects.toMatchObject({ code: 'flow-not-found' });
  await expect(ask2('none', { from: 0, to: 1, through: { text: '' } })).rejects.toMatchObject({
    code: 'flow-not-found',
  });
  const running = ask({ text: menu('cola') });
  await expect(ask({ text: menu('cola') })).rejects.toMatchObject({ code: 'what-if-busy' });
  expect((await running).differ).toBe(2);
}, 60_000);

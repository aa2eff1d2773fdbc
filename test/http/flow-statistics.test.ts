import { expect, test } from 'vitest';
import { evolve } from '../../services/core/evolve.ts';
import { floorOf } from '../../services/core/floor.ts';
import { emptyWorld } from '../../services/core/world.ts';
import type { CallRow, FlowLive, FlowStatistics, Page } from '../../services/http/protocol.ts';
import { router } from '../../services/routing/index.ts';
import { ended, entered, key, noon, rang, site, step, stepLeft } from '../store/support.ts';
import { codeOf, testHttp } from './support.ts';

test('the figures of a flow are told for a period, and lead to their calls', async () => {
  const { ask, signIn, store } = await testHttp();
  const cookie = await signIn('supervisor');
  await store.journal.append([
    rang('c1', noon),
    step('c1', noon, 'menu'),
    key('c1', noon + 900, '2'),
    stepLeft('c1', noon + 1_000, 'menu', '2'),
    step('c1', noon + 1_000, 'bye', 'announce'),
    ended('c1', noon + 3_000, 'menu'),
    rang('c2', noon + 1),
    step('c2', noon + 1, 'menu'),
    ended('c2', noon + 2_001, 'menu'),
  ]);
  const query = `from=${noon}&to=${noon + 60_000}`;
  const answer = await ask('GET', `/api/flows/mesa/statistics?${query}`, { cookie });
  const { calls, steps, versions } = (await answer.json()) as FlowStatistics;
  expect(calls).toBe(2);
  expect(steps).toMatchObject([
    { step: 'bye', type: 'announce', calls: 1, leavers: 1, exits: [], medianMs: 2_000 },
    { step: 'menu', calls: 2, passages: 2, leavers: 1, exits: [{ exit: '2', calls: 1, passages: 1 }], medianMs: 1_000 },
  ]);
  expect(versions.map((one) => one.version)).toEqual(['1']);
  const behind = await ask('GET', `/api/calls?${query}&flow=mesa&step=menu&exit=2&key=2`, { cookie });
  expect(((await behind.json()) as Page<CallRow>).rows.map((row) => row.id)).toEqual(['c1']);
  expect(await codeOf(await ask('GET', '/api/flows/mesa/statistics?from=1', { cookie }))).toBe('input-invalid');
});

test('who is in which step now is told of the world', async () => {
  const world = emptyWorld();
  const facts = [
    rang('c1', noon),
    step('c1', noon + 5, 'menu'),
    rang('c2', noon),
    step('c2', noon + 9, 'menu'),
    rang('c3', noon),
    step('c3', noon + 9, 'wait', 'queue'),
    entered('c3', noon + 9),
    rang('c4', noon, { flow: 'other' }),
    step('c4', noon, 'menu'),
  ];
  for (const [seq, one] of facts.entries()) evolve(world, { seq: seq + 1, ...one });
  const { ask, signIn } = await testHttp({
    present: { world: () => world, floor: () => floorOf(world, site, router, noon) },
  });
  const answer = await ask('GET', '/api/flows/mesa/live', { cookie: await signIn('supervisor') });
  expect((await answer.json()) as FlowLive).toEqual([
    { step: 'menu', version: '1', callers: 2, since: noon + 5 },
    { step: 'wait', version: '1', callers: 1, since: noon + 9 },
  ]);
});

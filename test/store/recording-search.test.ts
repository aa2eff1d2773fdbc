import { expect, test } from 'vitest';
import type { CallSearch } from '../../services/http/protocol.ts';
import { ended, fact, noon, rang, testStore } from './support.ts';

/** Six recorded calls, with what people and programs did with each. */
async function scene() {
  const store = await testStore();
  const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
  const of = (callId: string) => ({ callId, recordingId: `rec-${callId}` });
  const scored = (callId: string, id: string, score: number | null, change: object = {}) =>
    fact(noon + 9e6, {
      type: 'recording-scored',
      ...of(callId),
      evaluationId: id,
      templateId: 't',
      templateVersion: 1,
      serviceId: 'mesa',
      queueId: null,
      agentId: 'ana',
      evaluatorId: 'sonia',
      supersedes: null,
      calibrationId: null,
      assignmentId: null,
      answers: [],
      marks: [],
      comment: '',
      score,
      passed: null,
      criteria: [],
      ...change,
    });
  await store.journal.append(
    ids.flatMap((id, index) => [
      rang(id, noon + index * 1_000),
      fact(noon + 2_000 + index, { type: 'recording-started', ...of(id), captureId: `p-${id}` }),
      ended(id, noon + 60_000 + index, 'answered'),
    ]),
  );
  await store.indexNow();
  await store.journal.append([
    scored('c1', 'e1', 92.5),
    scored('c2', 'e2', 40),
    scored('c2', 'e3', 77, { supersedes: 'e2', evaluatorId: 'alba' }),
    scored('c3', 'e4', 99, { calibrationId: 'k' }),
    scored('c4', 'e5', 77),
    scored('c4', 'e6', 12, { evaluatorId: 'alba' }),
    fact(noon + 1e7, {
      type: 'recording-held',
      ...of('c5'),
      holdId: 'h1',
      by: { kind: 'system' },
      from: '',
      reason: 'x',
    }),
    fact(noon + 1e7, {
      type: 'recording-held',
      ...of('c6'),
      holdId: 'h2',
      by: { kind: 'system' },
      from: '',
      reason: 'x',
    }),
    fact(noon + 2e7, {
      type: 'recording-released',
      ...of('c6'),
      holdId: 'h2',
      by: { kind: 'system' },
      from: '',
      reason: 'x',
    }),
    fact(noon + 1e7, {
      type: 'recording-published',
      ...of('c1'),
      destination: 'archivo',
      location: 'x',
      bytes: 1,
      sha256: 'x',
    }),
  ]);
  await store.outbox.add([
    { id: 'o1', ...of('c1'), destination: 'archivo', destinationType: 'local', createdAt: noon },
    { id: 'o2', ...of('c2'), destination: 'archivo', destinationType: 'local', createdAt: noon },
  ]);
  await store.outbox.update('o1', { state: 'published' });
  const who = { by: 'sonia', at: noon };
  await store.annotations.setLabels({ ...of('c1'), tags: ['queja', 'vip'], tickets: ['inc-7'], ...who });
  await store.annotations.setLabels({ ...of('c3'), tags: ['queja'], tickets: [], ...who });
  await store.annotations.addNote({
    id: 'n1',
    ...of('c2'),
    at: 5_000,
    text: 'Pregunta por la avería del router',
    by: 'sonia',
    createdAt: noon,
  });
  const find = async (search: CallSearch) => (await store.calls.search(search)).rows.map((row) => row.id).toSorted();
  return { store, find, of, who };
}

const searches: readonly [CallSearch, readonly string[]][] = [
  [{ tag: 'queja' }, ['c1', 'c3']],
  [{ tag: 'queja', ticket: 'inc-7' }, ['c1']],
  [{ text: 'averia' }, ['c2']],
  [{ text: 'rout preg' }, ['c2']],
  [{ minScore: 77 }, ['c1', 'c2', 'c4']],
  [{ minScore: 78 }, ['c1']],
  [{ maxScore: 40 }, ['c4']],
  [{ minScore: 70, maxScore: 80 }, ['c2', 'c4']],
  [{ evaluator: 'sonia' }, ['c1', 'c4']],
  // One evaluation that is both, not one of each.
  [{ evaluator: 'alba', minScore: 50 }, ['c2']],
  [{ legalHold: true }, ['c5']],
  [{ legalHold: false }, ['c1', 'c2', 'c3', 'c4', 'c6']],
  [{ published: true }, ['c1']],
  [{ published: false, tag: 'queja' }, ['c3']],
  [{ destination: 'archivo' }, ['c1']],
  [{ destination: 'nube' }, []],
];

test('recordings are found by what was done with them, before and after the index knows of it', async () => {
  const { store, find } = await scene();
  for (const [search, ids] of searches) expect([search, await find(search)]).toEqual([search, ids]);
  await store.indexNow();
  for (const [search, ids] of searches) expect([search, await find(search)]).toEqual([search, ids]);
});

test('a tag that is taken away finds nothing any more', async () => {
  const { store, find, of, who } = await scene();
  await store.indexNow();
  await store.annotations.setLabels({ ...of('c1'), tags: ['vip'], tickets: [], ...who });
  await store.annotations.removeNote({ id: 'n1', callId: 'c2' });
  const now = async () => [
    await find({ tag: 'queja' }),
    await find({ ticket: 'inc-7' }),
    await find({ text: 'router' }),
  ];
  expect(await now()).toEqual([['c3'], [], []]);
  await store.indexNow();
  expect(await now()).toEqual([['c3'], [], []]);
});

import { describe, expect, test } from 'vitest';
import type {
  CalibrationRow,
  EvaluationDetail,
  EvaluationRow,
  Page,
  QualityAssignment,
  QualityTemplateRow,
  QualityTrends,
} from '../../services/http/protocol.ts';
import { startSampling } from '../../services/quality/sampling.ts';
import { connected, ended, fact, noon, rang } from '../store/support.ts';
import { codeOf, keepingLog, type TestHttp, testHttp } from './support.ts';

const templateBody = {
  name: 'Atención',
  sections: [
    {
      id: 'saludo',
      title: 'Saludo',
      weight: 1,
      criteria: [{ id: 'nombre', title: 'Dice su nombre', kind: 'yes-no', critical: 'section' }],
    },
    {
      id: 'solucion',
      title: 'Solución',
      weight: 3,
      criteria: [
        { id: 'resuelve', title: 'Resuelve', kind: 'points', max: 4, mayNotApply: true },
        { id: 'notas', title: 'Observaciones', kind: 'text' },
      ],
    },
  ],
};

const answers = (nombre: number, resuelve: number | null) => [
  { criterion: 'nombre', points: nombre },
  { criterion: 'resuelve', points: resuelve },
];

/** A call that an agent took, with its recording sealed. */
const recorded = (callId: string, at: number, agentId = 'agent') => {
  const of = { callId, recordingId: `rec-${callId}` };
  return [
    rang(callId, at),
    connected(callId, at + 5_000, agentId),
    fact(at + 5_000, { type: 'recording-started', ...of, captureId: `part-${callId}` }),
    fact(at + 65_000, { type: 'recording-stopped', ...of, captureId: `part-${callId}` }),
    ended(callId, at + 65_000, 'answered'),
    fact(at + 65_000, { type: 'recording-ended', ...of, kind: 'conversation' }),
    fact(at + 66_000, { type: 'recording-sealed', ...of, durationMs: 60_000, bytes: 9, sha256: 'x' }),
  ];
};

async function scene(calls = ['c1']) {
  const http = await testHttp();
  await http.store.journal.append(calls.flatMap((id, index) => recorded(id, noon + index * 100_000)));
  const cookies = await Promise.all(['agent', 'supervisor', 'auditor'].map(http.signIn));
  const [agent = '', supervisor = '', auditor = ''] = cookies;
  const made = await http.ask('POST', '/api/quality/templates', { cookie: auditor, body: templateBody });
  expect(made.status).toBe(201);
  const template = (await made.json()) as QualityTemplateRow;
  const submit = (cookie: string, body: object) =>
    http.ask('POST', '/api/quality/evaluations', {
      cookie,
      body: { recordingId: 'rec-c1', templateId: template.id, agentId: 'agent', ...body },
    });
  return { ...http, agent, supervisor, auditor, template, submit };
}

const get = async <T>({ ask }: Pick<TestHttp, 'ask'>, cookie: string, path: string): Promise<T> => {
  const response = await ask('GET', path, { cookie });
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};

describe('an evaluation', () => {
  test('is scored by the template, marked in time, read and answered by its agent', async () => {
    const it = await scene();
    const given = await it.submit(it.supervisor, {
      answers: answers(1, 2),
      marks: [
        { at: 30_000, criterion: 'resuelve', text: 'Aquí falta una pregunta' },
        { at: 2_000, text: 'Buen tono' },
      ],
      comment: 'Bien en general',
    });
    expect(given.status).toBe(201);
    const { id, ...made } = (await given.json()) as EvaluationDetail;
    // (1 × 100 + 3 × 50) / 4
    expect(made).toMatchObject({ score: 62.5, passed: false, evaluatorId: 'supervisor', callId: 'c1' });
    expect(made.marks.map(({ at, criterion }) => [at, criterion])).toEqual([
      [2_000, null],
      [30_000, 'resuelve'],
    ]);

    const booked = await it.store.ledger.list('rec-c1');
    expect(booked.filter((entry) => entry.action === 'scored')).toMatchObject([{ actor: 'person:supervisor' }]);
    expect(JSON.stringify(booked)).not.toContain('Buen tono');

    const mine = await get<Page<EvaluationRow>>(it, it.agent, '/api/quality/evaluations');
    expect(mine.rows.map((row) => [row.id, row.readAt])).toEqual([[id, null]]);
    const respond = (how: string, text = '') =>
      it.ask('POST', `/api/quality/evaluations/${id}/response`, { cookie: it.agent, body: { how, text } });
    for (const [how, text] of [
      ['read', ''],
      ['answered', 'La pregunta la hice antes'],
      ['acknowledged', ''],
    ] as const)
      expect((await respond(how, text)).status, how).toBe(200);
    const read = await get<EvaluationDetail>(it, it.supervisor, `/api/quality/evaluations/${id}`);
    expect(read.answer).toBe('La pregunta la hice antes');
    expect([read.readAt, read.answeredAt, read.acknowledgedAt]).not.toContain(null);
    expect(await codeOf(await respond('answered', 'Otra cosa'))).toBe('evaluation-acknowledged');
  });

  test('of others is unknown to an agent', async () => {
    const it = await scene(['c1', 'c2']);
    await it.store.journal.append([connected('c2', noon + 200_000, 'bruno')]);
    const given = await it.submit(it.supervisor, { recordingId: 'rec-c2', agentId: 'bruno', answers: answers(1, 4) });
    const { id } = (await given.json()) as EvaluationDetail;
    expect((await get<Page<EvaluationRow>>(it, it.agent, '/api/quality/evaluations?agent=bruno')).rows).toEqual([]);
    expect(await codeOf(await it.ask('GET', `/api/quality/evaluations/${id}`, { cookie: it.agent }))).toBe('not-found');
    expect((await it.submit(it.agent, { answers: answers(1, 4) })).status).toBe(403);
  });

  test('never changes: another stands in its place, once, whoever is first', async () => {
    const it = await scene();
    const { id } = (await (await it.submit(it.supervisor, { answers: answers(1, 2) })).json()) as EvaluationDetail;
    const both = await Promise.all([
      it.submit(it.supervisor, { answers: answers(1, 4), supersedes: id }),
      it.submit(it.auditor, { answers: answers(0, 4), supersedes: id }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual([201, 409]);
    const now = await get<Page<EvaluationRow>>(it, it.auditor, '/api/quality/evaluations');
    const all = await get<Page<EvaluationRow>>(it, it.auditor, '/api/quality/evaluations?superseded=true');
    expect([now.rows.length, all.rows.length]).toEqual([1, 2]);
    expect(all.rows.find((row) => row.id === id)).toMatchObject({ score: 62.5, supersededBy: now.rows[0]?.id });
  });

  test('keeps the version of the template that it was made with', async () => {
    const it = await scene();
    const { id } = (await (await it.submit(it.supervisor, { answers: answers(1, 4) })).json()) as EvaluationDetail;
    const [first] = templateBody.sections;
    const path = `/api/quality/templates/${it.template.id}`;
    const changed = await it.ask('PUT', path, { cookie: it.auditor, body: { ...templateBody, sections: [first] } });
    expect((await changed.json()) as QualityTemplateRow).toMatchObject({ version: 2, id: it.template.id });
    const kept = await get<EvaluationDetail>(it, it.supervisor, `/api/quality/evaluations/${id}`);
    expect([kept.templateVersion, kept.template.sections.length]).toEqual([1, 2]);
    expect(await codeOf(await it.submit(it.supervisor, { answers: answers(1, 4) }))).toBe('answers-invalid');
    const rows = await get<readonly QualityTemplateRow[]>(it, it.auditor, '/api/quality/templates');
    expect(rows.map((row) => row.version)).toEqual([2]);
  });

  test('is refused with what is wrong with it', async () => {
    const it = await scene();
    const refused: readonly [object, string][] = [
      [{ answers: answers(1, 9) }, 'answers-invalid'],
      [{ answers: answers(1, 2), recordingId: 'rec-none' }, 'recording-not-found'],
      [{ answers: answers(1, 2), templateId: 'none' }, 'template-not-found'],
      [{ answers: answers(1, 2), agentId: 'bruno' }, 'agent-not-in-call'],
      [{ answers: answers(1, 2), marks: [{ at: 60_001, text: 'x' }] }, 'mark-invalid'],
      [{ answers: answers(1, 2), assignmentId: 'none' }, 'assignment-closed'],
      [{ answers: [{ criterion: 'nombre', points: -1 }] }, 'input-invalid'],
    ];
    for (const [body, code] of refused) expect(await codeOf(await it.submit(it.supervisor, body)), code).toBe(code);
    const twice = { ...templateBody, sections: [templateBody.sections[0], templateBody.sections[0]] };
    expect(await codeOf(await it.ask('POST', '/api/quality/templates', { cookie: it.auditor, body: twice }))).toBe(
      'template-invalid',
    );
  });
});

test('a rule gives out its share of what is sealed, once, whatever comes between', async () => {
  const it = await scene([]);
  const rule = { name: 'Una de cada cuatro', templateId: it.template.id, percent: 25, evaluators: ['supervisor'] };
  expect((await it.ask('POST', '/api/quality/rules', { cookie: it.auditor, body: rule })).status).toBe(201);
  const options = {
    store: it.store.quality,
    journal: it.store.journal,
    cursors: it.store.cursors,
    calls: it.store.calls,
    timeZone: () => 'UTC',
    log: keepingLog(),
  };
  const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
  await it.store.journal.append(ids.flatMap((id, index) => recorded(id, noon + index * 100_000)));
  // The process ends before anything of it is saved; the next one begins where the journal was left.
  const cut = { ...options.store, giveOut: () => Promise.reject(new Error('the process ends here')) };
  for (const store of [cut, options.store, options.store]) {
    const sampling = startSampling({ ...options, store });
    await sampling.idle();
    await sampling.close();
  }
  const open = () => get<readonly QualityAssignment[]>(it, it.supervisor, '/api/quality/assignments');
  const given = await open();
  expect(given).toHaveLength(5);
  expect(given[0]).toMatchObject({ templateName: 'Atención', evaluatorId: 'supervisor', agentId: 'agent' });
  expect(await get(it, it.auditor, '/api/quality/assignments')).toEqual([]);

  const [first] = given;
  if (first === undefined) throw new Error('something was given out');
  const done = { recordingId: first.recordingId, assignmentId: first.id, answers: answers(1, 4) };
  expect(await codeOf(await it.submit(it.auditor, done))).toBe('assignment-of-another');
  expect((await it.submit(it.supervisor, done)).status).toBe(201);
  expect(await codeOf(await it.submit(it.supervisor, done))).toBe('assignment-closed');
  expect((await open()).map((one) => one.id)).not.toContain(first.id);
});

test('evaluators of a calibration see each other’s scores when they have given their own', async () => {
  const it = await scene();
  const body = {
    name: 'Marzo',
    recordingId: 'rec-c1',
    templateId: it.template.id,
    evaluators: ['supervisor', 'auditor'],
  };
  const made = await it.ask('POST', '/api/quality/calibrations', { cookie: it.auditor, body });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as CalibrationRow;
  const score = async (cookie: string, given: ReturnType<typeof answers>) => {
    const [open] = await get<readonly QualityAssignment[]>(it, cookie, '/api/quality/assignments');
    const response = await it.submit(cookie, { assignmentId: open?.id, answers: given });
    expect(response.status).toBe(201);
    return (await response.json()) as EvaluationDetail;
  };
  const resultFor = async (cookie: string) =>
    (await get<readonly CalibrationRow[]>(it, cookie, '/api/quality/calibrations')).find((one) => one.id === id)
      ?.result;
  const first = await score(it.supervisor, answers(1, 4));
  expect(await resultFor(it.auditor)).toBeNull();
  const seen = () => it.ask('GET', `/api/quality/evaluations/${first.id}`, { cookie: it.auditor });
  expect((await seen()).status).toBe(404);
  await score(it.auditor, answers(1, 2));
  expect((await seen()).status).toBe(200);
  expect(await resultFor(it.auditor)).toMatchObject({
    total: { count: 2, mean: 81.25, min: 62.5, max: 100, deviation: 18.75 },
    criteria: [
      { id: 'nombre', spread: { deviation: 0 } },
      { id: 'resuelve', spread: { mean: 75, deviation: 25 } },
    ],
  });
  // It judges evaluators, not the agent.
  expect((await get<Page<EvaluationRow>>(it, it.agent, '/api/quality/evaluations')).rows).toEqual([]);
  expect((await it.ask('GET', `/api/quality/evaluations/${first.id}`, { cookie: it.agent })).status).toBe(404);
});

test('trends are means by period of what stands, by agent, criterion and service', async () => {
  const it = await scene(['c1', 'c2']);
  const first = await it.submit(it.supervisor, { answers: answers(1, 0) });
  const { id } = (await first.json()) as EvaluationDetail;
  await it.submit(it.supervisor, { answers: answers(1, 4), supersedes: id });
  it.wait(8 * 86_400_000);
  const later = await it.submit(await it.signIn('supervisor'), { recordingId: 'rec-c2', answers: answers(0, 4) });
  expect(later.status).toBe(201);
  const auditor = await it.signIn('auditor');
  const span = `period=week&from=${noon - 86_400_000}&to=${noon + 10 * 86_400_000}`;
  const by = async (what: string) => get<QualityTrends>(it, auditor, `/api/quality/trends?by=${what}&${span}`);
  expect(await by('agent')).toEqual({
    periods: ['2026-03-09', '2026-03-16'],
    lines: [{ id: 'agent', name: 'agent', count: 2, mean: 87.5, scores: [100, 75] }],
  });
  expect((await by('criterion')).lines).toContainEqual({
    id: 'nombre',
    name: 'Dice su nombre',
    count: 2,
    mean: 50,
    scores: [100, 0],
  });
  expect((await by('service')).lines.map((line) => [line.name, line.mean])).toEqual([['Mesa de ayuda', 87.5]]);
});

test('evaluations come back from the journal as they were', async () => {
  const it = await scene();
  const { id } = (await (await it.submit(it.supervisor, { answers: answers(1, 2) })).json()) as EvaluationDetail;
  const before = await it.store.quality.evaluation(id);
  await it.store.rebuildAll();
  expect(await it.store.quality.evaluation(id)).toEqual(before);
});

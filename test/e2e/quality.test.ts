import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type {
  CalibrationRow,
  EvaluationDetail,
  EvaluationInput,
  EvaluationRow,
  Page,
  QualityAssignment,
} from '../../services/http/protocol.ts';
import { deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { callPageOf, openAs } from '../support/pages.ts';
import { type RecordedCall, recordedCall } from '../support/recorded-call.ts';
import { until } from '../support/story.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 200_000 });

let house: Installation;
let browser: TestBrowser;
let alba: Person;
let sonia: Person;
let evaluator: BrowserPage;
let agent: BrowserPage;
let call: RecordedCall;
let firstId: string;

const evaluations = (who: Person) => who.get<Page<EvaluationRow>>('/api/quality/evaluations');
const evaluation = (id: string) => alba.get<EvaluationDetail>(`/api/quality/evaluations/${id}`);
/** What the agent may add to: everything else of an evaluation stays as it was submitted. */
const judged = ({
  readAt: _,
  answeredAt: __,
  acknowledgedAt: ___,
  answer: ____,
  supersededBy: _____,
  ...rest
}: EvaluationDetail) => rest;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
  });
  [browser, alba, sonia] = await Promise.all([TestBrowser.start(), house.signIn('alba'), house.signIn('sonia')]);
  [evaluator, agent] = await Promise.all([browser.page(), browser.page()]);
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
});

test('a template and a rule are made on the page; what is sealed from then on is given out by them', async () => {
  await openAs(house, evaluator, 'alba', '/quality/templates');
  await evaluator.getByTestId('new-template').click();
  await evaluator.getByTestId('template-name').fill('Atención telefónica');
  await evaluator.getByTestId('section-0').fill('Trato');
  await evaluator.getByTestId('criterion-0-0').fill('Escucha');
  await evaluator.getByTestId('add-criterion-0').click();
  await evaluator.getByTestId('criterion-0-1').fill('Se presenta');
  await evaluator.getByTestId('criterion-kind-0-1').selectOption('yes-no');
  await evaluator.getByTestId('save-template').click();
  await evaluator.getByTestId('templates').getByText('Atención telefónica').waitFor();
  await evaluator.getByTestId('tab-rules').click();
  await evaluator.getByTestId('new-rule').click();
  await evaluator.getByTestId('rule-name').fill('Todas');
  await evaluator.getByTestId('rule-percent').fill('100');
  await evaluator.getByTestId('rule-min-talk').fill('0');
  await evaluator.getByTestId('save-rule').click();
  await evaluator.getByTestId('rules').getByText('Todas').waitFor();

  const admin = await house.signIn('admin');
  const dario = await deskAgent(house, 'dario', { hertz: 880 });
  call = await recordedCall(house, admin, dario, { number: '600000401', talkMs: 4_000 });
  const given = await until('what the rule gave out', async () => {
    const rows = await alba.get<QualityAssignment[]>('/api/quality/assignments');
    return rows.length > 0 && rows;
  });
  expect(given).toMatchObject([{ recordingId: call.recording.id, agentId: 'dario' }]);
});

test('the evaluator scores beside the player, with marks in time', async () => {
  await evaluator.getByTestId('tab-assignments').click();
  await evaluator.getByTestId('assignments').getByRole('link').first().click();
  await evaluator.getByTestId('evaluation-form').waitFor();
  const view = callPageOf(evaluator);
  await view.ready();
  expect(await evaluator.getByTestId('submit-evaluation').isDisabled()).toBe(true);
  await view.play();
  await until('two seconds heard', async () => (await view.seconds()) >= 2);
  await evaluator.getByTestId('mark-c1').click();
  await view.play();
  await evaluator.getByTestId('mark-text-0').fill('Aquí interrumpe');
  await evaluator.getByTestId('score-c1').getByText('2', { exact: true }).click();
  await evaluator.getByTestId('score-c3').getByText('Sí', { exact: true }).click();
  await evaluator.getByTestId('evaluation-comment').fill('Correcto en general');
  await evaluator.getByTestId('submit-evaluation').click();
  await evaluator.getByTestId('evaluations-of').waitFor();
  const { rows } = await evaluations(alba);
  // (2/5 + 1/1) / 2
  expect(rows).toMatchObject([{ score: 70, passed: false, agentId: 'dario', evaluatorId: 'alba' }]);
  firstId = rows[0]?.id ?? '';
  const { marks } = await evaluation(firstId);
  expect(marks).toMatchObject([{ criterion: 'c1', text: 'Aquí interrumpe' }]);
  expect(marks[0]?.at).toBeGreaterThanOrEqual(2_000);
  // A press on the mark goes there.
  await evaluator.getByTestId('go-to-mark').click();
  await until(
    'the player at the mark',
    async () => Math.abs((await view.seconds()) * 1_000 - (marks[0]?.at ?? 0)) < 100,
  );
  expect(await alba.get('/api/quality/assignments')).toEqual([]);
});

test('the agent reads it, answers once and takes note; nobody else’s is shown', async () => {
  await openAs(house, agent, 'dario', '/quality/evaluations');
  await agent.getByTestId(`evaluation-${firstId}`).getByRole('link').click();
  await agent.getByTestId('evaluation').getByTestId('score').filter({ hasText: '70' }).waitFor();
  expect(await agent.getByTestId('evaluation-marks').textContent()).toContain('Aquí interrumpe');
  await until('it counts as read', async () => (await evaluation(firstId)).readAt !== null);
  await agent.getByTestId('answer-text').fill('Quien llamaba no me oía');
  await agent.getByTestId('answer').click();
  await agent.getByTestId('agent-answer').filter({ hasText: 'Quien llamaba no me oía' }).waitFor();
  await agent.getByTestId('acknowledge').click();
  await agent.getByTestId('respond').waitFor({ state: 'detached' });
  await evaluator.goto(`${house.url}/quality/evaluations/${firstId}`);
  await evaluator.getByTestId('agent-answer').filter({ hasText: 'Quien llamaba no me oía' }).waitFor();
  const eva = await house.signIn('eva');
  expect((await evaluations(eva)).rows).toEqual([]);
  expect(await codeOf(eva.get(`/api/quality/evaluations/${firstId}`))).toBe('not-found');
});

test('a correction stands in the place of the first, which stays as it was submitted', async () => {
  const before = await evaluation(firstId);
  const view = callPageOf(evaluator);
  await view.open(house, call.detail);
  await evaluator.getByTestId('correct-evaluation').click();
  await evaluator.getByTestId('evaluation-form').waitFor();
  await evaluator.getByTestId('score-c1').getByText('4', { exact: true }).click();
  await evaluator.getByTestId('submit-evaluation').click();
  await evaluator.getByTestId('evaluations-of').getByTestId('score').filter({ hasText: '90' }).waitFor();
  const { rows } = await evaluations(alba);
  expect(rows).toMatchObject([{ score: 90, passed: true }]);
  const after = await evaluation(firstId);
  expect(after.supersededBy).toBe(rows[0]?.id);
  expect(judged(after)).toEqual(judged(before));
  // In the journal both stand, each as it was submitted.
  const scored = journalOf(house).filter(({ type }) => type === 'recording-scored');
  expect(scored.map(({ data }) => [data.evaluationId, data.score, data.supersedes])).toEqual([
    [firstId, 70, null],
    [rows[0]?.id, 90, firstId],
  ]);
  await agent.goto(`${house.url}/quality/evaluations/${firstId}`);
  await agent.getByTestId('superseded').getByRole('link').click();
  await agent.getByTestId('evaluation').getByTestId('score').filter({ hasText: '90' }).waitFor();
  // Nothing changes one that was submitted, and the first is corrected once.
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const)
    expect(await codeOf(alba.send(method, `/api/quality/evaluations/${firstId}`, {}))).toBe('not-found');
  const again = { ...inputOf(before), supersedes: firstId };
  expect(await codeOf(alba.post('/api/quality/evaluations', again))).toBe('evaluation-superseded');
  const booked = await alba.get<{ action: string }[]>(`/api/recordings/${call.recording.id}/ledger`);
  expect(booked.filter(({ action }) => action === 'scored')).toHaveLength(2);
});

test('a calibration compares evaluators, and shows none what the others think before the own score', async () => {
  const view = callPageOf(evaluator);
  await view.open(house, call.detail);
  await evaluator.getByTestId('calibrate').click();
  await evaluator.getByTestId('calibration-name').fill('Noviembre');
  await evaluator.getByTestId('calibration-evaluators').click({ force: true });
  for (const name of ['Alba Mora', 'Sonia Vega']) await evaluator.getByRole('option', { name }).click();
  await evaluator.getByTestId('calibration-name').click();
  await evaluator.getByTestId('calibration-start').click();
  await evaluator.getByTestId('calibrate-dialog').waitFor({ state: 'detached' });
  const first = await evaluation(firstId);
  const scoreAs = async (who: Person, points: number) => {
    const rows = await who.get<QualityAssignment[]>('/api/quality/assignments');
    const own = rows.find(({ calibrationId }) => calibrationId !== null);
    const answers = first.answers.map((one) => (one.criterion === 'c1' ? { ...one, points } : one));
    const input = { ...inputOf(first), answers, assignmentId: own?.id ?? null, supersedes: null };
    return who.post<EvaluationDetail>('/api/quality/evaluations', input);
  };
  const albas = await scoreAs(alba, 5);
  const [hidden] = await sonia.get<CalibrationRow[]>('/api/quality/calibrations');
  expect(hidden?.result).toBeNull();
  expect(await codeOf(sonia.get(`/api/quality/evaluations/${albas.id}`))).toBe('not-found');
  await scoreAs(sonia, 1);
  const [shown] = await sonia.get<CalibrationRow[]>('/api/quality/calibrations');
  // 100 and 60: their mean, and how far from it.
  expect(shown?.result?.total).toMatchObject({ mean: 80 });
  await evaluator.goto(`${house.url}/quality/calibrations`);
  const table = evaluator.getByTestId('calibration-result');
  await table.waitFor();
  const [, line = ''] = await table.getByRole('row').allTextContents();
  for (const figure of ['100', '60', '80']) expect(line).toContain(figure);
  // A comparison of evaluators is no judgement of the agent.
  expect((await evaluations(await house.signIn('dario'))).rows).toMatchObject([{ score: 90 }]);
  expect(browser.complaints.filter((one) => !/40[14] \(/.test(one))).toEqual([]);
});

function inputOf({ recordingId, templateId, agentId, answers, marks, comment }: EvaluationDetail): EvaluationInput {
  return { recordingId, templateId, agentId, answers, marks, comment, assignmentId: null, supersedes: null };
}

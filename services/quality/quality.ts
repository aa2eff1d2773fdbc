import { randomUUID } from 'node:crypto';
import { CentralitaError } from '../core/errors.ts';
import { problemsOf, scoreOf } from '../core/quality/score.ts';
import { spreadOf } from '../core/quality/spread.ts';
import { criteriaOf, type QualityTemplate } from '../core/quality-template.ts';
import type { User } from '../core/site.ts';
import type { CalibrationRow, CallDetail, EvaluationDetail, EvaluationInput } from '../http/protocol.ts';
import type { Calibration, CallsRead, Quality, QualityStore, Tell } from '../ports.ts';
import { seesCalibration, seesEvaluation } from './rights.ts';
import { wrongWithTemplate } from './template-check.ts';

export type QualityOptions = {
  readonly store: QualityStore;
  readonly calls: Pick<CallsRead, 'detail' | 'recording'>;
  readonly tell: Tell;
  readonly nameOf: (userId: string) => Promise<User | null>;
  readonly now?: () => number;
};

/** Evaluations of conversations: what is submitted is checked, scored, and a fact in the journal from then on. */
export function qualityOver({ store, calls, tell, nameOf, now = Date.now }: QualityOptions): Quality {
  // One at a time: two that stand in the place of the same one, or close the same assignment, cannot both find it open.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const callOf = async (recordingId: string): Promise<CallDetail> => {
    const recording = await calls.recording(recordingId);
    const call = recording === null ? null : await calls.detail(recording.callId);
    if (call === null)
      throw new CentralitaError('recording-not-found', 'There is no such recording; search for its call again.');
    return call;
  };
  const templateOf = async (id: string, version: number | null): Promise<QualityTemplate> => {
    const template = await store.template(id, version);
    if (template === null)
      throw new CentralitaError('template-not-found', 'There is no such template; choose another one.');
    return template;
  };
  const detailOf = async (id: string): Promise<EvaluationDetail> => {
    const found = await store.evaluation(id);
    if (found === null)
      throw new CentralitaError('not-found', 'There is no such evaluation; look into the list of evaluations.');
    return found;
  };
  const calibrationWith = async (id: string): Promise<Calibration | null> =>
    (await store.calibrations()).find((one) => one.id === id) ?? null;

  const checkSuperseded = async (input: EvaluationInput): Promise<EvaluationDetail | null> => {
    if (input.supersedes === null) return null;
    const before = await detailOf(input.supersedes);
    if (before.recordingId !== input.recordingId || before.supersededBy !== null)
      throw new CentralitaError(
        'evaluation-superseded',
        'Another evaluation stands in the place of that one already; open the newest and correct that.',
      );
    return before;
  };

  const submit = async (input: EvaluationInput, evaluator: User): Promise<EvaluationDetail> => {
    const detail = await callOf(input.recordingId);
    const superseded = await checkSuperseded(input);
    const assignment = input.assignmentId === null ? null : await store.assignment(input.assignmentId);
    if (input.assignmentId !== null && (assignment === null || !assignment.open))
      throw new CentralitaError('assignment-closed', 'This was evaluated or dismissed meanwhile; reload the list.');
    if (assignment !== null && (assignment.evaluatorId ?? evaluator.id) !== evaluator.id)
      throw new CentralitaError('assignment-of-another', 'This is given to another evaluator; choose one of yours.');
    if (assignment !== null && assignment.recordingId !== input.recordingId)
      throw new CentralitaError('assignment-closed', 'That assignment is of another recording; reload the list.');
    const calibration = assignment?.calibrationId ?? superseded?.calibrationId ?? null;
    if (superseded !== null && calibration !== null && superseded.evaluatorId !== evaluator.id)
      throw new CentralitaError(
        'forbidden',
        'A calibration compares evaluators: each corrects the own evaluation only.',
      );
    const round = calibration === null ? null : await calibrationWith(calibration);
    const template = await templateOf(
      round?.templateId ?? assignment?.templateId ?? input.templateId,
      round?.templateVersion ?? null,
    );
    const problems = problemsOf(template, input.answers);
    if (problems.length > 0) throw answersInvalid(template, problems);
    const { agentId } = input;
    if (agentId !== null && !detail.agents.some((one) => one.id === agentId))
      throw new CentralitaError('agent-not-in-call', 'That agent was not in this call; choose one who was.');
    if (agentId === evaluator.id)
      throw new CentralitaError('own-evaluation', 'Nobody evaluates the own conversation; leave it to somebody else.');
    const length = detail.recording?.durationMs ?? Number.POSITIVE_INFINITY;
    const criteria = new Set(criteriaOf(template).map((one) => one.id));
    if (input.marks.some((one) => one.at > length || (one.criterion !== null && !criteria.has(one.criterion))))
      throw new CentralitaError(
        'mark-invalid',
        'A mark is past the end of the recording, or on no criterion; remove it.',
      );
    const score = scoreOf(template, input.answers);
    const evaluationId = `evaluation-${randomUUID()}`;
    await tell({
      type: 'recording-scored',
      recordingId: input.recordingId,
      callId: detail.call.id,
      evaluationId,
      templateId: template.id,
      templateVersion: template.version,
      serviceId: detail.call.serviceId,
      queueId: detail.call.queueId,
      agentId,
      evaluatorId: evaluator.id,
      supersedes: input.supersedes,
      calibrationId: calibration,
      assignmentId: assignment?.id ?? null,
      answers: input.answers,
      marks: input.marks.toSorted((one, other) => one.at - other.at),
      comment: input.comment,
      score: score.total,
      passed: score.passed,
      criteria: score.criteria,
    });
    return detailOf(evaluationId);
  };

  const respond: Quality['respond'] = async (evaluationId, { how, text }, agent) => {
    const evaluation = await detailOf(evaluationId);
    if (evaluation.agentId !== agent.id || evaluation.calibrationId !== null)
      throw new CentralitaError('not-found', 'There is no such evaluation of yours.');
    if (how === 'read' && evaluation.readAt !== null) return evaluation;
    if (how === 'acknowledged' && evaluation.acknowledgedAt !== null) return evaluation;
    if (how === 'answered' && evaluation.acknowledgedAt !== null)
      throw new CentralitaError('evaluation-acknowledged', 'You took note of it already: nothing is added after that.');
    if (how === 'answered' && evaluation.answer !== null)
      throw new CentralitaError('evaluation-answered', 'You answered it already: an answer stays as it was given.');
    if (how === 'answered' && text.trim() === '')
      throw new CentralitaError('answer-empty', 'The answer is empty: write what you want to say to it.');
    const { recordingId, callId } = evaluation;
    await tell({ type: 'evaluation-responded', recordingId, callId, evaluationId, agentId: agent.id, how, text });
    return detailOf(evaluationId);
  };

  const rowOf = async (one: Calibration, viewer: User): Promise<CalibrationRow> => {
    const template = await store.template(one.templateId, one.templateVersion);
    const scores = await store.scoresOf(one.id);
    const done = scores.map(({ evaluatorId }) => evaluatorId);
    const { createdBy: _, ...rest } = one;
    const evaluators = await Promise.all(
      one.evaluators.map(async (id) => ({ id, name: (await nameOf(id))?.name ?? id, done: done.includes(id) })),
    );
    const shown = seesCalibration(one, viewer, done) && template !== null && scores.length > 0;
    const criteria = template === null ? [] : criteriaOf(template).filter(({ kind }) => kind !== 'text');
    const ofCriterion = (id: string) => scores.map((of) => of.criteria.find((each) => each.id === id)?.score ?? null);
    return {
      ...rest,
      templateName: template?.name ?? one.templateId,
      evaluators,
      result: shown
        ? {
            total: spreadOf(scores.map(({ score }) => score)),
            criteria: criteria.map(({ id, title }) => ({ id, title, spread: spreadOf(ofCriterion(id)) })),
            scores,
          }
        : null,
    };
  };

  return {
    ...store,
    saveTemplate: (written, id, by) =>
      alone(async () => {
        const wrong = wrongWithTemplate(written);
        if (wrong !== null) throw new CentralitaError('template-invalid', wrong);
        const before = id === null ? null : await templateOf(id, null);
        const template = {
          ...written,
          id: before?.id ?? `template-${randomUUID()}`,
          version: (before?.version ?? 0) + 1,
        };
        const at = now();
        await store.addTemplate(template, by, at);
        return { ...template, createdBy: by, createdAt: at, retired: false };
      }),
    submit: (input, evaluator) => alone(() => submit(input, evaluator)),
    respond: (evaluationId, response, agent) => alone(() => respond(evaluationId, response, agent)),
    calibrationRows: async (viewer) => Promise.all((await store.calibrations()).map((one) => rowOf(one, viewer))),
    calibrate: async ({ name, recordingId, templateId, evaluators }, by) => {
      const detail = await callOf(recordingId);
      const template = await templateOf(templateId, null);
      const people = await Promise.all(evaluators.map(nameOf));
      if (people.some((one) => one === null || one.roles.every((role) => role === 'agent')))
        throw new CentralitaError(
          'evaluators-unknown',
          'One of the evaluators is nobody who evaluates; choose others.',
        );
      const id = `calibration-${randomUUID()}`;
      await store.addCalibration(
        {
          id,
          name,
          recordingId,
          callId: detail.call.id,
          templateId: template.id,
          templateVersion: template.version,
          evaluators,
          createdBy: by.id,
          createdAt: now(),
          closedAt: null,
        },
        detail.call.agentId,
      );
      return id;
    },
    visible: async (evaluation, viewer) => {
      const of = evaluation.calibrationId === null ? null : await calibrationWith(evaluation.calibrationId);
      const done = of === null ? [] : (await store.scoresOf(of.id)).map(({ evaluatorId }) => evaluatorId);
      return seesEvaluation(evaluation, viewer, of === null ? null : { of, done });
    },
  };
}

function answersInvalid(template: QualityTemplate, problems: ReturnType<typeof problemsOf>): CentralitaError {
  const title = (id: string) => criteriaOf(template).find((one) => one.id === id)?.title ?? id;
  const list = problems.map(({ criterion, why }) => `${title(criterion)} (${why})`).join('; ');
  return new CentralitaError('answers-invalid', `Complete or correct these criteria: ${list}.`);
}

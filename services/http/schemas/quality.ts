import { z } from 'zod';
import type {
  CalibrationRow,
  EvaluationDetail,
  EvaluationInput,
  EvaluationRow,
  EvaluationSearch,
  Page,
  QualityAssignment,
  QualityRule,
  QualityTemplateRow,
  QualityTrends,
  TrendsSearch,
} from '../protocol.ts';
import { flag, id, instant, time } from './parts.ts';

const title = z.string().trim().min(1, 'write a title').max(200);
const text = z.string().max(4_000);
const weight = z.number().min(0).max(1_000);
const ownId = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, 'use letters, digits, - and _');

const criterion = z.strictObject({
  id: ownId,
  title,
  help: z.string().max(2_000).default(''),
  kind: z.enum(['points', 'yes-no', 'text']),
  max: z.number().min(1).max(1_000).default(1),
  weight: weight.default(1),
  critical: z.enum(['no', 'section', 'all']).default('no'),
  mayNotApply: z.boolean().default(false),
});

export const templateBody = z.strictObject({
  name: title,
  description: z.string().max(2_000).default(''),
  passMark: z.number().min(0).max(100).default(80),
  sections: z
    .array(z.strictObject({ id: ownId, title, weight: weight.default(1), criteria: z.array(criterion).max(100) }))
    .min(1, 'add a section')
    .max(50),
});

const template = z.object({ ...templateBody.shape, id, version: z.int() });

export const templateRow = template
  .extend({ createdBy: id, createdAt: time, retired: z.boolean() })
  .meta({ id: 'QualityTemplate' }) satisfies z.ZodType<QualityTemplateRow>;

export const templateVersion = template.meta({ id: 'QualityTemplateVersion' });

const period = z.enum(['day', 'week', 'month']);

export const ruleBody = z.strictObject({
  name: title,
  templateId: id,
  percent: z.number().gt(0, 'write a share above 0').max(100),
  period: period.default('week'),
  service: id.nullable().default(null),
  queue: id.nullable().default(null),
  agent: id.nullable().default(null),
  minTalk: z.number().min(0).max(86_400).default(0),
  evaluators: z.array(id).max(50).default([]),
  active: z.boolean().default(true),
});

export const rule = z.object({ ...ruleBody.shape, id }).meta({ id: 'QualityRule' }) satisfies z.ZodType<QualityRule>;

export const assignment = z
  .object({
    id,
    ruleId: id.nullable(),
    calibrationId: id.nullable(),
    recordingId: id,
    callId: id,
    rangAt: time.nullable(),
    agentId: id.nullable(),
    agentName: z.string().nullable(),
    templateId: id,
    templateName: z.string(),
    evaluatorId: id.nullable(),
    createdAt: time,
  })
  .meta({ id: 'QualityAssignment' }) satisfies z.ZodType<QualityAssignment>;

const answer = z.strictObject({
  criterion: ownId,
  points: z.number().min(0).max(1_000).nullable(),
  text: text.default(''),
});

const mark = z.strictObject({
  at: z.int().min(0).max(864e5).describe('ms from the beginning of the recording'),
  criterion: ownId.nullable().default(null),
  text: z.string().trim().min(1, 'write what there is to say').max(1_000),
});

/** An evaluation of a hundred criteria with long words is some hundred kilobytes: see the server's limits. */
export const evaluationInput = z.strictObject({
  recordingId: id,
  templateId: id,
  agentId: id.nullable().default(null),
  assignmentId: id.nullable().default(null),
  supersedes: id.nullable().default(null),
  answers: z.array(answer).max(1_000),
  marks: z.array(mark).max(500).default([]),
  comment: text.default(''),
}) satisfies z.ZodType<EvaluationInput>;

export const evaluationRow = z
  .object({
    id,
    recordingId: id,
    callId: id,
    serviceId: id,
    queueId: id.nullable(),
    agentId: id.nullable(),
    agentName: z.string().nullable(),
    templateId: id,
    templateVersion: z.int(),
    templateName: z.string(),
    evaluatorId: id,
    evaluatorName: z.string(),
    score: z.number().nullable(),
    passed: z.boolean().nullable(),
    submittedAt: time,
    supersedes: id.nullable(),
    supersededBy: id.nullable(),
    calibrationId: id.nullable(),
    readAt: time.nullable(),
    answeredAt: time.nullable(),
    acknowledgedAt: time.nullable(),
  })
  .meta({ id: 'Evaluation' }) satisfies z.ZodType<EvaluationRow>;

export const evaluationPage = z
  .object({ rows: z.array(evaluationRow), next: z.string().nullable() })
  .meta({ id: 'EvaluationPage' }) satisfies z.ZodType<Page<EvaluationRow>>;

export const evaluationDetail = evaluationRow
  .extend({
    template,
    answers: z.array(answer),
    marks: z.array(mark),
    comment: z.string(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'EvaluationDetail' }) satisfies z.ZodType<EvaluationDetail>;

export const evaluationSearch = z.strictObject({
  agent: id.exactOptional(),
  evaluator: id.exactOptional(),
  template: id.exactOptional(),
  service: id.exactOptional(),
  recording: id.exactOptional(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  superseded: flag.exactOptional(),
  cursor: z.string().max(300).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
}) satisfies z.ZodType<EvaluationSearch>;

export const responseBody = z.strictObject({
  how: z.enum(['read', 'answered', 'acknowledged']),
  text: text.default(''),
});

export const calibrationBody = z.strictObject({
  name: title,
  recordingId: id,
  templateId: id,
  evaluators: z
    .array(id)
    .min(2, 'name two evaluators at least')
    .max(50)
    .refine((all) => new Set(all).size === all.length, 'name each evaluator once'),
});

const spread = z.object({
  count: z.int(),
  mean: z.number(),
  min: z.number(),
  max: z.number(),
  deviation: z.number(),
});
const criterionScores = z.array(z.object({ id, score: z.number().nullable() }));

export const calibration = z
  .object({
    id,
    name: z.string(),
    recordingId: id,
    callId: id,
    templateId: id,
    templateVersion: z.int(),
    templateName: z.string(),
    evaluators: z.array(z.object({ id, name: z.string(), done: z.boolean() })),
    createdAt: time,
    closedAt: time.nullable(),
    result: z
      .object({
        total: spread.nullable(),
        criteria: z.array(z.object({ id, title: z.string(), spread: spread.nullable() })),
        scores: z.array(z.object({ evaluatorId: id, score: z.number().nullable(), criteria: criterionScores })),
      })
      .nullable(),
  })
  .meta({ id: 'Calibration' }) satisfies z.ZodType<CalibrationRow>;

/** Two years of days: more points are no chart. */
const LONGEST_MS = 732 * 86_400_000;

export const trendsSearch = z
  .strictObject({
    by: z.enum(['agent', 'criterion', 'service']),
    period: period.default('week'),
    from: instant,
    to: instant,
    template: id.exactOptional(),
    agent: id.exactOptional(),
    service: id.exactOptional(),
  })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_MS, {
    message: 'ask for a span of two years at most that ends after it begins',
    path: ['to'],
  }) satisfies z.ZodType<TrendsSearch>;

export const trends = z
  .object({
    periods: z.array(z.string()),
    lines: z.array(
      z.object({
        id,
        name: z.string(),
        count: z.int(),
        mean: z.number().nullable(),
        scores: z.array(z.number().nullable()),
      }),
    ),
  })
  .meta({ id: 'QualityTrends' }) satisfies z.ZodType<QualityTrends>;

import type { SamplePeriod } from '../../core/quality/sample.ts';
import type { Spread } from '../../core/quality/spread.ts';
import type { QualityAnswer, QualityMark, QualityTemplate } from '../../core/quality-template.ts';

/** A template as it stands: its newest version. */
export type QualityTemplateRow = QualityTemplate & {
  readonly createdBy: string;
  readonly createdAt: number;
  readonly retired: boolean;
};

/** Which recordings are given out to be evaluated: `percent` of each agent's within each period. */
export type QualityRule = {
  readonly id: string;
  readonly name: string;
  readonly templateId: string;
  readonly percent: number;
  readonly period: SamplePeriod;
  /** Null: any. */
  readonly service: string | null;
  readonly queue: string | null;
  readonly agent: string | null;
  /** Talks shorter than this are left out; seconds. */
  readonly minTalk: number;
  /** In turn; nobody named: whoever comes first. */
  readonly evaluators: readonly string[];
  readonly active: boolean;
};

export type QualityAssignment = {
  readonly id: string;
  readonly ruleId: string | null;
  readonly calibrationId: string | null;
  readonly recordingId: string;
  readonly callId: string;
  readonly rangAt: number | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly templateId: string;
  readonly templateName: string;
  readonly evaluatorId: string | null;
  readonly createdAt: number;
};

/** Times are ms since the epoch. */
export type EvaluationRow = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly serviceId: string;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly templateName: string;
  readonly evaluatorId: string;
  readonly evaluatorName: string;
  readonly score: number | null;
  readonly passed: boolean | null;
  readonly submittedAt: number;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly calibrationId: string | null;
  readonly readAt: number | null;
  readonly answeredAt: number | null;
  readonly acknowledgedAt: number | null;
};

export type EvaluationDetail = EvaluationRow & {
  readonly template: QualityTemplate;
  readonly answers: readonly QualityAnswer[];
  readonly marks: readonly QualityMark[];
  readonly comment: string;
  /** What the agent wrote. */
  readonly answer: string | null;
};

/** What an evaluator sends. */
export type EvaluationInput = {
  readonly recordingId: string;
  readonly templateId: string;
  readonly agentId: string | null;
  readonly assignmentId: string | null;
  readonly supersedes: string | null;
  readonly answers: readonly QualityAnswer[];
  readonly marks: readonly QualityMark[];
  readonly comment: string;
};

export type EvaluationSearch = {
  readonly agent?: string;
  readonly evaluator?: string;
  readonly template?: string;
  readonly service?: string;
  readonly recording?: string;
  /** `from` ≤ submitted < `to`. */
  readonly from?: number;
  readonly to?: number;
  /** Those that another stands in the place of, too. */
  readonly superseded?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

/** Several evaluators on one recording. Their scores are told once one's own is given, or the calibration is closed. */
export type CalibrationRow = {
  readonly id: string;
  readonly name: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly templateName: string;
  readonly evaluators: readonly { readonly id: string; readonly name: string; readonly done: boolean }[];
  readonly createdAt: number;
  readonly closedAt: number | null;
  readonly result: CalibrationResult | null;
};

export type CalibrationResult = {
  readonly total: Spread | null;
  readonly criteria: readonly { readonly id: string; readonly title: string; readonly spread: Spread | null }[];
  readonly scores: readonly {
    readonly evaluatorId: string;
    readonly score: number | null;
    readonly criteria: readonly { readonly id: string; readonly score: number | null }[];
  }[];
};

/** Mean scores of one agent, criterion or service, period by period; null where nothing was evaluated. */
export type QualityTrends = {
  /** First days of the periods, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly periods: readonly string[];
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly count: number;
    readonly mean: number | null;
    readonly scores: readonly (number | null)[];
  }[];
};

export type TrendsSearch = {
  readonly by: 'agent' | 'criterion' | 'service';
  readonly period: SamplePeriod;
  readonly from: number;
  readonly to: number;
  readonly template?: string;
  readonly agent?: string;
  readonly service?: string;
};

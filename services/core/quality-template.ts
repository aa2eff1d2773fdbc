import type { AgentId, UserId } from './ids.ts';

/**
 * *Plantilla de calidad*: what an evaluation of a conversation asks. A version never changes: a change is the next version,
 * and evaluations keep the one they were made with.
 */
export type QualityTemplate = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  /** From so many points of a hundred on, the conversation passes. */
  readonly passMark: number;
  readonly sections: readonly QualitySection[];
};

export type QualitySection = {
  readonly id: string;
  readonly title: string;
  /** Its part in the total, against the weights of the other sections. */
  readonly weight: number;
  readonly criteria: readonly QualityCriterion[];
};

export type QualityCriterion = {
  readonly id: string;
  readonly title: string;
  /** How to judge it. */
  readonly help: string;
  /** `points`: 0 to `max`; `yes-no`: 0 or 1; `text`: words that count for nothing. */
  readonly kind: 'points' | 'yes-no' | 'text';
  readonly max: number;
  /** Its part in the section, against the other criteria of it. */
  readonly weight: number;
  /** What no points at all do to: nothing else, the section, or everything. */
  readonly critical: 'no' | 'section' | 'all';
  /** It may be said not to apply. */
  readonly mayNotApply: boolean;
};

/** What an evaluator says of one criterion. `points` null: it does not apply, or it is one of text. */
export type QualityAnswer = { readonly criterion: string; readonly points: number | null; readonly text: string };

/** A remark on a moment of the recording (ms from its beginning), on a criterion or on all of it (null). */
export type QualityMark = { readonly at: number; readonly criterion: string | null; readonly text: string };

/** All of an evaluation as it is submitted, once. */
export type Evaluation = {
  readonly evaluationId: string;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly serviceId: string;
  readonly queueId: string | null;
  /** Whose conversation it is. */
  readonly agentId: AgentId | null;
  readonly evaluatorId: UserId;
  /** The evaluation in whose place this one stands. */
  readonly supersedes: string | null;
  /** It is one of several of the same recording, to compare evaluators, and no judgement of the agent. */
  readonly calibrationId: string | null;
  readonly answers: readonly QualityAnswer[];
  readonly marks: readonly QualityMark[];
  readonly comment: string;
  /** Of a hundred; null where nothing applied. */
  readonly score: number | null;
  readonly passed: boolean | null;
  /** Each criterion's part of a hundred; null where it did not apply. */
  readonly criteria: readonly { readonly id: string; readonly score: number | null }[];
};

export const criteriaOf = (template: Pick<QualityTemplate, 'sections'>): readonly QualityCriterion[] =>
  template.sections.flatMap((section) => section.criteria);

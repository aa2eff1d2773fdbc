import type { UserId } from '../core/ids.ts';
import type { QualityTemplate } from '../core/quality-template.ts';
import type { User } from '../core/site.ts';
import type {
  CalibrationResult,
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
} from '../http/protocol.ts';

/** A calibration without what it came to. */
export type Calibration = Omit<CalibrationRow, 'result' | 'templateName' | 'evaluators'> & {
  readonly evaluators: readonly string[];
  readonly createdBy: string;
};

/** Templates, rules, what is given out, and evaluations as the journal has them. */
export type QualityStore = {
  readonly templates: () => Promise<readonly QualityTemplateRow[]>;
  /** A version of a template; null: the newest. */
  readonly template: (id: string, version: number | null) => Promise<QualityTemplate | null>;
  /** Adds a version. Rejects where that version is there. */
  readonly addTemplate: (template: QualityTemplate, by: UserId, at: number) => Promise<void>;
  readonly retireTemplate: (id: string) => Promise<void>;
  readonly rules: () => Promise<readonly QualityRule[]>;
  readonly putRule: (rule: QualityRule, by: UserId, at: number) => Promise<void>;
  readonly removeRule: (id: string) => Promise<void>;
  /** Those open: for an evaluator, what is theirs or nobody's; null: all. */
  readonly assignments: (evaluatorId: UserId | null) => Promise<readonly QualityAssignment[]>;
  readonly assignment: (id: string) => Promise<(QualityAssignment & { readonly open: boolean }) | null>;
  readonly dismissAssignment: (id: string, by: UserId) => Promise<void>;
  /**
   * Gives out what rules chose, and saves the cursor, in one transaction: a crash repeats nothing. Rows that are there
   * stay as they are.
   */
  readonly giveOut: (chosen: {
    readonly assignments: readonly NewAssignment[];
    readonly seen: readonly { readonly ruleId: string; readonly group: string; readonly seen: number }[];
    readonly cursor: { readonly name: string; readonly seq: number };
  }) => Promise<void>;
  /** How many of a group a rule has seen. */
  readonly seen: (ruleId: string, group: string) => Promise<number>;
  readonly evaluations: (search: EvaluationSearch & { readonly calibrations?: true }) => Promise<Page<EvaluationRow>>;
  readonly evaluation: (id: string) => Promise<EvaluationDetail | null>;
  readonly calibrations: () => Promise<readonly Calibration[]>;
  readonly addCalibration: (calibration: Calibration, agentId: string | null) => Promise<void>;
  readonly closeCalibration: (id: string, at: number) => Promise<void>;
  readonly scoresOf: (calibrationId: string) => Promise<CalibrationResult['scores']>;
  readonly trends: (search: TrendsSearch, timeZone: string) => Promise<QualityTrends>;
};

export type NewAssignment = {
  readonly id: string;
  readonly ruleId: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly agentId: string | null;
  readonly templateId: string;
  readonly evaluatorId: string | null;
  readonly createdAt: number;
};

/** What the HTTP layer asks of quality. */
export type Quality = QualityStore & {
  /** @throws CentralitaError `template-invalid`, `template-not-found`. */
  readonly saveTemplate: (
    template: Omit<QualityTemplate, 'version' | 'id'>,
    id: string | null,
    by: UserId,
  ) => Promise<QualityTemplateRow>;
  /**
   * Takes an evaluation; it is in the journal when this resolves.
   * @throws CentralitaError `recording-not-found`, `template-not-found`, `answers-invalid`, `agent-not-in-call`,
   * `evaluation-superseded`, `assignment-closed`, `own-evaluation`.
   */
  readonly submit: (input: EvaluationInput, evaluator: User) => Promise<EvaluationDetail>;
  /** @throws CentralitaError `not-found`, `evaluation-acknowledged`, `answer-empty`. */
  readonly respond: (
    evaluationId: string,
    response: { readonly how: 'read' | 'answered' | 'acknowledged'; readonly text: string },
    agent: User,
  ) => Promise<EvaluationDetail>;
  readonly calibrationRows: (viewer: User) => Promise<readonly CalibrationRow[]>;
  /** @throws CentralitaError `recording-not-found`, `template-not-found`, `evaluators-unknown`. */
  readonly calibrate: (
    asked: {
      readonly name: string;
      readonly recordingId: string;
      readonly templateId: string;
      readonly evaluators: readonly string[];
    },
    by: User,
  ) => Promise<string>;
  /** Whether somebody may see an evaluation: see services/quality/rights.ts. */
  readonly visible: (evaluation: EvaluationDetail, viewer: User) => Promise<boolean>;
};

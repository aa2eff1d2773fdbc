import type { User } from '../core/site.ts';
import type { EvaluationDetail } from '../http/protocol.ts';
import type { Calibration } from '../ports.ts';

/** Who evaluates, and sees what others evaluated. */
export const isEvaluator = ({ roles }: Pick<User, 'roles'>): boolean => roles.some((role) => role !== 'agent');

/**
 * Whether what others scored in a calibration may be seen: never before one's own score is given, while it is open.
 * `done`: whose scores are there.
 */
export function seesCalibration(calibration: Calibration, viewer: Pick<User, 'id'>, done: readonly string[]): boolean {
  if (calibration.closedAt !== null) return true;
  return !calibration.evaluators.includes(viewer.id) || done.includes(viewer.id);
}

/** An agent sees the own evaluations, and none of a calibration; an evaluator one's own and all that is not hidden. */
export function seesEvaluation(
  evaluation: EvaluationDetail,
  viewer: User,
  calibration: { readonly of: Calibration; readonly done: readonly string[] } | null,
): boolean {
  if (evaluation.evaluatorId === viewer.id) return true;
  if (!isEvaluator(viewer)) return evaluation.agentId === viewer.id && evaluation.calibrationId === null;
  return calibration === null || seesCalibration(calibration.of, viewer, calibration.done);
}

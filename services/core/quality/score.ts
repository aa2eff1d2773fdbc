import { criteriaOf, type QualityAnswer, type QualityCriterion, type QualityTemplate } from '../quality-template.ts';

/** All scores are of a hundred, rounded to hundredths. Null: nothing applied. */
export type QualityScore = {
  readonly total: number | null;
  readonly passed: boolean | null;
  readonly sections: readonly { readonly id: string; readonly score: number | null }[];
  readonly criteria: readonly { readonly id: string; readonly score: number | null }[];
  /** Critical criteria without a point, in order. */
  readonly failed: readonly string[];
};

type Weighed = { readonly weight: number; readonly score: number | null };

/**
 * What answers come to. A section is the weighted mean of its criteria that apply, the total that of its sections in which
 * anything applies; a criterion that does not apply gives its weight to the others. A critical criterion without a point
 * makes its section, or everything, 0, whatever else there is.
 */
export function scoreOf(
  template: Pick<QualityTemplate, 'sections' | 'passMark'>,
  answers: readonly QualityAnswer[],
): QualityScore {
  const given = new Map(answers.map((one) => [one.criterion, one.points]));
  const shareOf = (one: QualityCriterion) => share(one, given.get(one.id) ?? null);
  const failed = criteriaOf(template).filter((one) => one.critical !== 'no' && shareOf(one) === 0);
  const sections = template.sections.map((section) => {
    const score = mean(section.criteria.map((one) => ({ weight: one.weight, score: shareOf(one) })));
    const critical = section.criteria.some((one) => one.critical === 'section' && failed.includes(one));
    return { id: section.id, weight: section.weight, score: critical ? 0 : score };
  });
  const all = failed.some((one) => one.critical === 'all') ? 0 : mean(sections);
  const total = rounded(all);
  return {
    total,
    passed: total === null ? null : total >= template.passMark,
    sections: sections.map(({ id, score }) => ({ id, score: rounded(score) })),
    criteria: criteriaOf(template)
      .filter((one) => one.kind !== 'text')
      .map((one) => ({ id: one.id, score: rounded(shareOf(one)) })),
    failed: failed.map((one) => one.id),
  };
}

function share({ kind, max }: QualityCriterion, points: number | null): number | null {
  if (kind === 'text' || points === null) return null;
  return points / (kind === 'yes-no' ? 1 : max);
}

function mean(parts: readonly Weighed[]): number | null {
  let weights = 0;
  let sum = 0;
  for (const { weight, score } of parts) {
    if (score === null) continue;
    weights += weight;
    sum += weight * score;
  }
  return weights === 0 ? null : sum / weights;
}

const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 10_000) / 100);

/** Why answers cannot be taken. */
export type AnswerProblem = {
  readonly criterion: string;
  readonly why: 'unknown' | 'twice' | 'missing' | 'out-of-range' | 'must-apply';
};

/** What is wrong with answers; nothing where each criterion of points has one within its range. Texts may be empty. */
export function problemsOf(
  template: Pick<QualityTemplate, 'sections'>,
  answers: readonly QualityAnswer[],
): readonly AnswerProblem[] {
  const criteria = criteriaOf(template);
  const known = new Set(criteria.map((one) => one.id));
  const strange = answers.flatMap(({ criterion }, index): readonly AnswerProblem[] => {
    if (!known.has(criterion)) return [{ criterion, why: 'unknown' }];
    return answers.findIndex((one) => one.criterion === criterion) < index ? [{ criterion, why: 'twice' }] : [];
  });
  const given = new Map(answers.map((one) => [one.criterion, one]));
  const wrong = criteria.flatMap((one): readonly AnswerProblem[] => {
    const why = problemOf(one, given.get(one.id));
    return why === null ? [] : [{ criterion: one.id, why }];
  });
  return [...strange, ...wrong];
}

function problemOf(criterion: QualityCriterion, answer: QualityAnswer | undefined): AnswerProblem['why'] | null {
  const { kind, max, mayNotApply } = criterion;
  if (kind === 'text') return answer === undefined || answer.points === null ? null : 'out-of-range';
  if (answer === undefined) return 'missing';
  if (answer.points === null) return mayNotApply ? null : 'must-apply';
  const most = kind === 'yes-no' ? 1 : max;
  const whole = kind === 'points' || Number.isInteger(answer.points);
  return answer.points >= 0 && answer.points <= most && whole ? null : 'out-of-range';
}

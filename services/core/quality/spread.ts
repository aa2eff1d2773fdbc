/** How far evaluators are from one another, in points of a hundred. */
export type Spread = {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation of those there are (not of a sample of them). */
  readonly deviation: number;
};

const hundredths = (value: number) => Math.round(value * 100) / 100;

/** Null where nobody gave a score. */
export function spreadOf(scores: readonly (number | null)[]): Spread | null {
  const given = scores.filter((one) => one !== null);
  if (given.length === 0) return null;
  const mean = given.reduce((sum, one) => sum + one, 0) / given.length;
  const variance = given.reduce((sum, one) => sum + (one - mean) ** 2, 0) / given.length;
  return {
    count: given.length,
    mean: hundredths(mean),
    min: Math.min(...given),
    max: Math.max(...given),
    deviation: hundredths(Math.sqrt(variance)),
  };
}

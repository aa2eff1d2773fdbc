/** Two-sided 99 % of the normal distribution. */
const z99 = 2.5758;

/** A ratio's estimate with the half-width of its 99 % confidence interval; `plain` without controls. */
export type Estimate = {
  readonly value: number;
  readonly half: number;
  readonly plain: number;
  readonly plainHalf: number;
};

/**
 * The ratio of the sums of two figures over independent runs (delta method), by regression on controls whose true mean
 * is 0. Residuals are divided by the runs less the controls, and Student's t is approximated to the second order.
 */
export function ratioWithControls(
  runs: readonly { readonly over: number; readonly under: number; readonly controls: readonly number[] }[],
): Estimate {
  const count = runs.length;
  const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);
  const under = sum(runs.map((run) => run.under)) / count;
  const plain = sum(runs.map((run) => run.over)) / count / under;
  const errors = runs.map((run) => (run.over - plain * run.under) / under);
  const size = runs[0]?.controls.length ?? 0;
  const means = Array.from({ length: size }, (_, index) => sum(runs.map((run) => run.controls[index] ?? 0)) / count);
  const spreads = means.map((mean, index) =>
    Math.sqrt(sum(runs.map((run) => ((run.controls[index] ?? 0) - mean) ** 2)) / count),
  );
  // A control that hardly varied (nobody was ever so many) says nothing.
  const used = spreads.flatMap((spread, index) => (spread > 1e-12 ? [index] : []));
  const scaled = runs.map((run) =>
    used.map((index) => ((run.controls[index] ?? 0) - (means[index] ?? 0)) / (spreads[index] ?? 1)),
  );
  const normal = used.map((_, row) =>
    used.map(
      (__, column) =>
        sum(scaled.map((one) => (one[row] ?? 0) * (one[column] ?? 0))) + (row === column ? 1e-7 * count : 0),
    ),
  );
  const right = used.map((_, row) => sum(scaled.map((one, run) => (one[row] ?? 0) * (errors[run] ?? 0))));
  const slopes = solve(normal, right);
  const residuals = errors.map(
    (error, run) => error - sum(slopes.map((slope, index) => slope * (scaled[run]?.[index] ?? 0))),
  );
  const offset = sum(
    slopes.map((slope, index) => (slope * (means[used[index] ?? 0] ?? 0)) / (spreads[used[index] ?? 0] ?? 1)),
  );
  const freedom = count - used.length - 1;
  const t99 = z99 + (z99 ** 3 + z99) / (4 * freedom);
  // The mean of the controls is itself estimated: Hotelling's term widens the interval.
  const shift = means.map((mean, index) => mean / (spreads[index] || 1));
  const ofUsed = used.map((index) => shift[index] ?? 0);
  const leverage = 1 / count + sum(solve(normal, ofUsed).map((one, index) => one * (ofUsed[index] ?? 0)));
  const half = t99 * Math.sqrt((sum(residuals.map((one) => one * one)) / freedom) * leverage);
  const plainHalf = z99 * Math.sqrt(sum(errors.map((one) => one * one)) / (count - 1) / count);
  return { value: plain - offset, half, plain, plainHalf };
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    const head = top[column] ?? 0;
    if (head === 0) continue;
    for (let row = 0; row < size; row += 1) {
      const other = rows[row];
      if (row === column || !other) continue;
      const factor = (other[column] ?? 0) / head;
      if (factor !== 0)
        for (let index = column; index <= size; index += 1)
          other[index] = (other[index] ?? 0) - factor * (top[index] ?? 0);
    }
  }
  return rows.map((row, index) => (row[index] ? (row[size] ?? 0) / (row[index] ?? 1) : 0));
}

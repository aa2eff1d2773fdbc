/** What a benchmark measured: a table for people, and the same as one JSON line. */
export type Measured = {
  readonly table: readonly Readonly<Record<string, string | number>>[];
  readonly json: Readonly<Record<string, unknown>>;
};

/** One benchmark; it starts and stops all that it needs, and ends by itself. */
export type Benchmark = { readonly name: string; readonly what: string; readonly run: () => Promise<Measured> };

export type Spread = { readonly p50: number; readonly p99: number; readonly max: number };

/** Median, 99th percentile and maximum, by nearest rank, rounded to a tenth. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
    return Math.round(value * 10) / 10;
  };
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

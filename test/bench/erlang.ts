import type { Benchmark } from './benchmark.ts';
import { type Estimate, ratioWithControls } from './erlang/estimate.ts';
import { type RunPlan, type RunResult, targetSeconds } from './erlang/run.ts';
import { type Figures, type Offered, theory } from './erlang/theory.ts';
import { Workers } from './erlang/workers.ts';

const handleSeconds = 180;

/** `millions`: of calls measured in the first round. `patience`: mean, in handling times; null: nobody leaves. */
type Point = {
  readonly agents: number;
  readonly load: number;
  readonly patience: number | null;
  readonly millions: number;
};

const points: readonly Point[] = [
  { agents: 12, load: 0.7, patience: null, millions: 1.2 },
  // The vector of the CRAN package ErlangC: 10 erlang, 14 agents.
  { agents: 14, load: 10 / 14, patience: null, millions: 1.2 },
  { agents: 30, load: 0.8, patience: null, millions: 2.2 },
  { agents: 100, load: 0.9, patience: null, millions: 9 },
  { agents: 12, load: 0.95, patience: 1, millions: 0.8 },
  { agents: 50, load: 0.9, patience: 2, millions: 1.8 },
  { agents: 200, load: 0.95, patience: 2, millions: 3.5 },
  { agents: 500, load: 0.95, patience: 1, millions: 6 },
];

/** How far off theory an interval may reach. */
const bands = { wait: 0.01, within: 0.01, asa: 0.02 } as const;
type Figure = keyof typeof bands;
const figures: readonly Figure[] = ['wait', 'within', 'asa'];

/** Independent runs of a round, and rounds at most. A round is added while an interval reaches beyond its band. */
const runsPerRound = 192;
const roundsAtMost = 4;

type Outcome = {
  readonly point: Point;
  readonly runs: readonly RunResult[];
  readonly expected: Figures;
  readonly found: Readonly<Record<Figure, Estimate>>;
  readonly inside: boolean;
};

/** The production engine on a virtual clock against queueing theory. */
export const erlang: Benchmark = {
  name: 'erlang',
  what: `waits of ${points.length} centres against Erlang C and Erlang A, 99 % intervals: some 10 minutes; --quick: a minute, wider`,
  run: async () => {
    const quick = process.argv.includes('--quick');
    const workers = new Workers();
    const began = performance.now();
    try {
      const outcomes: Outcome[] = [];
      for (const point of points) {
        const outcome = await measure(workers, point, quick);
        outcomes.push(outcome);
        console.error(line(outcome, (performance.now() - began) / 1000));
      }
      return summary(outcomes, (performance.now() - began) / 1000);
    } finally {
      await workers.close();
    }
  },
};

function planOf({ agents, load, patience, millions }: Point, quick: boolean): RunPlan {
  const offered: Offered = {
    agents,
    arrivalsPerSecond: (agents * load) / handleSeconds,
    handleSeconds,
    patienceSeconds: patience === null ? null : patience * handleSeconds,
  };
  // How long a crowd takes to dissolve (Kleinrock 1975, 2.11), in handling times; who leaves makes it shorter.
  const crowd = 1 / (agents * (1 - Math.sqrt(load)) ** 2);
  const warmUp = 5 * Math.max(1, patience === null ? crowd : Math.min(crowd, 2 * patience));
  const length = (millions * 1e6 * (quick ? 0.1 : 1)) / runsPerRound / (agents * load);
  return { offered, warmUp, length: Math.max(length, 2 * warmUp) };
}

/** A quick look is content with bands so many times as wide. */
const quickBands = 6;

async function measure(workers: Workers, point: Point, quick: boolean): Promise<Outcome> {
  const plan = planOf(point, quick);
  const expected = theory(plan.offered, targetSeconds);
  let runs: readonly RunResult[] = [];
  for (let round = 1; ; round += 1) {
    const first = runs.length;
    // Each point and run has a seed of its own.
    const seeds = Array.from(
      { length: runsPerRound },
      (_, index) => 1 + points.indexOf(point) * 100_003 + (first + index) * 7919,
    );
    runs = [...runs, ...(await workers.run(plan, seeds))];
    const found = estimates(runs);
    const widen = quick ? quickBands : 1;
    const inside = figures.every((figure) => reach(found[figure], expected[figure]) <= widen * bands[figure]);
    if (inside || quick || round >= roundsAtMost) return { point, runs, expected, found, inside };
  }
}

function estimates(runs: readonly RunResult[]): Outcome['found'] {
  const of = (over: (run: RunResult) => number, under: (run: RunResult) => number) =>
    ratioWithControls(runs.map((run) => ({ over: over(run), under: under(run), controls: run.controls })));
  return {
    wait: of(
      (run) => run.waited,
      (run) => run.calls,
    ),
    within: of(
      (run) => run.within,
      (run) => run.calls,
    ),
    asa: of(
      (run) => run.waitSeconds,
      (run) => run.answered,
    ),
  };
}

/** How far from theory the far end of the interval is, as a share of it. */
const reach = ({ value, half }: Estimate, expected: number) => (Math.abs(value - expected) + half) / expected;

/** How far what callers were told on entering was from their wait, as shares of the mean wait. */
function told(runs: readonly RunResult[]): { readonly mean: number; readonly p90: number; readonly bias: number } {
  const all = runs.flatMap((run) => run.told);
  const actual = all.reduce((sum, one) => sum + one.actual, 0) / all.length;
  const errors = all.map((one) => Math.abs(one.expected - one.actual)).sort((a, b) => a - b);
  return {
    mean: errors.reduce((sum, one) => sum + one, 0) / errors.length / actual,
    p90: (errors[Math.floor(errors.length * 0.9)] ?? 0) / actual,
    bias: all.reduce((sum, one) => sum + one.expected - one.actual, 0) / all.length / actual,
  };
}

const name = ({ agents, load, patience }: Point) =>
  `${patience === null ? 'C' : 'A'} ${agents} agents at ${load.toFixed(2)}`;
const percent = (share: number, digits = 2) => `${(share * 100).toFixed(digits)} %`;

function line({ point, runs, expected, found, inside }: Outcome, seconds: number): string {
  const calls = runs.reduce((sum, run) => sum + run.calls, 0);
  const parts = figures.map((figure) => {
    const { value, half } = found[figure];
    return `${figure} ${percent(value / expected[figure] - 1)} ± ${percent(half / expected[figure])}`;
  });
  return `${seconds.toFixed(0).padStart(5)} s  ${name(point).padEnd(22)} ${(calls / 1e6).toFixed(1)} M calls  ${parts.join('  ')}  ${inside ? 'inside' : 'OUTSIDE'}`;
}

function summary(outcomes: readonly Outcome[], seconds: number) {
  const table = outcomes.map(({ point, runs, expected, found, inside }) => {
    const { mean, p90, bias } = told(runs);
    return {
      point: name(point),
      'calls (M)': Number((runs.reduce((sum, run) => sum + run.calls, 0) / 1e6).toFixed(1)),
      'P(wait)': `${expected.wait.toFixed(5)} ${percent(found.wait.value / expected.wait - 1)} ± ${percent(found.wait.half / expected.wait)}`,
      'in 20 s': `${expected.within.toFixed(5)} ${percent(found.within.value / expected.within - 1)} ± ${percent(found.within.half / expected.within)}`,
      'ASA (s)': `${expected.asa.toFixed(4)} ${percent(found.asa.value / expected.asa - 1)} ± ${percent(found.asa.half / expected.asa)}`,
      'plain ±': figures.map((figure) => percent(found[figure].plainHalf / expected[figure], 1)).join(' '),
      inside: String(inside),
      'told: mean, p90, bias': [mean, p90, bias].map((share) => percent(share, 0)).join(', '),
    };
  });
  const worst = (figure: Figure) =>
    Number(
      (100 * Math.max(...outcomes.map((one) => Math.abs(one.found[figure].value / one.expected[figure] - 1)))).toFixed(
        3,
      ),
    );
  const json = {
    points: outcomes.length,
    worst: { pwait_pct: worst('wait'), sl20_pct: worst('within'), asa_pct: worst('asa') },
    ci_inside: outcomes.every(({ inside }) => inside),
    seconds: Math.round(seconds),
  };
  return { table, json };
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Benchmark } from './benchmark.ts';
import { measureCommits } from './router/commits.ts';
import { measureDecisions } from './router/decisions.ts';
import { measureFlushes } from './router/flushes.ts';
import { townOf } from './router/town.ts';

const AGENTS = 20_000;
const QUEUES = 500;
const WAITING = 5_000;
const CALLS_PER_SECOND = 500;

/** By nearest rank, rounded to a thousandth. */
function percentiles(values: readonly number[]): { readonly p50: number; readonly p99: number; readonly max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 1000) / 1000;
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

/** Collects all garbage now. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

const microseconds = (ms: number) => Math.round(ms * 1000);

/** How long a decision takes in a very large centre, alone and until it is durable, and how that grows. */
export const router: Benchmark = {
  name: 'router',
  what: `decisions with ${AGENTS} agents, ${QUEUES} queues, ${WAITING} waiting, ${CALLS_PER_SECOND} calls/s; some 3 minutes; --quick: less`,
  run: async () => {
    const quick = process.argv.includes('--quick');
    const rounds = quick ? 5_000 : 30_000;
    const growth = [];
    for (const agents of [200, 2_000, AGENTS]) {
      // As many crowded as calm ones.
      const queues = 2 * Math.ceil((agents * QUEUES) / AGENTS / 2);
      const many = measureDecisions(townOf(agents, queues), agents / 4, rounds);
      const one = measureDecisions(townOf(agents, 1), agents / 2, rounds / 2);
      const row = { many: percentiles(many.times), one: percentiles(one.times) };
      growth.push({
        agents,
        p50_us: microseconds(row.many.p50),
        p99_us: microseconds(row.many.p99),
        one_queue_p50_us: microseconds(row.one.p50),
        one_queue_p99_us: microseconds(row.one.p99),
      });
      console.error(`${agents} agents: ${JSON.stringify(growth.at(-1))}`);
    }
    const town = townOf(AGENTS, QUEUES);
    const measured = measureDecisions(town, WAITING, rounds);
    const decision = percentiles(measured.times);
    console.error(`decision_ms ${JSON.stringify(decision)}, ${measured.waiting} wait`);
    // What the centres before this one left behind is not collected in the middle of commits.
    collect();
    const before = await measureFlushes();
    const commits = await measureCommits(town, measured, CALLS_PER_SECOND, quick ? 15 : 60);
    const commit = percentiles(commits.times);
    const flush = percentiles([...before, ...(await measureFlushes())]);
    return {
      table: [
        ...growth.map((row) => ({ what: `growth, ${row.agents} agents`, ...row })),
        { what: 'decision (ms)', ...decision },
        { what: 'durable (ms)', ...commit },
        { what: 'the disk alone (ms)', ...flush },
      ],
      json: {
        agents: AGENTS,
        queues: QUEUES,
        waiting: measured.waiting,
        calls_per_s: Math.round(commits.callsPerSecond),
        decision_ms: decision,
        commit_ms: commit,
        flush_ms: flush,
        events: commits.events,
        snapshots: commits.snapshots,
        start_ms: Math.round(commits.startMs),
        growth,
      },
    };
  },
};

import { endOnSignal } from '../support/ending.ts';
import type { Benchmark } from './benchmark.ts';
import { calls } from './calls.ts';
import { erlang } from './erlang.ts';
import { handoff } from './handoff.ts';
import { ledger } from './ledger.ts';
import { live } from './live.ts';
import { load } from './load.ts';
import { prompts } from './prompts.ts';
import { recorder } from './recorder.ts';
import { recordings } from './recordings.ts';
import { restart } from './restart.ts';
import { rewrap } from './rewrap.ts';
import { router } from './router.ts';
import { speech } from './speech.ts';

/** The registry: one line a benchmark. */
const benchmarks: readonly Benchmark[] = [
  live,
  restart,
  handoff,
  load,
  erlang,
  router,
  calls,
  prompts,
  ledger,
  rewrap,
  speech,
  recordings,
  recorder,
];

const [name] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const benchmark = benchmarks.find((one) => one.name === name);
if (benchmark) {
  endOnSignal();
  const { table, json } = await benchmark.run();
  console.table(table);
  if (process.argv.includes('--json')) console.log(JSON.stringify(json));
} else {
  console.error('npm run bench -- NAME [--json], where NAME is one of:');
  for (const one of benchmarks) console.error(`  ${one.name.padEnd(10)} ${one.what}`);
  process.exitCode = 1;
}

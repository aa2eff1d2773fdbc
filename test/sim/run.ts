import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { callsOfDay, type DayOutcome, runDay } from './day.ts';
import { anyOrder, counted } from './property.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    calls: { type: 'string' },
    minutes: { type: 'string' },
    until: { type: 'string' },
    property: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const number = (name: 'seed' | 'calls' | 'minutes' | 'until', otherwise: number): number => {
  const written = values[name];
  const value = written === undefined ? otherwise : Number(written);
  if (Number.isFinite(value)) return value;
  console.error(`--${name} wants a number, not "${written}".`);
  process.exit(1);
};

const seed = number('seed', Date.now() % 1_000_000_000);
if (values.property) {
  const from = performance.now();
  while (counted.steps < 1_000_000) fc.assert(anyOrder, { numRuns: 200 });
  console.log(`${counted.steps} concurrent operations in ${Math.round((performance.now() - from) / 1000)} s`);
} else if (values.until !== undefined) {
  const { trace, breaches } = runDay({ seed, until: number('until', 0) });
  console.log([...trace, ...breaches].join('\n'));
} else {
  // A refusal is no fault: its stack would be thrown away, and costs more than the step. `--until` keeps them.
  Error.stackTraceLimit = 0;
  days();
}

/** Days of seeds that follow each other, until there were enough calls or time is over. */
function days(): void {
  const from = performance.now();
  // A seed alone is one day; more is asked for by --calls or --minutes.
  const wanted = number('calls', values.minutes === undefined ? (values.seed === undefined ? 20_000 : 1) : 1e12);
  const limitMs = number('minutes', 1e6) * 60_000;
  let calls = 0;
  let steps = 0;
  let violations = 0;
  let shown = from;
  const seconds = () => Math.round((performance.now() - from) / 100) / 10;
  console.error(`Days of ${callsOfDay} calls from seed ${seed} on.`);
  for (let day = seed; calls < wanted && performance.now() - from < limitMs; day += 1) {
    const outcome = runDay({ seed: day });
    calls += outcome.calls;
    steps += outcome.steps;
    violations += outcome.breaches.length;
    if (outcome.breaches.length > 0) report(outcome);
    if (performance.now() - shown > 10_000) {
      shown = performance.now();
      console.error(`${calls} calls, ${steps} steps, ${violations} violations in ${seconds()} s`);
    }
  }
  console.log(`${calls} calls, ${steps} steps, ${violations} violations in ${seconds()} s, seed ${seed}`);
  if (values.json) console.log(JSON.stringify({ seed, calls, violations, seconds: seconds() }));
  if (violations > 0) process.exitCode = 1;
}

function report({ seed: failed, steps, breaches }: DayOutcome): void {
  console.log(`Seed ${failed} breaks at step ${steps}:`);
  for (const breach of breaches.slice(0, 5)) console.log(`  ${breach}`);
  console.log(`  again: npm run sim -- --seed ${failed} --until ${steps}`);
}

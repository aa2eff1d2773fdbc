import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { type Problem, sentence } from '../check/problem.ts';
import type { Flow } from '../flow.ts';
import { type Coverage, coverageOf, newTrail, totalOf } from '../lab/coverage.ts';
import { type FlowTest, type FlowTestFile, readFlowTests } from '../lab/flow-test.ts';
import type { Failure } from '../lab/judge.ts';
import { type Bench, runFlowTest } from '../lab/run-test.ts';
import { flowInvalid, problemLine } from '../loader.ts';
import { sentencesOf } from '../sentences.ts';
import type { Options } from './options.ts';
import { type Say, style } from './terminal.ts';
import { checkedFlows, openWorkshop, shown, type Workshop } from './workshop.ts';

export type Tried = { readonly file: string; readonly test: FlowTest; readonly failures: readonly Failure[] };

/** What flows are tried with: those of these files, or of the settings' folder. @throws CentralitaError `flow-invalid`. */
export function benchOf(workshop: Workshop, paths: readonly string[] = []): Bench {
  const files = checkedFlows(workshop, paths);
  const problems = files.flatMap((one) => one.problems);
  if (problems.some(({ severity }) => severity === 'error')) throw flowInvalid(problems);
  const { site, prompts: texts } = workshop;
  return { flows: files.flatMap(({ flow }) => flow ?? []), site, router, numbers, texts };
}

/** The test files beside flows. */
export function testFilesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.flow-test.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads test files. @throws CentralitaError `flow-test-invalid` with a line for each wrong place. */
export function readTests(paths: readonly string[]): readonly FlowTestFile[] {
  const read = paths.map((path) => readFlowTests(readFileSync(path, 'utf8'), shown(path)));
  const problems: readonly Problem[] = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length > 0)
    throw new CentralitaError('flow-test-invalid', problems.map((one) => problemLine(one)).join('\n'));
  return read.flatMap((one) => ('tests' in one ? [one.tests] : []));
}

/** Runs every test of the files in the lab. */
export function tryAll(
  bench: Bench,
  files: readonly FlowTestFile[],
): { readonly tried: readonly Tried[]; readonly coverage: readonly Coverage[] } {
  const trail = newTrail();
  const tried = files.flatMap(({ file, flow: name, tests }) => {
    const flow = flowNamed(bench, name, file);
    return tests.map((test): Tried => ({ file, test, failures: runFlowTest(bench, flow, test, trail) }));
  });
  return { tried, coverage: bench.flows.map((flow) => coverageOf(flow, trail)) };
}

export function flowNamed({ flows }: Bench, name: string, file: string): Flow {
  const flow = flows.find((one) => one.name === name);
  if (flow) return flow;
  throw new CentralitaError(
    'flow-not-found',
    `${file} tests the flow "${name}", which is not there; there are: ${flows.map((one) => one.name).join(', ')}.`,
  );
}

/** `test [FILES…]`: test files or folders; by default those of the flows' folder. @returns the exit code. */
export function runTests(options: Options, say: Say): number {
  const workshop = openWorkshop(options.site);
  const asked = options.words.map((word) => resolve(word));
  const tests = asked.filter((path) => path.endsWith('.flow-test.yaml'));
  const flows = asked.filter((path) => !path.endsWith('.flow-test.yaml'));
  const folders = [
    ...new Set([...flows, ...tests].map((path) => (statSync(path).isDirectory() ? path : dirname(path)))),
  ];
  const found =
    tests.length > 0 ? tests : (folders.length > 0 ? folders : [workshop.settings.flowsDir]).flatMap(testFilesIn);
  const bench = benchOf(
    workshop,
    flows.length > 0 ? flows : folders.filter((folder) => folder !== workshop.settings.flowsDir),
  );
  const { tried, coverage } = tryAll(bench, readTests(found));
  const shownTests = tried.filter(({ test }) => options.only === undefined || test.name.includes(options.only));
  const failed = shownTests.filter(({ failures }) => failures.length > 0);
  const { steps, exits } = totalOf(coverage);
  const totals = {
    tests: shownTests.length,
    failed: failed.length,
    steps_covered_pct: steps,
    exits_covered_pct: exits,
  };
  if (options.json) {
    for (const { file, test, failures } of failed)
      say(JSON.stringify({ file, line: test.line, name: test.name, failures }));
    for (const one of coverage) say(JSON.stringify(one));
    say(JSON.stringify(totals));
  } else {
    for (const one of shownTests) say(report(one));
    for (const one of coverage) say(coverageLine(one));
    say(sentence(sentencesOf(options.language), 'test.totals', totals));
  }
  return failed.length > 0 ? 1 : 0;
}

/** A test in a line; what failed below it, at its line, as a difference (`-` wanted, `+` got). */
export function report({ file, test, failures }: Tried): string {
  if (failures.length === 0) return `${style.green('✓')} ${test.name}`;
  const parts = failures.map(({ line, what, lines }) => {
    const marked = lines.map((one) =>
      one.startsWith('-')
        ? style.green(`      ${one}`)
        : one.startsWith('+')
          ? style.red(`      ${one}`)
          : `      ${one}`,
    );
    return [`    ${style.bold(`${file}:${line}`)}: ${what}`, ...marked].join('\n');
  });
  return [`${style.red('✗')} ${test.name}`, ...parts].join('\n');
}

function coverageLine({ flow, steps, stepsCovered, exits, exitsCovered, missed }: Coverage): string {
  const list =
    missed.length === 0 ? '' : style.dim(`; not: ${missed.slice(0, 12).join(', ')}${missed.length > 12 ? ', …' : ''}`);
  return `  ${flow}: ${stepsCovered}/${steps} steps, ${exitsCovered}/${exits} exits${list}`;
}

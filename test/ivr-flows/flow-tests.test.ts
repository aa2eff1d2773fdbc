import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { coverageOf, newTrail, totalOf } from '../../ivr-flows/lab/coverage.ts';
import { runFlowTest } from '../../ivr-flows/lab/run-test.ts';
import { benchOf, flowNamed, readTests, testFilesIn } from '../../ivr-flows/program/test.ts';
import { openWorkshop } from '../../ivr-flows/program/workshop.ts';

// Our own flows, with the demo's site, whatever lies in the data folder of this machine.
const workshop = openWorkshop(join(projectRoot(), 'config', 'demo-site', 'site.yaml'));
const bench = benchOf(workshop);
const trail = newTrail();

describe.each(readTests(testFilesIn(join(projectRoot(), 'ivr-flows', 'flows'))))('$file', ({ file, flow, tests }) => {
  it.each(tests)('$name', (test) => {
    expect(runFlowTest(bench, flowNamed(bench, flow, file), test, trail)).toEqual([]);
  });
});

it('all of it goes through every step and every way out of our flows', () => {
  const coverage = bench.flows.map((one) => coverageOf(one, trail));
  expect(coverage.flatMap(({ missed }) => missed)).toEqual([]);
  expect(totalOf(coverage)).toEqual({ steps: 100, exits: 100 });
});

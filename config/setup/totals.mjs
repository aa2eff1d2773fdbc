import { existsSync, readFileSync } from 'node:fs';

/**
 * Passed and failed of one vitest run, from its JSON report. A file that could not even be loaded, a run that left no
 * report, an error outside every test and a skipped test count as failures: nothing that did not pass is silent.
 */
export function totalsOfReport(path, exitCode) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.length - passed + unloaded.length;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** The line that ends a test run. */
export function totalsLine(totals) {
  const sum = (key) => totals.reduce((all, one) => all + one[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

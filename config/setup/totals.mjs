import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

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

/** What did not pass in a vitest run, a line each: found at the end of a long output, where one looks first. */
export function failuresOfReport(path, root) {
  if (!existsSync(path)) return [];
  return JSON.parse(readFileSync(path, 'utf8')).testResults.flatMap((file) => {
    const name = relative(root, file.name);
    const failed = file.assertionResults.filter((test) => test.status !== 'passed');
    const unloaded = file.status === 'failed' && file.assertionResults.length === 0;
    return unloaded ? [name] : failed.map((test) => `${name} > ${test.fullName}: ${firstLine(test.failureMessages)}`);
  });
}

const firstLine = (messages) => (messages?.[0] ?? 'skipped').split('\n', 1)[0];

/** The line that ends a test run. */
export function totalsLine(totals) {
  const sum = (key) => totals.reduce((all, one) => all + one[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

// What `npm test` runs: set-up with the tests' own servers and browser, checks, fast tests, tests with real programs, totals.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeComplaint } from './node-version.mjs';

const complaint = nodeComplaint(process.versions.node, '20.19');
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { setUp } = await import('./set-up.mjs');
const { runChecks, runShown } = await import('./checks.mjs');
const { failuresOfReport, totalsLine, totalsOfReport } = await import('./totals.mjs');

const reports = mkdtempSync(join(tmpdir(), 'centralita-test-'));
const totals = [];
const failures = [];
try {
  const servers = ['test-tools', 'ftp-server', 'cloud', 'postgres'];
  const groups = ['base', 'voices', 'speech', ...servers, 'age', 'unzip', 'browser'];
  let failedChecks = [];
  await setUp(root, groups, async () => {
    failedChecks = await runChecks(root);
  });
  failures.push(...failedChecks.map((name) => `the check "${name}"`));
  totals.push({ passed: 0, failed: failedChecks.length });
  const notFast = ['test/e2e/**', 'test/bench/**', 'test/**/real-*.test.ts'];
  // Vitest itself leaves a core idle.
  await runTests('fast', ['--maxWorkers=100%', ...notFast.flatMap((glob) => ['--exclude', glob])]);
  // What starts real programs mostly waits for calls to take their time: two files at once, whatever the machine.
  await runTests('real', ['test/e2e/', '/real-', '--maxWorkers=2']);
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
  totals.push({ passed: 0, failed: 1 });
} finally {
  rmSync(reports, { recursive: true, force: true });
}

for (const failure of failures) console.error(`Failed: ${failure}`);
const line = totalsLine(totals);
if (process.env.CENTRALITA_TEST_TOTALS) writeFileSync(process.env.CENTRALITA_TEST_TOTALS, `${line}\n`);
console.log(line);
process.exitCode = totals.some(({ failed }) => failed > 0) ? 1 : 0;

async function runTests(name, args) {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runShown(join(root, 'node_modules/.bin/vitest'), ['run', ...args, ...reporters], root);
  totals.push(totalsOfReport(report, code));
  failures.push(...failuresOfReport(report, root));
}

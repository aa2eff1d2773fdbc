// What `npm run chaos -- [--kills N] [--cuts N] [--json]` runs: set-up, then the trial by faults, compiled by itself.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { setUp } from './set-up.mjs';

const root = join(import.meta.dirname, '../..');
try {
  await setUp(root, ['base']);
  await runCommand(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.bench.json'], { cwd: root });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const program = join(root, 'dist/bench/test/chaos/run.js');
const { status } = spawnSync(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

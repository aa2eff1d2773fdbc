// What `npm run sim [-- OPTIONS]` runs: packages, then the simulation, compiled by itself. It needs no Asterisk.
// docs/testing.md has the options.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { runCommand } from './run-command.mjs';

const root = join(import.meta.dirname, '../..');
try {
  await ensurePackages(root);
  await runCommand(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.sim.json'], { cwd: root });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const program = join(root, 'dist/sim/test/sim/run.js');
const { status } = spawnSync(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

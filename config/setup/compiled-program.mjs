// Runs a program of the tests (a benchmark, the chaos, the simulation) compiled by itself, with this process's arguments.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const root = join(import.meta.dirname, '../..');

/** @param {{ prepare: (root: string) => Promise<unknown>, project: string, program: string }} what */
export async function runCompiled({ prepare, project, program }) {
  try {
    await prepare(root);
    await runCommand(join(root, 'node_modules/.bin/tsc'), ['-p', project], { cwd: root });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', join(root, program), ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
}

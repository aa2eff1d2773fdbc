import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The checks of `npm run lint`: rules and format, then the types of server and pages. */
export function checks(root) {
  const bin = (name) => join(root, 'node_modules/.bin', name);
  const pages = existsSync(join(root, 'dashboard/tsconfig.json'));
  return [
    { name: 'rules and format', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
    { name: 'types', command: bin('tsc'), args: ['--noEmit', '-p', '.'] },
    ...(pages ? [{ name: 'types of the pages', command: bin('tsc'), args: ['--noEmit', '-p', 'dashboard'] }] : []),
  ];
}

/** Runs every check, showing what it prints; returns the names of those that failed. */
export async function runChecks(root) {
  const failed = [];
  for (const { name, command, args } of checks(root)) {
    console.log(`- checking ${name}`);
    if ((await runShown(command, args, root)) !== 0) failed.push(name);
  }
  return failed;
}

/** Runs a program whose output the person sees; resolves with its exit code. */
export function runShown(command, args, cwd, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

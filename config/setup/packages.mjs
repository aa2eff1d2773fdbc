import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { startStep } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** Compiled at installation: an interrupted one leaves it out. */
const NATIVE_BUILD = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

/** Runs `npm ci` unless node_modules holds exactly what the lock file names. */
export async function ensurePackages(root, out = process.stdout) {
  if (arePackagesInstalled(root)) return;
  mkdirSync(join(root, '.runtime'), { recursive: true });
  await withLock(join(root, '.runtime/npm-ci.lock'), async () => {
    if (arePackagesInstalled(root)) return;
    const step = startStep('installing packages (npm ci; one of them is compiled, about a minute)', out);
    const started = Date.now();
    const ticking = setInterval(() => step.update(`${Math.round((Date.now() - started) / 1000)} s`), 1_000);
    const npm = process.env.npm_execpath;
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const options = { cwd: root, env: { ...headersOfNode(), ...process.env } };
    try {
      await (npm ? runCommand(process.execPath, [npm, ...args], options) : runCommand('npm', args, options));
    } finally {
      clearInterval(ticking);
    }
    step.done();
  });
}

/** Compares the lock file with the list that npm keeps of what it installed. */
export function arePackagesInstalled(root) {
  const installedList = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedList) || !existsSync(join(root, NATIVE_BUILD))) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    return found ? found.version === version : optional === true;
  });
}

/** Where this Node brought its own headers, nothing has to be fetched for the package that is compiled. */
function headersOfNode() {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}

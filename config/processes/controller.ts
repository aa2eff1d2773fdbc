import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { CentralitaError } from '../../services/core/errors.ts';
import { dataPaths, writePrivateFile } from '../data-folder.ts';
import { projectRoot } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { adoptProgram, startProgram } from './child-program.ts';
import { removePidFile, runningProgram, writePidFile } from './pid-file.ts';

/** The controller as a process of its own. */
export interface ControllerProcess {
  readonly pid: number;
  /** Resolves when it is gone, whoever ended it. */
  readonly exited: Promise<unknown>;
  readonly isRunning: () => boolean;
  /** SIGKILL, as a crash. */
  readonly kill: () => void;
  /** Ends it; calls go on. */
  readonly close: () => Promise<void>;
}

const READY_LIMIT_MS = 30_000;

/**
 * Starts the controller with these settings. One that an earlier launcher left running is ended first: two must not
 * write one database. It is ready when `waitUntilReady` resolves.
 * @throws CentralitaError `not-built`, `program-not-started`.
 */
export async function startController(settings: Settings): Promise<ControllerProcess> {
  const { dataDir } = settings;
  const main = join(projectRoot(), 'dist/server/bundle/main.js');
  if (!existsSync(main)) {
    throw new CentralitaError(
      'not-built',
      `The program ${main} is not built yet: "npm start" or "npm run build" does it.`,
    );
  }
  const paths = dataPaths(dataDir);
  const settingsFile = join(paths.run, 'settings.yaml');
  writePrivateFile(settingsFile, stringify(settings));
  const before = runningProgram(dataDir, 'controller');
  if (before !== undefined) await adoptProgram(before.pid).close();
  const mark = `--settings=${settingsFile}`;
  const child = await startProgram({
    command: process.execPath,
    args: ['--enable-source-maps', main, mark],
    env: { CENTRALITA_SETTINGS: settingsFile, NODE_ENV: 'production' },
    outputFile: controllerLog(settings),
  });
  writePidFile(dataDir, 'controller', { pid: child.pid, mark, fingerprint: '' });
  return {
    pid: child.pid,
    exited: child.exited,
    isRunning: () => child.isRunning,
    kill: () => child.kill(),
    close: async () => {
      await child.close();
      removePidFile(dataDir, 'controller');
    },
  };
}

/** Resolves when the controller answers `GET /health`. @throws CentralitaError `controller-not-up` with its last lines. */
export async function waitUntilReady(settings: Settings, controller: ControllerProcess): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (controller.isRunning() && Date.now() < deadline) {
    if (await isHealthy(settings)) return;
    await sleep(50);
  }
  const log = controllerLog(settings);
  const tail = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
  throw new CentralitaError(
    'controller-not-up',
    `The controller did not come up. Its last lines in ${log} were:\n${tail}`,
  );
}

export async function isHealthy(settings: Settings): Promise<boolean> {
  const { host, port } = settings.http;
  try {
    const answer = await fetch(`http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/health`, {
      signal: AbortSignal.timeout(2_000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Nobody listens there yet.
    return false;
  }
}

function controllerLog(settings: Settings): string {
  return join(dataPaths(settings.dataDir).logs, 'controller.log');
}

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Site } from '../../services/core/site.ts';
import { asteriskLayout } from '../asterisk/layout.ts';
import { writeAsteriskConfiguration } from '../asterisk/write-configuration.ts';
import { installPrompts } from '../prompts/install-prompts.ts';
import { promptWork } from '../prompts/prompt-work.ts';
import type { RuntimeProgram } from '../runtime.ts';
import type { Secrets } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { asteriskProgram, checkAsteriskVersion } from './asterisk-version.ts';
import { adoptProgram, type ChildProgram, startProgram } from './child-program.ts';
import { removePidFile, runningProgram, writePidFile } from './pid-file.ts';

/** Asterisk of this installation. It lives on when this process dies: calls depend on it alone. */
export interface AsteriskProcess {
  readonly pid: number;
  readonly version: string;
  /** Resolves when it is gone, whoever ended it. */
  readonly exited: Promise<unknown>;
  /** True when it was running already. */
  readonly adopted: boolean;
  /** One command on Asterisk's own console; its output. */
  readonly cli: (command: string) => Promise<string>;
  /** SIGKILL, as a crash. */
  readonly kill: () => void;
  /** Ends it and all its calls. */
  readonly close: () => Promise<void>;
}

const BOOT_LIMIT_MS = 30_000;

/**
 * Writes configuration and prompts, starts Asterisk and waits until it takes calls. One that an earlier launcher left
 * running is kept, with its calls, unless its configuration is another now.
 * @throws CentralitaError `asterisk-missing`, `asterisk-too-old`, `asterisk-not-up` with the last lines of its log.
 */
export async function startAsterisk(settings: Settings, secrets: Secrets, site: Site): Promise<AsteriskProcess> {
  const { dataDir } = settings;
  const program = asteriskProgram(settings);
  const version = await checkAsteriskVersion(program);
  const layout = writeAsteriskConfiguration(settings, secrets, site);
  await installPrompts(promptWork(settings, { clean: true }));
  const fingerprint = fingerprintOf(layout.etc, program);
  const before = runningProgram(dataDir, 'asterisk');
  if (before?.fingerprint === fingerprint) {
    return processOf(settings, program, adoptProgram(before.pid), version, true);
  }
  if (before !== undefined) await adoptProgram(before.pid).close();
  rmSync(layout.socket, { force: true });
  const child = await startProgram({
    command: program.command,
    args: [...program.args, '-C', layout.configurationFile, '-f'],
    env: program.env,
    outputFile: join(layout.logs, 'asterisk-console.log'),
  });
  writePidFile(dataDir, 'asterisk', { pid: child.pid, mark: layout.configurationFile, fingerprint });
  const started = processOf(settings, program, child, version, false);
  await waitUntilBooted(settings, child, started);
  return started;
}

function processOf(
  settings: Settings,
  program: RuntimeProgram,
  child: ChildProgram,
  version: string,
  adopted: boolean,
): AsteriskProcess {
  const { configurationFile } = asteriskLayout(settings);
  return {
    pid: child.pid,
    version,
    adopted,
    exited: child.exited,
    cli: async (command) => {
      const args = [...program.args, '-C', configurationFile, '-rx', command];
      const options = { env: { ...process.env, ...program.env }, timeout: 10_000 };
      return (await promisify(execFile)(program.command, args, options)).stdout;
    },
    kill: () => child.kill(),
    close: async () => {
      await child.close();
      removePidFile(settings.dataDir, 'asterisk');
    },
  };
}

async function waitUntilBooted(settings: Settings, child: ChildProgram, started: AsteriskProcess): Promise<void> {
  const { socket, logs } = asteriskLayout(settings);
  const deadline = Date.now() + BOOT_LIMIT_MS;
  while (child.isRunning && Date.now() < deadline) {
    if (existsSync(socket) && (await isBooted(started))) return;
    await sleep(50);
  }
  await child.close(2_000);
  const tail = ['asterisk.log', 'asterisk-console.log'].map((name) => lastLines(join(logs, name))).join('');
  throw new CentralitaError('asterisk-not-up', `Asterisk did not come up. Its last lines in ${logs} were:\n${tail}`);
}

async function isBooted(asterisk: AsteriskProcess): Promise<boolean> {
  try {
    return /fully booted/i.test(await asterisk.cli('core waitfullybooted'));
  } catch {
    // Its console does not answer yet; the caller asks again until its deadline.
    return false;
  }
}

function lastLines(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(-12).join('\n') : '';
}

/** Of what only a new start takes over. Agents and the dialplan are reloaded in a running Asterisk. */
function fingerprintOf(etc: string, program: RuntimeProgram): string {
  const hash = createHash('sha256').update([program.command, ...program.args].join('\0'));
  const names = readdirSync(etc).filter((name) => name.endsWith('.conf') && name !== 'pjsip-agents.conf');
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(etc, name)));
  return hash.digest('hex');
}

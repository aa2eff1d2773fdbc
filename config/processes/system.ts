import { CentralitaError } from '../../services/core/errors.ts';
import { writeAsteriskConfiguration } from '../asterisk/write-configuration.ts';
import { demoUsersText } from '../demo-users.ts';
import { installPrompts } from '../prompts/install-prompts.ts';
import { promptWork } from '../prompts/prompt-work.ts';
import type { Settings } from '../settings.ts';
import { type PreparedData, prepareData } from '../setup/first-run.ts';
import { type AsteriskProcess, startAsterisk } from './asterisk.ts';
import { commandLine } from './child-program.ts';
import { type ControllerProcess, startController, waitUntilReady } from './controller.ts';
import { KeepRunning } from './keep-running.ts';
import { removePidFile, runningProgram, writePidFile } from './pid-file.ts';
import { asteriskPorts, checkPorts, controllerPorts } from './ports.ts';

/** Everything that runs for one data folder. */
export interface System {
  readonly prepared: PreparedData;
  /** The present process; another after a restart; none when Asterisk runs elsewhere. */
  readonly asterisk: () => AsteriskProcess | undefined;
  readonly controller: () => ControllerProcess;
  /** Ends both, the controller first, and nothing else. */
  readonly close: () => Promise<void>;
}

/** What the person at the terminal is told, a line at a time. */
export type Tell = (line: string) => void;

/**
 * Makes what is missing in the data folder, starts Asterisk and the controller side by side, and keeps both running:
 * each that ends is started anew without touching the other. Resolves when the controller answers.
 * @throws CentralitaError with a sentence that names the setting to change.
 */
export async function startSystem(settings: Settings, tell: Tell): Promise<System> {
  const { dataDir } = settings;
  const prepared = prepareData(settings);
  if (prepared.newUsers.length > 0) {
    tell(`Demo users with password and roles, shown only now:\n\n${demoUsersText(prepared.newUsers)}`);
  }
  refuseSecondLauncher(dataDir);
  const { managed } = settings.asterisk;
  await checkPorts([
    ...(runningProgram(dataDir, 'controller') ? [] : controllerPorts(settings)),
    ...(managed && !runningProgram(dataDir, 'asterisk') ? asteriskPorts(settings) : []),
  ]);
  writePidFile(dataDir, 'launcher', { pid: process.pid, mark: launcherMark(), fingerprint: '' });
  const [asterisk, controller] = await Promise.allSettled([
    managed ? keepAsterisk(settings, prepared, tell) : writeForElsewhere(settings, prepared),
    keepController(settings, tell),
  ]);
  const close = async () => {
    if (controller.status === 'fulfilled') await controller.value.close();
    if (asterisk.status === 'fulfilled') await asterisk.value?.close();
    removePidFile(dataDir, 'launcher');
  };
  if (asterisk.status === 'fulfilled' && controller.status === 'fulfilled') {
    const [phone, brain] = [asterisk.value, controller.value];
    return { prepared, asterisk: () => phone?.current, controller: () => brain.current, close };
  }
  await close();
  throw asterisk.status === 'rejected' ? asterisk.reason : (controller as PromiseRejectedResult).reason;
}

/** Our script as the system shows it: `npm start` runs it by a relative path, which `process.argv` has made absolute. */
function launcherMark(): string {
  return commandLine(process.pid).find((word) => word.endsWith('.mjs') || word.endsWith('.ts')) ?? process.execPath;
}

function refuseSecondLauncher(dataDir: string): void {
  const other = runningProgram(dataDir, 'launcher');
  if (other === undefined || other.pid === process.pid) return;
  throw new CentralitaError(
    'already-running',
    `Centralita runs already with the data folder ${dataDir} (process ${other.pid}). "npm stop" ends it; to run a ` +
      'second one, name another folder in dataDir and other ports.',
  );
}

async function keepAsterisk(settings: Settings, prepared: PreparedData, tell: Tell) {
  const start = () => startAsterisk(settings, prepared.secrets, prepared.site);
  const first = await start();
  const how = first.adopted ? 'was running already and is kept, with its calls' : 'runs';
  tell(`Asterisk ${first.version} ${how} (process ${first.pid}).`);
  return new KeepRunning(first, {
    start,
    onExit: () => tell('Asterisk ended; it is started again.'),
    onRestart: ({ pid }) => tell(`Asterisk runs again (process ${pid}).`),
    onFailure: (error) => tell(`Asterisk did not start, another try follows. ${sentenceOf(error)}`),
  });
}

async function keepController(settings: Settings, tell: Tell) {
  const first = await startController(settings);
  try {
    await waitUntilReady(settings, first);
  } catch (error) {
    await first.close();
    throw error;
  }
  return new KeepRunning(first, {
    start: () => startController(settings),
    onExit: () => tell('The controller ended; it is started again. Calls go on.'),
    onRestart: ({ pid }) => tell(`The controller runs again (process ${pid}).`),
    onFailure: (error) => tell(`The controller did not start, another try follows. ${sentenceOf(error)}`),
  });
}

/** An Asterisk on another host or in another container starts with what we write here. */
async function writeForElsewhere(settings: Settings, prepared: PreparedData): Promise<undefined> {
  writeAsteriskConfiguration(settings, prepared.secrets, prepared.site);
  await installPrompts(promptWork(settings, { clean: true }));
  return undefined;
}

/** The sentence of anything thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

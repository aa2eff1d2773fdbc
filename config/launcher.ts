import { dataPaths } from './data-folder.ts';
import { adoptProgram } from './processes/child-program.ts';
import { removePidFile, runningProgram } from './processes/pid-file.ts';
import { type System, sentenceOf, startSystem } from './processes/system.ts';
import { loadSettings, publicUrl, type Settings } from './settings.ts';

/**
 * What `npm start` runs when everything is set up: starts the system, says where it is, and ends it on Ctrl-C or
 * SIGTERM. Resolves with the exit code when it has ended.
 */
export async function runLauncher(): Promise<number> {
  endureSilence();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  let system: System;
  let settings: Settings;
  try {
    settings = loadSettings();
    system = await startSystem(settings, say);
  } catch (error) {
    process.stderr.write(`\n${sentenceOf(error)}\n`);
    return 1;
  }
  greet(settings, system).forEach(say);
  await asked;
  say('Ending …');
  await system.close();
  say('Ended.');
  return 0;
}

/** Nobody may read any more: the terminal was closed, or `| head` had enough. What runs is to be ended in order all the same. */
function endureSilence(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

function greet(settings: Settings, { prepared }: System): readonly string[] {
  const { demoUsers } = dataPaths(settings.dataDir);
  const kept = settings.demo.enabled ? [`The demo users and their passwords are in ${demoUsers}.`] : [];
  const numbers = prepared.site.services.flatMap((service) => service.numbers).join(', ');
  return [...kept, `Lines: ${numbers}`, `Ready: ${publicUrl(settings)}   (Ctrl-C or "npm stop" ends it)`];
}

/**
 * What `npm stop` runs: ends the launcher of the settings' data folder, and what a killed launcher left behind.
 * Nothing else is touched: each is known by its process id and its command line.
 */
export async function runStop(): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const { dataDir } = loadSettings();
  const launcher = runningProgram(dataDir, 'launcher');
  // The launcher ends its two programs itself, which takes a while.
  if (launcher !== undefined) await adoptProgram(launcher.pid).close(30_000);
  let left = 0;
  for (const name of ['controller', 'asterisk'] as const) {
    const note = runningProgram(dataDir, name);
    if (note === undefined) continue;
    left++;
    await adoptProgram(note.pid).close();
    removePidFile(dataDir, name);
  }
  if (launcher === undefined && left === 0) say(`Nothing of the data folder ${dataDir} is running.`);
  else say('Ended.');
  return 0;
}

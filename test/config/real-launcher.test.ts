import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { projectRoot } from '../../config/paths.ts';
import { isAlive } from '../../config/processes/child-program.ts';
import { isHealthy } from '../../config/processes/controller.ts';
import { type ProgramName, runningProgram } from '../../config/processes/pid-file.ts';
import { type Scratch, scratchSettings } from './scratch.ts';

let scratch: Scratch;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  scratch = await scratchSettings();
  const settingsFile = join(scratch.folder, 'settings.yaml');
  writeFileSync(settingsFile, stringify(scratch.settings));
  environment = { ...process.env, CENTRALITA_SETTINGS: settingsFile, NODE_ENV: 'production' };
});

afterAll(() => {
  command('stop');
  scratch.close();
});

const script = (name: string) => join(projectRoot(), 'config/setup', `${name}.mjs`);
const command = (name: string) => spawnSync(process.execPath, [script(name)], { encoding: 'utf8', env: environment });
const pidOf = (name: ProgramName) => runningProgram(scratch.settings.dataDir, name)?.pid;

/** Starts as `npm start` does and waits until it says that it is ready; what it printed until then. */
async function start(): Promise<{ readonly child: ChildProcess; readonly printed: string }> {
  const child = spawn(process.execPath, [script('start')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes('Ready: ')) resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', () => reject(new Error(`it ended before it was ready:\n${printed}`)));
  });
  return { child, printed };
}

test('npm start and npm stop: passwords once, restarts, adoption, and a clean end', async () => {
  const { settings } = scratch;
  const first = await start();
  expect(first.printed).toMatch(/^ana\t\S+\tagent$/m);
  expect(first.printed).toContain(`Ready: http://127.0.0.1:${settings.http.port}`);
  expect(await isHealthy(settings)).toBe(true);

  // A second one is refused.
  const second = command('start');
  expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('runs already with the data folder')]);

  // A controller that is killed comes back; Asterisk is not touched.
  const [asterisk, controller] = [pidOf('asterisk') ?? 0, pidOf('controller') ?? 0];
  process.kill(controller, 'SIGKILL');
  await expect
    .poll(() => pidOf('controller') !== undefined && pidOf('controller') !== controller, { timeout: 15_000 })
    .toBe(true);
  await expect.poll(() => isHealthy(settings), { timeout: 15_000 }).toBe(true);
  expect(pidOf('asterisk')).toBe(asterisk);

  // Asterisk that is killed comes back; the controller is not touched.
  const survivor = pidOf('controller');
  process.kill(asterisk, 'SIGKILL');
  await expect
    .poll(() => pidOf('asterisk') !== undefined && pidOf('asterisk') !== asterisk, { timeout: 15_000 })
    .toBe(true);
  expect(pidOf('controller')).toBe(survivor);

  // A launcher that is killed leaves both running; the next keeps Asterisk, with its calls, and replaces the controller.
  const kept = pidOf('asterisk');
  first.child.removeAllListeners('exit');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect([isAlive(kept ?? 0), isAlive(survivor ?? 0)]).toEqual([true, true]);
  const next = await start();
  expect(next.printed).toContain('is kept, with its calls');
  expect(next.printed).not.toMatch(/^ana\t/m);
  expect(pidOf('asterisk')).toBe(kept);
  expect(pidOf('controller')).not.toBe(survivor);

  // npm stop ends the three and nothing else.
  const ended = [pidOf('asterisk'), pidOf('controller'), next.child.pid];
  const exit = once(next.child, 'exit');
  next.child.removeAllListeners('exit');
  const stop = command('stop');
  expect([stop.status, stop.stdout]).toEqual([0, 'Ended.\n']);
  expect(ended.map((pid) => isAlive(pid ?? 0))).toEqual([false, false, false]);
  expect(await isHealthy(settings)).toBe(false);
  expect(command('stop').stdout).toContain('Nothing of the data folder');
  void exit;
}, 180_000);

test('a launcher whose terminal is gone ends what it started all the same', async () => {
  const { child } = await start();
  const started = [pidOf('asterisk'), pidOf('controller')];
  child.removeAllListeners('exit');
  child.stdout?.destroy();
  child.stderr?.destroy();
  const exit = once(child, 'exit');
  child.kill('SIGHUP');
  expect(await exit).toEqual([0, null]);
  expect(started.map((pid) => isAlive(pid ?? 0))).toEqual([false, false]);
}, 60_000);

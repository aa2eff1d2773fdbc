import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { projectRoot } from '../../config/paths.ts';
import { runningProgram } from '../../config/processes/pid-file.ts';
import { type Scratch, scratchSettings } from '../config/scratch.ts';

/** A copy of the program whose files a test may spoil. */
let program: string;
let scratch: Scratch;

beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), 'centralita-copy-'));
  const root = projectRoot();
  mkdirSync(join(program, 'dist'));
  for (const copied of ['package.json', 'dist/server', 'ivr-flows/flows'])
    cpSync(join(root, copied), join(program, copied), { recursive: true });
  for (const linked of ['node_modules', '.runtime', 'config']) symlinkSync(join(root, linked), join(program, linked));
  scratch = await scratchSettings();
});

afterAll(() => {
  scratch?.close();
  if (program) rmSync(program, { recursive: true, force: true });
});

/** Runs what `npm start` runs once everything is set up, with these settings, until it ends by itself. */
function start(settings: unknown): { readonly code: number | null; readonly said: string } {
  const file = join(scratch.folder, 'settings.yaml');
  writeFileSync(file, stringify(settings));
  const launcher = join(program, 'dist/server/config/launcher.js');
  const run = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', 'process.exit(await (await import(process.argv[1])).runLauncher())', launcher],
    { encoding: 'utf8', timeout: 50_000, env: { ...process.env, CENTRALITA_SETTINGS: file } },
  );
  return { code: run.status, said: run.stderr };
}

/** Nothing that the launcher started is left. */
function expectNothingRuns(): void {
  for (const name of ['launcher', 'controller', 'asterisk'] as const)
    expect([name, runningProgram(scratch.settings.dataDir, name)]).toEqual([name, undefined]);
}

test('a settings file with wrong types ends the start with each place and its reason', () => {
  const { code, said } = start({
    ...scratch.settings,
    http: { host: '127.0.0.1', port: 'ocho mil' },
    asterisk: { ...scratch.settings.asterisk, outageSeconds: -3 },
    trunks: [{ name: 'demo', match: ['anywhere'] }],
  });
  expect(code).toBe(1);
  expect(said).toContain('cannot be used. Correct these places:');
  expect(said).toMatch(/- http\.port: .*number.*string/);
  expect(said).toMatch(/- asterisk\.outageSeconds: /);
  expect(said).toMatch(/- trunks\.0\.match\.0: write an IP address/);
  expect(said).not.toMatch(/\n\s+at /);
  expectNothingRuns();
});

test('a flow that names a prompt, a queue and a step that are not there ends the start with each place and its reason', () => {
  const file = join(program, 'ivr-flows/flows/mesa-de-ayuda.yaml');
  const sound = readFileSync(file, 'utf8');
  const spoilt = sound
    .replace('prompts: [welcome]', 'prompts: [welcome, bienvenida]')
    .replace('queue: solicitudes', 'queue: ventas')
    .replace('closed: closed }', 'closed: cerrado }');
  writeFileSync(file, spoilt);
  const { code, said } = start({ ...scratch.settings, flowsDir: join(program, 'ivr-flows/flows') });
  expect(code).toBe(1);
  expect(said).toContain('The flow mesa-de-ayuda.yaml cannot be used. Correct these places:');
  expect(said).toMatch(
    /- mesa-de-ayuda\.yaml:\d+:\d+: steps\.welcome: The prompt "bienvenida" has no text in the language "es"/,
  );
  expect(said).toMatch(/steps\.requests: There is no queue "ventas" in the site; there are: incidencias, solicitudes/);
  expect(said).toMatch(/steps\.hours\.exits\.closed: There is no step "cerrado"/);
  expect(said).not.toMatch(/\n\s+at /);
  expectNothingRuns();
}, 60_000);

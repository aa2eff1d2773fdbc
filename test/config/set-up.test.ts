import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectRoot } from '../../config/paths.ts';

/** Runs one of the set-up's plain JavaScript modules the way `npm start` does: in a Node without anything else. */
function inNode(module: string, code: string, environment: Record<string, string> = {}) {
  const path = join(projectRoot(), 'config/setup', module);
  const script = `import * as it from ${JSON.stringify(path)};\nconst show = (value) => console.log(JSON.stringify(value));\n${code}`;
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { output: done.stdout.trim(), error: done.stderr, status: done.status };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the machine's mirror", () => {
  const mirror = (name: string, text: string) =>
    inNode(
      'debian-source.mjs',
      `show(it.debianMirror(it.parseSources(${JSON.stringify(name)}, ${JSON.stringify(text)})));`,
    );

  test('is read from one-line sources', () => {
    const text =
      '# deb http://no.example/debian trixie main\ndeb [arch=amd64 signed-by=/k] http://one.example/debian trixie main contrib\n';
    expect(mirror('sources.list', text).output).toBe('"http://one.example/debian"');
  });

  test('is read from deb822 sources, past security and disabled ones', () => {
    const stanza = (uri: string, suite: string, more = '') =>
      `Types: deb deb-src\n${more}URIs: ${uri}\nSuites: ${suite}\nComponents: main\n\n`;
    const text =
      stanza('http://off.example/debian', 'bookworm', 'Enabled: no\n') +
      stanza('http://sec.example/debian-security', 'bookworm-security') +
      stanza('http://two.example/debian', 'bookworm\n bookworm-updates');
    expect(mirror('debian.sources', text).output).toBe('"http://two.example/debian"');
  });

  test('is asked for where the machine has none of Debian', () => {
    const ubuntu = mirror('sources.list', 'deb http://ubuntu.example/ubuntu noble main universe\n');
    expect(ubuntu.status).not.toBe(0);
    expect(ubuntu.error).toMatch(/CENTRALITA_RUNTIME_MIRROR.*docker compose/);
  });
});

describe('the runtime', () => {
  test('that is complete costs nothing, and a half unpacked one is not complete', () => {
    mkdirSync(join(folder, '.runtime/base'), { recursive: true });
    const complete = `show(it.isComplete(${JSON.stringify(join(folder, '.runtime'))}, 'base'));`;
    expect(inNode('runtime.mjs', complete).output).toBe('false');
    writeFileSync(join(folder, '.runtime/base/.complete'), 'of other packages');
    expect(inNode('runtime.mjs', complete).output).toBe('false');
    expect(
      inNode('runtime.mjs', `show(it.isComplete(${JSON.stringify(join(projectRoot(), '.runtime'))}, 'base'));`).output,
    ).toBe('true');
  });

  test('tells a machine without apt to use docker compose', () => {
    const done = inNode('private-apt.mjs', `await it.openPrivateApt(${JSON.stringify(folder)});`, { PATH: folder });
    expect(done.error).toMatch(/has no apt.*docker compose up/);
  });
});

describe('the lock of the set-up', () => {
  test('is taken over from a process that is gone, and released', () => {
    const lock = join(folder, 'lock');
    const gone = spawnSync('/bin/true').pid;
    writeFileSync(lock, String(gone));
    expect(inNode('lock.mjs', `show(await it.withLock(${JSON.stringify(lock)}, async () => 'in'));`).output).toBe(
      '"in"',
    );
    expect(existsSync(lock)).toBe(false);
  });
});

describe('packages', () => {
  const installed = (list: object) => {
    mkdirSync(join(folder, 'node_modules/better-sqlite3/build/Release'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'), '');
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: list }));
    const wanted = {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    return inNode('packages.mjs', `show(it.arePackagesInstalled(${JSON.stringify(folder)}));`).output;
  };

  test('are there when the lock file says the same', () => {
    expect(installed({ 'node_modules/a': { version: '1.0.0' } })).toBe('true');
  });

  test('are to be installed when one is missing or another version', () => {
    expect(installed({})).toBe('false');
    expect(installed({ 'node_modules/a': { version: '0.9.0' } })).toBe('false');
  });
});

test('the lock file names every package that a platform may need, or npm ci refuses it', () => {
  type Entry = { readonly optionalDependencies?: Readonly<Record<string, string>> };
  const lock = readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8');
  const packages: Readonly<Record<string, Entry>> = JSON.parse(lock).packages;
  const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(optional.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
});

describe('Node', () => {
  test.each([
    ['20.19.0', ''],
    ['22.1.0', ''],
    ['20.18.9', 'This is Node 20.18.9'],
    ['18.20.4', 'This is Node 18.20.4'],
  ])('%s', (version, beginning) => {
    const { output } = inNode('node-version.mjs', `show(it.nodeComplaint('${version}', '20.19'));`);
    expect(JSON.parse(output).startsWith(beginning)).toBe(true);
    expect(JSON.parse(output) === '').toBe(beginning === '');
  });
});

describe('the totals of a test run', () => {
  const totals = (report: object, code = 0) => {
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify(report));
    return JSON.parse(inNode('totals.mjs', `show(it.totalsOfReport(${JSON.stringify(path)}, ${code}));`).output);
  };
  const file = (...statuses: string[]) => ({
    status: 'passed',
    assertionResults: statuses.map((status) => ({ status })),
  });

  test('count what passed, failed, was skipped or could not be loaded', () => {
    expect(totals({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({ passed: 2, failed: 1 });
    expect(totals({ testResults: [file('passed', 'pending')] })).toEqual({ passed: 1, failed: 1 });
    expect(totals({ testResults: [{ status: 'failed', assertionResults: [] }] }, 1)).toEqual({ passed: 0, failed: 1 });
  });

  test('count an error outside every test, and a run without a report', () => {
    expect(totals({ testResults: [file('passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    const none = inNode('totals.mjs', `show(it.totalsOfReport(${JSON.stringify(join(folder, 'none'))}, 0));`);
    expect(JSON.parse(none.output)).toEqual({ passed: 0, failed: 1 });
  });

  test('are told apart by name: what failed, was skipped or could not be loaded', () => {
    const path = join(folder, 'report.json');
    const tests = [
      { status: 'passed', fullName: 'one' },
      { status: 'failed', fullName: 'two', failureMessages: ['Error: no\n  at line 1'] },
      { status: 'pending', fullName: 'three' },
    ];
    const testResults = [
      { name: '/r/test/a.test.ts', status: 'failed', assertionResults: tests },
      { name: '/r/test/b.test.ts', status: 'failed', assertionResults: [] },
    ];
    writeFileSync(path, JSON.stringify({ testResults }));
    const told = inNode('totals.mjs', `show(it.failuresOfReport(${JSON.stringify(path)}, '/r'));`);
    expect(JSON.parse(told.output)).toEqual([
      'test/a.test.ts > two: Error: no',
      'test/a.test.ts > three: skipped',
      'test/b.test.ts',
    ]);
  });

  test('end in one line', () => {
    const line = inNode('totals.mjs', 'show(it.totalsLine([{ passed: 2, failed: 0 }, { passed: 3, failed: 1 }]));');
    expect(line.output).toBe('"5 passed, 1 failed"');
  });
});

test('no address of a mirror and no machine is named in the set-up', () => {
  for (const name of ['debian-source.mjs', 'private-apt.mjs', 'runtime.mjs', 'runtime-groups.mjs']) {
    expect(readFileSync(join(projectRoot(), 'config/setup', name), 'utf8')).not.toMatch(/https?:\/\//);
  }
});

import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataFolder } from '../../config/data-folder.ts';
import { checkAsteriskVersion, compareVersions } from '../../config/processes/asterisk-version.ts';
import { adoptProgram, isAlive, startProgram } from '../../config/processes/child-program.ts';
import { KeepRunning } from '../../config/processes/keep-running.ts';
import { runningProgram, writePidFile } from '../../config/processes/pid-file.ts';
import { asteriskPorts, checkPorts, controllerPorts } from '../../config/processes/ports.ts';
import { type Scratch, scratchSettings } from './scratch.ts';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await scratchSettings();
  openDataFolder(scratch.settings.dataDir);
});
afterEach(() => scratch.close());

const sleeper = () =>
  startProgram({ command: '/bin/sleep', args: ['600'], outputFile: join(scratch.folder, 'output') });

function asteriskThatSays(version: string) {
  const path = join(scratch.folder, 'asterisk');
  writeFileSync(path, `#!/bin/sh\necho '${version}'\n`);
  chmodSync(path, 0o755);
  return checkAsteriskVersion({ command: path, args: [], env: {} });
}

describe('the version of Asterisk', () => {
  test('is accepted from 22.10.1 on', async () => {
    expect(await asteriskThatSays('Asterisk 22.10.1')).toBe('22.10.1');
    expect(await asteriskThatSays('Asterisk 23.0.0~dfsg')).toBe('23.0.0');
  });

  test.each(['Asterisk 22.9.9', 'Asterisk 20.6.0~dfsg+~cs6', 'something else'])('is refused: %s', async (version) => {
    await expect(asteriskThatSays(version)).rejects.toThrow(/is too old: 22\.10\.1 or newer is needed/);
  });

  test('cannot be asked of a program that is not there', async () => {
    const missing = { command: join(scratch.folder, 'none'), args: [], env: {} };
    await expect(checkAsteriskVersion(missing)).rejects.toThrow(/Correct asterisk\.binary/);
  });

  test('is compared part by part', () => {
    expect(compareVersions('22.10.1', '22.9.9')).toBeGreaterThan(0);
    expect(compareVersions('22.10', '22.10.0')).toBe(0);
  });
});

describe('ports', () => {
  test('that are free are accepted', async () => {
    await checkPorts([...controllerPorts(scratch.settings), ...asteriskPorts(scratch.settings)]);
  });

  test('in use are named with their setting', async () => {
    const { http } = scratch.settings;
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(http.port, http.host, resolve);
    });
    const sentence = new RegExp(`Port ${http.port} .* in use .* http\\.port \\(CENTRALITA_HTTP_PORT\\)`);
    await expect(checkPorts(controllerPorts(scratch.settings))).rejects.toThrow(sentence);
    await new Promise((resolve) => server.close(resolve));
  });

  test('of an address that is elsewhere are named', async () => {
    const use = {
      setting: 'http.port',
      host: '192.0.2.77',
      port: scratch.settings.http.port,
      protocol: 'tcp',
    } as const;
    await expect(checkPorts([use])).rejects.toThrow(/has no address 192\.0\.2\.77; correct http\.host/);
  });
});

describe('a program', () => {
  test('is ended when asked', async () => {
    const program = await sleeper();
    expect(isAlive(program.pid)).toBe(true);
    await program.close();
    expect(program.isRunning).toBe(false);
    expect(await program.exited).toEqual({ code: null, signal: 'SIGTERM' });
    await program.close();
  });

  test('is killed when it does not end', async () => {
    const stubborn = { command: '/bin/sh', args: ['-c', "trap '' TERM; echo up; while :; do sleep 1; done"] };
    const program = await startProgram({ ...stubborn, outputFile: join(scratch.folder, 'output') });
    await program.close(300);
    expect(program.isRunning).toBe(false);
  });

  test('is known again by its process and its command line, not by its process alone', async () => {
    const { dataDir } = scratch.settings;
    const program = await sleeper();
    writePidFile(dataDir, 'asterisk', { pid: program.pid, mark: '600', fingerprint: 'f' });
    // It is itself a moment after it was begun.
    await expect.poll(() => runningProgram(dataDir, 'asterisk')?.pid, { timeout: 5_000 }).toBe(program.pid);
    writePidFile(dataDir, 'asterisk', { pid: program.pid, mark: 'another', fingerprint: 'f' });
    expect(runningProgram(dataDir, 'asterisk')).toBeUndefined();
    writePidFile(dataDir, 'asterisk', { pid: program.pid, mark: '600', fingerprint: 'f' });
    await adoptProgram(program.pid).close();
    expect(runningProgram(dataDir, 'asterisk')).toBeUndefined();
  });

  test('that ends is started anew until it is closed', async () => {
    const told: string[] = [];
    const first = await sleeper();
    const kept = new KeepRunning(first, {
      start: sleeper,
      onExit: () => told.push('exit'),
      onRestart: () => told.push('restart'),
      onFailure: () => told.push('failure'),
    });
    first.kill();
    await expect.poll(() => told).toEqual(['exit', 'restart']);
    const second = kept.current;
    expect(second.pid).not.toBe(first.pid);
    await kept.close();
    expect([second.isRunning, told.length]).toEqual([false, 2]);
  });
});

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataPaths, guardWrites } from '../../config/data-folder.ts';
import { demoUsers } from '../../config/demo-users.ts';
import { sipPassword } from '../../config/secrets.ts';
import { prepareData } from '../../config/setup/first-run.ts';
import { type Scratch, scratchSettings } from './scratch.ts';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await scratchSettings();
});
afterEach(() => scratch.close());

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the first run', () => {
  test('makes a private folder with key, secrets, site and passwords', () => {
    const { secrets, site, newUsers } = prepareData(scratch.settings);
    const { dataDir, spoolDir } = scratch.settings;
    const paths = dataPaths(dataDir);
    expect([mode(dataDir), mode(spoolDir)]).toEqual([0o700, 0o700]);
    for (const path of [paths.masterKey, paths.secrets, paths.demoUsers]) expect(mode(path)).toBe(0o600);
    expect(readFileSync(paths.masterKey)).toHaveLength(32);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(newUsers.map((user) => user.login)).toEqual(site.users.map((user) => user.login));
    expect(new Set(newUsers.map((user) => user.password)).size).toBe(newUsers.length);
  });

  test('is followed by others that change nothing and print no password', () => {
    const first = prepareData(scratch.settings);
    const second = prepareData(scratch.settings);
    expect(second.secrets).toEqual(first.secrets);
    expect(second.newUsers).toEqual([]);
    expect(demoUsers(scratch.settings.dataDir, second.site)).toEqual(first.newUsers);
  });

  test('gives every account a SIP password of its own', () => {
    const { secrets } = prepareData(scratch.settings);
    expect(sipPassword(secrets, 'agent-ana')).toMatch(/^[0-9a-f]{64}$/);
    expect(sipPassword(secrets, 'agent-ana')).not.toBe(sipPassword(secrets, 'agent-bruno'));
  });

  test('refuses data of a newer version', () => {
    prepareData(scratch.settings);
    writeFileSync(join(scratch.settings.dataDir, 'version'), '99\n');
    expect(() => prepareData(scratch.settings)).toThrow(/written by a newer version/);
  });

  test('never replaces a master key that recordings depend on', () => {
    prepareData(scratch.settings);
    const { masterKey } = dataPaths(scratch.settings.dataDir);
    rmSync(masterKey);
    mkdirSync(join(scratch.settings.dataDir, 'recordings/2026'), { recursive: true });
    expect(() => prepareData(scratch.settings)).toThrow(/Put back your copy/);
    expect(existsSync(masterKey)).toBe(false);
    writeFileSync(masterKey, 'short');
    expect(() => prepareData(scratch.settings)).toThrow(/5 bytes instead of 32/);
  });

  test('refuses damaged secrets', () => {
    prepareData(scratch.settings);
    writeFileSync(dataPaths(scratch.settings.dataDir).secrets, '{"ari": "short"}');
    expect(() => prepareData(scratch.settings)).toThrow(/secrets\.json is damaged/);
  });

  test('names the setting when the folder cannot be one', () => {
    writeFileSync(scratch.settings.dataDir, 'a file stands there');
    expect(() => prepareData(scratch.settings)).toThrow(/cannot be written .*CENTRALITA_DATA_DIR/);
  });

  test.each([
    ['ENOSPC', /disk .* is full.*CENTRALITA_DATA_DIR/],
    ['EACCES', /cannot be written \(EACCES\)/],
    ['EROFS', /cannot be written \(EROFS\)/],
  ])('turns %s into a sentence', (code, sentence) => {
    const fail = () => {
      throw Object.assign(new Error('write'), { code });
    };
    expect(() => guardWrites('/somewhere', fail)).toThrow(sentence);
  });

  test('refuses a spool on a disk, unless that is accepted', () => {
    const spoolDir = join(scratch.settings.dataDir, 'spool');
    const onDisk = { ...scratch.settings, spoolDir };
    // Where the temporary folder itself is in memory there is no disk to refuse.
    const isDisk = !readFileSync('/proc/mounts', 'utf8').includes(' /tmp tmpfs');
    if (isDisk) expect(() => prepareData(onDisk)).toThrow(/is on a disk.*spool\.allowDisk/);
    expect(prepareData({ ...onDisk, spool: { allowDisk: true } }).site.services).toHaveLength(2);
  });

  test('refuses a spool that others may read', () => {
    mkdirSync(scratch.settings.spoolDir, { recursive: true });
    chmodSync(scratch.settings.spoolDir, 0o755);
    expect(() => prepareData(scratch.settings)).toThrow(/others may read it/);
  });
});

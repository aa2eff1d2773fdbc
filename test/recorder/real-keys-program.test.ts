import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { keyId, ringOf } from '../../config/master-keys/keyring.ts';
import { unwrapWith, wrapIdentity } from '../../recorder/keys.ts';
import { openKeys } from '../../services/store/keys.ts';
import { temporaryFolder } from '../store/support.ts';
import { runProgram } from '../support/programs.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const COUNT = 25;
const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const ids = Array.from({ length: COUNT }, (_, n) => `r${String(n).padStart(2, '0')}`);
let folder: string;
let first: Buffer;

const keys = (...args: string[]) => runProgram('keys', args, join(folder, 'centralita.yaml'));
const masterFile = () => join(folder, 'data/keys/master.key');
const oldFiles = () => (existsSync(join(folder, 'data/keys/old')) ? readdirSync(join(folder, 'data/keys/old')) : []);
/** The earlier keys were replaced a minute ago. */
const aMinuteLater = () => {
  const before = new Date(Date.now() - 61_000);
  for (const name of oldFiles()) utimesSync(join(folder, 'data/keys/old', name), before, before);
};
const onStore = async <T>(work: (store: ReturnType<typeof openKeys>) => Promise<T>): Promise<T> => {
  const store = openKeys(join(folder, 'data/keys/keys.db'));
  try {
    return await work(store);
  } finally {
    store.close();
  }
};
/** Recordings that a master key opens, by themselves without any other. */
const openedBy = (master: Buffer) =>
  onStore(async (store) => {
    const opened = await Promise.all(
      ids.map(async (id) => {
        const wrapped = (await store.get(id)) ?? new Uint8Array();
        return unwrapWith(ringOf(master), id, wrapped).then(
          (found) => found === identity,
          () => false,
        );
      }),
    );
    return opened.filter(Boolean).length;
  });

/** A data folder with some keys under one master key. */
beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'data/keys'), { recursive: true, mode: 0o700 });
  first = randomBytes(32);
  writeFileSync(masterFile(), first, { mode: 0o600 });
  writeFileSync(join(folder, 'centralita.yaml'), `dataDir: ${join(folder, 'data')}\n`);
  await onStore((store) =>
    store.putAll(ids.map((recordingId) => ({ recordingId, wrapped: wrapIdentity(first, recordingId, identity) }))),
  );
});

test('status, rotate, retire: all keys end under the new master key, and the old one is gone', async () => {
  expect(keys('status').words).toBe(`${keyId(first)}  current  ${COUNT} keys\n`);
  expect(keys('rotate', '--json')).toMatchObject({ status: 0, json: { keys: COUNT, rewrapped: COUNT, failed: 0 } });
  const second = readFileSync(masterFile());
  expect(second.equals(first)).toBe(false);
  expect([await openedBy(second), await openedBy(first)]).toEqual([COUNT, 0]);
  expect(oldFiles()).toEqual([`${keyId(first)}.key`]);
  expect(keys('status').words).toBe(`${keyId(second)}  current  ${COUNT} keys\n`);
  // At this moment a recording may be sealed under it.
  expect(keys('retire').words).toMatch(/replaced less than a minute ago and stays/);
  expect(oldFiles()).toHaveLength(1);
  aMinuteLater();
  expect(keys('retire')).toMatchObject({ status: 0, words: `${keyId(first)}.key is removed.\n` });
  expect([oldFiles(), await openedBy(second)]).toEqual([[], COUNT]);
  // Nothing is left to retire, and a rotation begins anew from here.
  expect(keys('retire')).toMatchObject({ status: 0, words: '' });
  expect(keys('rotate', '--json')).toMatchObject({ status: 0, json: { rewrapped: COUNT } });
  expect(await openedBy(readFileSync(masterFile()))).toBe(COUNT);
});

test('retire keeps a master key that still wraps; rotate goes on with it and makes no other', async () => {
  keys('rotate');
  const second = readFileSync(masterFile());
  // As a rotation that was killed leaves it, or a backup of the keys that was put back.
  const behind = ids.slice(0, 7);
  await onStore((store) =>
    store.putAll(behind.map((recordingId) => ({ recordingId, wrapped: wrapIdentity(first, recordingId, identity) }))),
  );
  aMinuteLater();
  const kept = keys('retire');
  expect(kept.words).toMatch(new RegExp(`${keyId(first)}.key still wraps 7 keys and stays: run .rotate. first`));
  expect(oldFiles()).toEqual([`${keyId(first)}.key`]);
  const again = keys('rotate', '--json');
  expect(again.words).toContain('no new one is made');
  expect(again).toMatchObject({ status: 0, json: { keys: COUNT, rewrapped: 7, failed: 0 } });
  expect(readFileSync(masterFile()).equals(second)).toBe(true);
  expect(await openedBy(second)).toBe(COUNT);
  aMinuteLater();
  keys('retire');
  expect(oldFiles()).toEqual([]);
});

test('a key whose master key is gone is told, stays as it is, and holds up no rotation', async () => {
  const lost = randomBytes(32);
  await onStore((store) => store.put('r03', wrapIdentity(lost, 'r03', identity)));
  const status = keys('status');
  expect(status).toMatchObject({ status: 1, words: expect.stringContaining(`${keyId(lost)}  NOT KNOWN  1 keys`) });
  const rotated = keys('rotate', '--json');
  expect(rotated).toMatchObject({ status: 1, json: { rewrapped: COUNT - 1, failed: 1 } });
  expect(rotated.words).toMatch(/r03 was wrapped by another master key/);
  const wrapped = await onStore((store) => store.get('r03'));
  expect(await unwrapWith(ringOf(lost), 'r03', wrapped ?? new Uint8Array())).toBe(identity);
  expect([await openedBy(readFileSync(masterFile())), await openedBy(first)]).toEqual([COUNT - 1, 0]);
});

test('anything else is answered with how it is used', () => {
  const nothing = keys('renew');
  expect([nothing.status, nothing.words.includes('npm run keys -- rotate')]).toEqual([2, true]);
});

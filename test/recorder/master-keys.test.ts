import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openKeyring, ringOf } from '../../config/master-keys/keyring.ts';
import { unwrapWith, wrapIdentity } from '../../recorder/keys.ts';
import { rewrapAll } from '../../recorder/rewrap.ts';
import { openKeys } from '../../services/store/keys.ts';
import { temporaryFolder } from '../store/support.ts';

const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const key = randomBytes(32);

describe('a master key', () => {
  const context = (environment: Record<string, string> = {}) => ({ dataDir: temporaryFolder(), environment });

  test.each(['hex', 'base64'] as const)('comes from the environment as %s', async (form) => {
    const ring = openKeyring([{ source: 'environment', variable: 'KEY' }], context({ KEY: key.toString(form) }));
    expect(await ring.current()).toEqual(key);
  });

  test('comes from what a command prints', async () => {
    const command = [process.execPath, '-e', `console.log('${key.toString('hex')}')`];
    expect(await openKeyring([{ source: 'command', command }], context()).current()).toEqual(key);
  });

  test('comes from a file, with the earlier ones beside it, and changes while the program runs', async () => {
    const { dataDir } = context();
    const [second, third] = [randomBytes(32), randomBytes(32)];
    mkdirSync(join(dataDir, 'keys/old'), { recursive: true });
    writeFileSync(join(dataDir, 'keys/master.key'), key);
    const ring = openKeyring([{ source: 'file' }], { dataDir, environment: {} });
    expect(await ring.current()).toEqual(key);
    const wrapped = wrapIdentity(second, 'r1', identity);
    await expect(unwrapWith(ring, 'r1', wrapped)).rejects.toMatchObject({ code: 'master-key-wrong' });
    writeFileSync(join(dataDir, 'keys/old/a.key'), second);
    expect(await unwrapWith(ring, 'r1', wrapped)).toBe(identity);
    writeFileSync(join(dataDir, 'keys/master.key'), third);
    expect(await ring.current()).toEqual(third);
  });

  test.each([
    ['a variable that is not set', { source: 'environment', variable: 'NONE' }, /NONE, which is not set/],
    [
      'a variable with something else',
      { source: 'environment', variable: 'BAD' },
      /64 hexadecimal digits or as base64/,
    ],
    ['a command that fails', { source: 'command', command: ['/bin/false'] }, /gave no master key \(1\)/],
    ['a command that is not there', { source: 'command', command: ['/no/such'] }, /gave no master key \(ENOENT\)/],
    ['a file that is not there', { source: 'file', path: 'none.key' }, /none.key is gone/],
    [
      'a KMS without the file',
      { source: 'aws-kms', region: 'eu-west-1', ciphertextFile: 'none' },
      /AWS KMS did not give/,
    ],
  ] as const)('%s is told in a sentence', async (_, source, sentence) => {
    const ring = openKeyring([source as never], context({ BAD: 'x'.repeat(40) }));
    await expect(ring.current()).rejects.toThrow(sentence);
  });
});

describe('a rotation', () => {
  const [old, now] = [randomBytes(32), randomBytes(32)];
  const filled = async (count: number) => {
    const keys = openKeys(join(temporaryFolder(), 'keys.db'));
    const ids = Array.from({ length: count }, (_, n) => `r${String(n).padStart(5, '0')}`);
    await keys.putAll(ids.map((recordingId) => ({ recordingId, wrapped: wrapIdentity(old, recordingId, identity) })));
    return { keys, ids };
  };

  test('puts every key under the new master key, and the old one opens none', async () => {
    const { keys, ids } = await filled(2_500);
    expect(await rewrapAll(keys, ringOf(now, old))).toMatchObject({ rewrapped: 2_500, already: 0, failed: 0 });
    for (const id of ids) {
      const wrapped = (await keys.get(id)) ?? new Uint8Array();
      expect(await unwrapWith(ringOf(now), id, wrapped)).toBe(identity);
      await expect(unwrapWith(ringOf(old), id, wrapped)).rejects.toMatchObject({ code: 'master-key-wrong' });
    }
  });

  test('goes on where it was killed', async () => {
    const { keys } = await filled(2_500);
    const killed = rewrapAll(keys, ringOf(now, old), () => {
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await rewrapAll(keys, ringOf(now, old))).toMatchObject({ rewrapped: 1_500, already: 1_000 });
  });

  test('tells what it cannot unwrap and goes on with the rest', async () => {
    const { keys } = await filled(3);
    await keys.put('r00001', wrapIdentity(randomBytes(32), 'r00001', identity));
    await keys.put('r00002', wrapIdentity(old, 'another', identity));
    const result = await rewrapAll(keys, ringOf(now, old));
    expect(result).toMatchObject({ rewrapped: 1, failed: 2 });
    expect(result.sentences.join()).toMatch(/r00001 was wrapped by another master key.*r00002 was altered/);
  });

  test('brings back no key that was destroyed meanwhile', async () => {
    const { keys } = await filled(2);
    const destroying = {
      ...keys,
      replace: async (rows: Parameters<typeof keys.replace>[0]) => {
        await keys.destroy(['r00001']);
        return keys.replace(rows);
      },
    };
    expect(await rewrapAll(destroying, ringOf(now, old))).toMatchObject({ rewrapped: 1 });
    expect(await keys.get('r00001')).toBeNull();
  });
});

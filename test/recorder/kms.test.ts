import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openKeyring } from '../../config/master-keys/keyring.ts';
import { unwrapWith, wrapIdentity } from '../../recorder/keys.ts';
import { temporaryFolder } from '../store/support.ts';
import { startMoto } from './servers/moto.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000 });

const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const region = 'eu-south-2';

test('a master key that AWS KMS decrypts wraps and unwraps; one that KMS refuses is told in a sentence', async () => {
  const server = await startMoto();
  onTestFinished(() => server.stop());
  // As the SDK finds them on a machine.
  vi.stubEnv('AWS_ACCESS_KEY_ID', server.accessKey);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.secretKey);
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const { endpoint } = server;
  const client = new KMSClient({ region, endpoint });
  onTestFinished(() => client.destroy());
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId ?? '';
  const generate = async (KeySpec: 'AES_256' | 'AES_128') => {
    const made = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec }));
    return {
      plain: made.Plaintext ?? new Uint8Array(),
      text: Buffer.from(made.CiphertextBlob ?? []).toString('base64'),
    };
  };

  const dataDir = temporaryFolder();
  const ring = (at = region) =>
    openKeyring([{ source: 'aws-kms', region: at, endpoint, ciphertextFile: 'master.kms' }], {
      dataDir,
      environment: {},
    });
  const file = join(dataDir, 'master.kms');
  const { plain, text } = await generate('AES_256');
  // As the command of docs/custody.md prints it.
  writeFileSync(file, `${text}\n`);
  expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(plain).toString('base64'));
  expect(await ring().current()).toEqual(Buffer.from(plain));
  const wrapped = wrapIdentity(Buffer.from(plain), 'r1', identity);
  expect(await unwrapWith(ring(), 'r1', wrapped)).toBe(identity);

  writeFileSync(file, (await generate('AES_128')).text);
  await expect(ring().current()).rejects.toThrow(/not 32 bytes long.*AES_256/);
  writeFileSync(file, text);
  // Another region has no such key.
  await expect(ring('eu-west-1').current()).rejects.toMatchObject({ code: 'master-key-missing' });
});

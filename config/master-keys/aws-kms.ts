import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import type { KeySource } from './source.ts';

type Settings = {
  readonly region: string;
  /** The master key as AWS KMS encrypted it (`CiphertextBlob` of `GenerateDataKey`), base64. */
  readonly ciphertextFile: string;
  readonly endpoint?: string | undefined;
};

/** A data key that AWS KMS decrypts at the start. Credentials are those of the machine, as the SDK finds them. */
export const awsKms: KeySource<Settings> = {
  changes: false,
  async read(settings, { dataDir }) {
    const { ciphertextFile: path } = settings;
    const at = isAbsolute(path) ? path : join(dataDir, path);
    try {
      const ciphertext = Buffer.from((await readFile(at, 'utf8')).trim(), 'base64');
      // Loaded where it is used: the SDK takes its time.
      process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
      const { DecryptCommand, KMSClient } = await import('@aws-sdk/client-kms');
      const { region, endpoint } = settings;
      const client = new KMSClient({ region, ...(endpoint === undefined ? {} : { endpoint }) });
      try {
        const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: ciphertext }));
        if (Plaintext?.length === 32) return [Buffer.from(Plaintext)];
      } finally {
        client.destroy();
      }
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new CentralitaError(
        'master-key-missing',
        `AWS KMS did not give the master key of ${at} (${words}). Check the file, the region, the network, and that this machine may use that key (kms:Decrypt).`,
        { cause },
      );
    }
    throw new CentralitaError(
      'master-key-damaged',
      `What AWS KMS decrypts ${at} to is not 32 bytes long. Make the data key with --key-spec AES_256.`,
    );
  },
};

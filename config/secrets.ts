import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CentralitaError } from '../services/core/errors.ts';
import { dataPaths, guardWrites, writePrivateFile } from './data-folder.ts';

const secretsSchema = z.object({
  /** Password of Asterisk towards the controller (ARI websocket). */
  ari: z.string().min(32),
  /** Password of the controller towards Asterisk (AMI). */
  ami: z.string().min(32),
  /** Key from which every SIP password is derived. */
  sip: z.string().min(32),
  /** Key of the sign-in sessions. */
  session: z.string().min(32),
});

/** Random secrets of this installation; `data/secrets.json`, mode 0600. */
export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** Reads the installation's secrets, made at random the first time. @throws CentralitaError `secrets-damaged`. */
export function openSecrets(dataDir: string): Secrets {
  const path = dataPaths(dataDir).secrets;
  if (!existsSync(path)) {
    const random = () => randomBytes(32).toString('hex');
    const secrets: Secrets = { ari: random(), ami: random(), sip: random(), session: random() };
    guardWrites(dataDir, () => writePrivateFile(path, `${JSON.stringify(secrets, null, 2)}\n`));
    return secrets;
  }
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new CentralitaError(
      'secrets-damaged',
      `The file ${path} is damaged. Restore it from a copy, or remove it: new secrets are then made at the next start.`,
      { cause: error },
    );
  }
}

/**
 * The 32 bytes that wrap the private half of every recording's key; `data/keys/master.key`, mode 0600.
 * Made only when `mayCreate`: a lost key must not be replaced by one that opens nothing.
 * @throws CentralitaError `master-key-missing`, `master-key-damaged`.
 */
export function openMasterKey(dataDir: string, mayCreate: boolean): Buffer {
  const path = dataPaths(dataDir).masterKey;
  if (!existsSync(path)) {
    if (!mayCreate) {
      throw new CentralitaError(
        'master-key-missing',
        `The master key ${path} is gone, without it no recording can be opened. Put back your copy of it.`,
      );
    }
    guardWrites(dataDir, () => writePrivateFile(path, randomBytes(32)));
  }
  const key = readFileSync(path);
  if (key.length === 32) return key;
  throw new CentralitaError(
    'master-key-damaged',
    `The master key ${path} has ${key.length} bytes instead of 32. Put back your copy of it.`,
  );
}

/** SIP password of an account (`agent-<id>`, `web-caller`): derived, so that it is stored nowhere else. */
export function sipPassword(secrets: Secrets, name: string): string {
  return createHmac('sha256', secrets.sip).update(`sip:${name}`).digest('hex');
}

/** What signs for a webhook: derived, so that it is stored nowhere else. */
export function webhookSecret(secrets: Secrets, id: string): string {
  return createHmac('sha256', secrets.session).update(`webhook:${id}`).digest('hex');
}

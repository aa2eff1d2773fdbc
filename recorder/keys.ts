import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CentralitaError } from '../services/core/errors.ts';

/**
 * The master key wraps the private half of each recording's key pair. A wrapped identity is
 * `version (1 byte) | key id (4) | nonce (12) | AES-256-GCM ciphertext | tag (16)`, with the recording's id as
 * associated data, so that a row copied to another recording does not open it.
 */
export type MasterKey = Uint8Array & { readonly length: 32 };

const VERSION = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES + NONCE_BYTES;

/** A fresh master key. */
export function makeMasterKey(): MasterKey {
  return randomBytes(32) as Uint8Array as MasterKey;
}

/**
 * Reads the master key: 32 bytes as they are, or written as 64 hexadecimal digits or in base64.
 * @throws CentralitaError `master-key-missing`, `master-key-invalid`.
 */
export function readMasterKey(file: string): MasterKey {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (cause) {
    throw new CentralitaError(
      'master-key-missing',
      `The master key ${file} cannot be read. Put the key of this database back from its backup: no recording opens without it.`,
      { cause },
    );
  }
  if (content.length === 32) return content as Uint8Array as MasterKey;
  const text = content.toString('latin1').trim();
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length === 32) return key as Uint8Array as MasterKey;
  throw new CentralitaError(
    'master-key-invalid',
    `The master key ${file} is not 32 bytes long. Put the key of this database back from its backup.`,
  );
}

/** Wraps an age identity (`AGE-SECRET-KEY-1…`) for the row of one recording. */
export function wrapIdentity(masterKey: MasterKey, recordingId: string, identity: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce);
  cipher.setAAD(Buffer.from(recordingId));
  const sealed = Buffer.concat([cipher.update(identity, 'utf8'), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION), keyId(masterKey), nonce, sealed, cipher.getAuthTag()]);
}

/**
 * Gives back the identity of one recording.
 * @throws CentralitaError `master-key-wrong` when another key wrapped it, `wrapped-identity-damaged` when it was altered
 * or belongs to another recording.
 */
export function unwrapIdentity(masterKey: MasterKey, recordingId: string, wrapped: Uint8Array): string {
  const bytes = Buffer.from(wrapped);
  if (bytes[0] !== VERSION || bytes.length <= HEADER_BYTES + TAG_BYTES) throw damaged(recordingId);
  if (!bytes.subarray(1, 1 + ID_BYTES).equals(keyId(masterKey))) {
    throw new CentralitaError(
      'master-key-wrong',
      `The key of recording ${recordingId} was wrapped by another master key. Put that master key back from its backup, beside the database it belongs to.`,
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', masterKey, bytes.subarray(1 + ID_BYTES, HEADER_BYTES));
  decipher.setAAD(Buffer.from(recordingId));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw damaged(recordingId, cause);
  }
}

/** Tells one master key from another without telling anything of the key. */
function keyId(masterKey: MasterKey): Buffer {
  return createHmac('sha256', masterKey).update('centralita master key').digest().subarray(0, ID_BYTES);
}

function damaged(recordingId: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'wrapped-identity-damaged',
    `The wrapped key of recording ${recordingId} in the database was altered. Restore its row from a backup of the database.`,
    { cause },
  );
}

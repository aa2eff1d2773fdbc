import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { CentralitaError } from '../services/core/errors.ts';

/*
 * The master key (32 bytes, config/secrets.ts) wraps the private half of each recording's key pair. A wrapped identity
 * is `version (1 byte) | key id (4) | nonce (12) | AES-256-GCM ciphertext | tag (16)`, with the recording's id as
 * associated data, so that a row copied to another recording does not open it.
 */
const VERSION = 1;
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES + NONCE_BYTES;

/** Wraps an age identity (`AGE-SECRET-KEY-1…`) for the row of one recording. */
export function wrapIdentity(masterKey: Uint8Array, recordingId: string, identity: string): Uint8Array {
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
export function unwrapIdentity(masterKey: Uint8Array, recordingId: string, wrapped: Uint8Array): string {
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
function keyId(masterKey: Uint8Array): Buffer {
  return createHmac('sha256', masterKey).update('centralita master key').digest().subarray(0, ID_BYTES);
}

function damaged(recordingId: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'wrapped-identity-damaged',
    `The wrapped key of recording ${recordingId} in the database was altered. Restore its row from a backup of the database.`,
    { cause },
  );
}

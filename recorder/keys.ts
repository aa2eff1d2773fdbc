import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Keyring, keyId } from '../config/master-keys/keyring.ts';
import { CentralitaError } from '../services/core/errors.ts';

/*
 * A master key (32 bytes, config/master-keys) wraps the private half of each recording's key pair. A wrapped identity
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
  const id = Buffer.from(keyId(masterKey), 'hex');
  return Buffer.concat([Uint8Array.of(VERSION), id, nonce, sealed, cipher.getAuthTag()]);
}

/** The id of the master key that wrapped it; null when these bytes are no wrapped identity. */
export function wrappedBy(wrapped: Uint8Array): string | null {
  const bytes = Buffer.from(wrapped);
  if (bytes[0] !== VERSION || bytes.length <= HEADER_BYTES + TAG_BYTES) return null;
  return bytes.toString('hex', 1, 1 + ID_BYTES);
}

/**
 * Gives back the identity of one recording.
 * @throws CentralitaError `master-key-wrong` when another key wrapped it, `wrapped-identity-damaged` when it was altered
 * or belongs to another recording.
 */
export function unwrapIdentity(masterKey: Uint8Array, recordingId: string, wrapped: Uint8Array): string {
  const bytes = Buffer.from(wrapped);
  const id = wrappedBy(wrapped);
  if (id === null) throw damaged(recordingId);
  if (id !== keyId(masterKey)) throw wrongKey(recordingId, id);
  const decipher = createDecipheriv('aes-256-gcm', masterKey, bytes.subarray(1 + ID_BYTES, HEADER_BYTES));
  decipher.setAAD(Buffer.from(recordingId));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw damaged(recordingId, cause);
  }
}

/** The same, by whichever master key of the ring wrapped it. @throws as `unwrapIdentity`, and what the sources throw. */
export async function unwrapWith(ring: Keyring, recordingId: string, wrapped: Uint8Array): Promise<string> {
  const id = wrappedBy(wrapped);
  if (id === null) throw damaged(recordingId);
  const key = await ring.find(id);
  if (key === null) throw wrongKey(recordingId, id);
  return unwrapIdentity(key, recordingId, wrapped);
}

function wrongKey(recordingId: string, id: string): CentralitaError {
  return new CentralitaError(
    'master-key-wrong',
    `The key of recording ${recordingId} was wrapped by another master key (${id}). Put that master key back from its backup, or name its source in keys.master.`,
  );
}

function damaged(recordingId: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'wrapped-identity-damaged',
    `The wrapped key of recording ${recordingId} was altered. Restore its row from the backup of the keys.`,
    { cause },
  );
}

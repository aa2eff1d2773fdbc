import { join } from 'node:path';
import type { Keyring } from '../config/master-keys/keyring.ts';
import type { RuntimeProgram } from '../config/runtime.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { RecordingsStore, SealedRow } from '../services/ports.ts';
import { unwrapWith } from './keys.ts';
import type { WorkerPool } from './worker/pool.ts';

export type Opener = {
  readonly dataFolder: string;
  readonly keyring: Keyring;
  readonly ffmpeg: RuntimeProgram;
  readonly recordings: RecordingsStore;
  readonly workers: WorkerPool;
};

/**
 * Decrypts a recording for a listener; it passes through memory only.
 * @throws CentralitaError `recording-not-found`, `recording-not-sealed`, `recording-damaged`, `master-key-wrong`,
 * `wrapped-identity-damaged`.
 */
export async function openRecording(opener: Opener, recordingId: string, format: 'ogg' | 'wav'): Promise<Uint8Array> {
  const row = await opener.recordings.sealed(recordingId);
  if (row === null) {
    const captures = await opener.recordings.captures(recordingId);
    throw captures.length === 0
      ? new CentralitaError('recording-not-found', `There is no recording ${recordingId}. Search for its call again.`)
      : new CentralitaError(
          'recording-not-sealed',
          `Recording ${recordingId} is not sealed yet. Try again some seconds after the call ended.`,
        );
  }
  const identity = await identityOf(opener.keyring, row);
  return opener.workers.run({
    kind: 'open',
    ffmpeg: opener.ffmpeg,
    path: join(opener.dataFolder, row.path),
    identity,
    sha256: row.sha256,
    format,
  });
}

/** The private half of a recording's key pair. @throws CentralitaError `key-missing` and what the keyring throws. */
export async function identityOf(keyring: Keyring, row: SealedRow): Promise<string> {
  const { recordingId, wrappedIdentity } = row;
  if (wrappedIdentity === null)
    throw new CentralitaError(
      'key-missing',
      `The key of recording ${recordingId} is not there, and no erasure is noted. Restore keys/keys.db from its backup.`,
    );
  return unwrapWith(keyring, recordingId, wrappedIdentity);
}

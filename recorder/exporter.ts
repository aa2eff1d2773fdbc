import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../config/master-keys/keyring.ts';
import type { RuntimeProgram } from '../config/runtime.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { ExporterPort, RecordingsStore, SealedRow } from '../services/ports.ts';
import { hashFile } from './durable.ts';
import type { Healer } from './healing.ts';
import { identityOf } from './open.ts';
import { damaged } from './worker/open-file.ts';
import type { WorkerPool } from './worker/pool.ts';

export type ExporterOptions = {
  readonly dataFolder: string;
  readonly keyring: Keyring;
  readonly ffmpeg: RuntimeProgram;
  readonly recordings: Pick<RecordingsStore, 'sealed'>;
  readonly workers: WorkerPool;
  /** Where a file is damaged or gone, it is fetched back first. */
  readonly heal: Healer;
};

const NOT_SEALED = 'The recording is not sealed yet; try again after the call.';

/** Recordings for others: encrypted for their own age key, or with the very identity that opens the sealed file. */
export function exporterOf(options: ExporterOptions): ExporterPort {
  const sealed = async (recordingId: string): Promise<SealedRow> => {
    const row = await options.recordings.sealed(recordingId);
    if (row === null) throw new CentralitaError('recording-not-sealed', NOT_SEALED);
    return row;
  };
  const pathOf = (row: SealedRow) => join(options.dataFolder, row.path);
  return {
    exportFor: async (recordingId, recipient) => {
      const { Encrypter } = await import('age-encryption');
      try {
        new Encrypter().addRecipient(recipient);
      } catch (cause) {
        const sentence = 'That is no public age key: write the one that begins with age1, whole and without blanks.';
        throw new CentralitaError('recipient-invalid', sentence, { cause });
      }
      const row = await sealed(recordingId);
      const target = join(options.dataFolder, 'outgoing', `export-${randomUUID()}.age`);
      const identity = await identityOf(options.keyring, row);
      const { bytes } = await options.heal(recordingId, () =>
        options.workers.run({
          kind: 'copy',
          ffmpeg: options.ffmpeg,
          path: pathOf(row),
          identity,
          sha256: row.sha256,
          format: 'opus',
          recipients: [recipient],
          target,
        }),
      );
      return { path: target, bytes, remove: () => rm(target, { force: true }) };
    },
    identity: async (recordingId) => identityOf(options.keyring, await sealed(recordingId)),
    sealedFile: async (recordingId) => {
      const row = await sealed(recordingId);
      const path = pathOf(row);
      return options.heal(recordingId, async () => {
        const lies = await hashFile(path).catch((cause: unknown) => {
          throw damaged(path, cause);
        });
        if (lies.sha256 !== row.sha256) throw damaged(path);
        return { path, bytes: lies.bytes };
      });
    },
  };
}

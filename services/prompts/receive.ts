import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UPLOAD_LIMIT_BYTES } from '../../config/prompts/upload.ts';
import { CentralitaError } from '../core/errors.ts';

/** Of a file that is too large so much is listened to before the line is cut: who sends it is told why. */
const PATIENCE = 4;

/**
 * Keeps what somebody sends in a file of its own while `use` looks at it; the file is gone afterwards.
 * @throws CentralitaError `upload-too-large`, and what `use` throws.
 */
export async function receive<T>(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const own = mkdtempSync(join(folder, 'upload-'));
  const path = join(own, 'sound');
  let bytes = 0;
  const guarded = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const part of source) {
      bytes += part.length;
      if (bytes > UPLOAD_LIMIT_BYTES * PATIENCE) break;
      if (bytes > UPLOAD_LIMIT_BYTES) continue;
      yield part;
    }
  };
  try {
    await pipeline(content, guarded, createWriteStream(path, { mode: 0o600 }));
    if (bytes > UPLOAD_LIMIT_BYTES)
      throw new CentralitaError(
        'upload-too-large',
        `The file is larger than ${UPLOAD_LIMIT_BYTES / 1e6} MB. Send a shorter or compressed recording, such as MP3.`,
      );
    return await use(path);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

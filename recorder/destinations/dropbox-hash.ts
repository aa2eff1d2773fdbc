import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Dropbox's `content_hash` of a file: SHA-256 of the SHA-256 of each block of 4 MiB, hex
 * (https://www.dropbox.com/developers/reference/content-hash).
 */
export async function contentHash(source: Readable): Promise<string> {
  const whole = createHash('sha256');
  let block = createHash('sha256');
  let filled = 0;
  for await (const read of source) {
    for (let chunk = read as Buffer; chunk.length > 0; ) {
      const part = chunk.subarray(0, BLOCK_BYTES - filled);
      block.update(part);
      filled += part.length;
      chunk = chunk.subarray(part.length);
      if (filled < BLOCK_BYTES) continue;
      whole.update(block.digest());
      block = createHash('sha256');
      filled = 0;
    }
  }
  if (filled > 0) whole.update(block.digest());
  return whole.digest('hex');
}

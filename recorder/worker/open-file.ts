import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CentralitaError } from '../../services/core/errors.ts';
import { DECODE, throughFfmpeg } from '../ffmpeg.ts';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from '../timeline.ts';
import { decrypted, hashed } from './age-streams.ts';
import type { Job } from './protocol.ts';

/**
 * The plain audio of a sealed file.
 * @throws CentralitaError `recording-damaged` when the file is missing or not, bit by bit, what was sealed.
 */
export async function openFile(job: Extract<Job, { kind: 'open' }>): Promise<Uint8Array> {
  const sealed = createHash('sha256');
  const opus: Uint8Array[] = [];
  try {
    for await (const chunk of decrypted(hashed(createReadStream(job.path), sealed), job.identity)) opus.push(chunk);
  } catch (cause) {
    throw damaged(job.path, cause);
  }
  if (sealed.digest('hex') !== job.sha256) throw damaged(job.path);
  if (job.format === 'ogg') return Buffer.concat(opus);
  const pcm: Buffer[] = [];
  const source = async function* () {
    yield* opus;
  };
  const collect = async (output: AsyncIterable<Buffer>) => {
    for await (const chunk of output) pcm.push(chunk);
  };
  await throughFfmpeg(job.ffmpeg, DECODE, source(), collect);
  const size = pcm.reduce((sum, chunk) => sum + chunk.length, 0);
  return Buffer.concat([wavHeader(size), ...pcm]);
}

/** ffmpeg cannot write the sizes of a WAV file into a pipe, so the 44 bytes of its header are written here. */
export function wavHeader(size: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + size, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(size, 40);
  return header;
}

export function damaged(path: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'recording-damaged',
    `The sealed recording ${path} is missing or was altered. Put back one of its published copies, whose SHA-256 is in its receipt.`,
    { cause },
  );
}

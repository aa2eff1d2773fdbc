import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Encrypter } from 'age-encryption';
import { makeFolder, syncFolder } from '../durable.ts';
import { DECODE, TO_MP3, throughFfmpeg } from '../ffmpeg.ts';
import { decrypted, hashed } from './age-streams.ts';
import { damaged, wavHeader } from './open-file.ts';
import type { Job, JobResult } from './protocol.ts';

type CopyJob = Extract<Job, { kind: 'copy' }>;

/**
 * Writes a copy of a sealed recording in another format, encrypted for others or plain, durable under its final name.
 * It streams: a recording of twelve hours takes no more memory than a short one.
 * @throws CentralitaError `recording-damaged` when the sealed file is not, bit by bit, what was sealed.
 */
export async function copyFile(job: CopyJob): Promise<JobResult['copy']> {
  const temporary = `${job.target}.tmp`;
  await makeFolder(dirname(job.target));
  const written = createHash('sha256');
  let bytes = 0;
  try {
    const header = job.format === 'wav' ? wavHeader(await pcmBytes(job)) : null;
    const file = await open(temporary, 'w', 0o600);
    try {
      await inFormat(job, header, async (audio) => {
        for await (const chunk of job.recipients.length > 0 ? encrypted(audio, job.recipients) : audio) {
          written.update(chunk);
          await file.appendFile(chunk);
          bytes += chunk.length;
        }
      });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, job.target);
    await syncFolder(dirname(job.target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { bytes, sha256: written.digest('hex') };
}

/** The Opus of the sealed file; what is not what was sealed ends in an error before its last byte. */
async function* opusOf(job: CopyJob): AsyncGenerator<Uint8Array> {
  const sealed = createHash('sha256');
  try {
    yield* decrypted(hashed(createReadStream(job.path), sealed), job.identity);
  } catch (cause) {
    throw damaged(job.path, cause);
  }
  if (sealed.digest('hex') !== job.sha256) throw damaged(job.path);
}

/** How much a WAV file will hold: it says so at its beginning, and cannot be gone back to once encrypted. */
async function pcmBytes(job: CopyJob): Promise<number> {
  let bytes = 0;
  await throughFfmpeg(job.ffmpeg, DECODE, opusOf(job), async (output) => {
    for await (const chunk of output) bytes += chunk.length;
  });
  return bytes;
}

async function inFormat(
  job: CopyJob,
  header: Buffer | null,
  sink: (audio: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  if (job.format === 'opus') return sink(opusOf(job));
  await throughFfmpeg(job.ffmpeg, job.format === 'mp3' ? TO_MP3 : DECODE, opusOf(job), async (output) => {
    const whole = new PassThrough();
    if (header !== null) whole.write(header);
    output.once('error', (error) => whole.destroy(error)).pipe(whole);
    await sink(whole);
  });
}

async function* encrypted(
  source: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  for (const one of recipients) encrypter.addRecipient(one);
  const cipher = await encrypter.encrypt(Readable.toWeb(Readable.from(source)) as ReadableStream);
  yield* cipher as AsyncIterable<Uint8Array>;
}

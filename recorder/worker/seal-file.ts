import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { CentralitaError } from '../../services/core/errors.ts';
import { makeFolder, syncFolder } from '../durable.ts';
import { ENCODE, encodeFile, throughFfmpeg } from '../ffmpeg.ts';
import { collectPeaks } from '../peaks.ts';
import { type Segment, timelineAudio } from '../timeline.ts';
import { decrypted, gathered, hashed } from './age-streams.ts';
import { oggLength } from './ogg-length.ts';
import type { Job, SealedFile, WorkerStep } from './protocol.ts';

/** What age encrypts at a time. */
const AGE_CHUNK_BYTES = 64 * 1024;
/** One Opus frame: what the length may differ by. */
const TOLERANCE_MS = 20;

/**
 * Encodes and encrypts a recording into `target`, durable under its final name, then reads it back and compares. A file
 * that an earlier, killed attempt left there is replaced: its key was never saved, so nobody can read it.
 */
export async function sealFile(
  job: Extract<Job, { kind: 'seal' }>,
  step: (step: WorkerStep) => Promise<void>,
): Promise<SealedFile> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const temporary = `${job.target}.tmp`;
  await makeFolder(dirname(job.target));
  let written: Written;
  try {
    written = await writeSealed(job, recipient, temporary, step);
    await rename(temporary, job.target);
    await syncFolder(dirname(job.target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await step('renamed');
  await compare(job, identity, written);
  await step('verified');
  return { identity, recipient, bytes: written.bytes, sha256: written.sha256, waveform: written.waveform };
}

type Written = Pick<SealedFile, 'bytes' | 'sha256' | 'waveform'> & { readonly opusSha256: string };

async function writeSealed(
  job: Extract<Job, { kind: 'seal' }>,
  recipient: string,
  temporary: string,
  step: (step: WorkerStep) => Promise<void>,
): Promise<Written> {
  const peaks = collectPeaks(job.durationMs);
  const opus = createHash('sha256');
  const sealed = createHash('sha256');
  let bytes = 0;
  const audio = async function* () {
    for await (const chunk of timelineAudio(job.segments)) {
      peaks.add(chunk);
      yield chunk;
    }
  };
  const file = await open(temporary, 'w', 0o600);
  try {
    const lying = asItLies(job.segments);
    if (lying) for await (const chunk of timelineAudio(job.segments)) peaks.add(chunk);
    const [args, source] = lying ? [encodeFile(lying.path, lying.bytes), null] : [ENCODE, audio()];
    await throughFfmpeg(job.ffmpeg, args, source, async (output) => {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      const cipher = await encrypter.encrypt(ReadableStream.from(hashed(gathered(output, AGE_CHUNK_BYTES), opus)));
      for await (const chunk of cipher as AsyncIterable<Uint8Array>) {
        sealed.update(chunk);
        await file.appendFile(chunk);
        if (bytes === 0) await step('writing');
        bytes += chunk.length;
      }
    });
    await step('written');
    await file.sync();
  } finally {
    await file.close();
  }
  await step('flushed');
  return { bytes, sha256: sealed.digest('hex'), opusSha256: opus.digest('hex'), waveform: peaks.waveform() };
}

/** Most recordings are one file of the spool: ffmpeg reads that itself, which takes less than handing it over. */
function asItLies([only, ...others]: readonly Segment[]): Segment | null {
  return only?.silenceBytes === 0 && others.length === 0 ? only : null;
}

/** What lies on the disk must decrypt to the same Opus, and that must play for as long as the call was recorded. */
async function compare(job: Extract<Job, { kind: 'seal' }>, identity: string, written: Written): Promise<void> {
  const sealed = createHash('sha256');
  const opus = createHash('sha256');
  const plain = decrypted(hashed(createReadStream(job.target), sealed), identity);
  const durationMs = await oggLength(hashed(plain, opus));
  const wrong =
    sealed.digest('hex') !== written.sha256 ||
    opus.digest('hex') !== written.opusSha256 ||
    durationMs === null ||
    Math.abs(durationMs - job.durationMs) > TOLERANCE_MS;
  if (wrong) {
    throw new CentralitaError(
      'seal-differs',
      `The sealed file ${job.target} does not read back as it was written. Check the disk; the recording stays in the spool and is sealed again.`,
    );
  }
}

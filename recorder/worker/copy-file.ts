import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, syncFolder } from '../durable.ts';
import { encrypted } from './age-streams.ts';
import { plainAudio } from './plain-audio.ts';
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
    const file = await open(temporary, 'w', 0o600);
    try {
      await plainAudio(job, async (audio) => {
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

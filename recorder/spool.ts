import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { hasCode } from './durable.ts';
import { expectedBytes, type SpooledPart } from './timeline.ts';

/**
 * The spool is memory (tmpfs): `<spool>/<recordingId>/<captureId>.raw`, written by Asterisk, emptied by the recorder only
 * when the recording is sealed.
 */
export type CapturedPart = { readonly captureId: string; readonly startedAt: number; readonly endedAt: number | null };

/** Asterisk writes in blocks of 32 KiB (about 1 s); a file shorter than its part by more than this may still be open. */
const LATE_BYTES = 16_000;
const LATE_CHECK_MS = 250;
const LATE_CHECKS = 12;
const SETTLED_MS = 5_000;

const MARK = 'unsealed.json';
const markSchema = z.object({ callId: z.string() });

/** The parts of a recording as they lie in the spool; waits up to 3 s for a writer that is still flushing. Missing files count 0 bytes. */
export async function spooledParts(
  spoolFolder: string,
  recordingId: string,
  captures: readonly CapturedPart[],
): Promise<readonly SpooledPart[]> {
  const parts: SpooledPart[] = [];
  for (const { captureId, startedAt, endedAt } of captures) {
    const path = join(spoolFolder, recordingId, `${captureId}.raw`);
    const wanted = expectedBytes(startedAt, endedAt) - LATE_BYTES;
    let { bytes, settled: stable } = await lookAt(path);
    // Long enough, and no longer growing: the last block is written when the leg is gone, a moment after its news.
    for (let check = 0; bytes > 0 && !(stable && bytes >= wanted) && check < LATE_CHECKS; check += 1) {
      await delay(LATE_CHECK_MS);
      const now = (await lookAt(path)).bytes;
      stable = now === bytes;
      bytes = now;
    }
    parts.push({ path, startedAt, bytes });
  }
  return parts;
}

/** Whether the spool still holds anything of a recording. */
export async function isSpooled(spoolFolder: string, recordingId: string): Promise<boolean> {
  return (await list(join(spoolFolder, recordingId))).length > 0;
}

/** Forgets the plain audio of a recording. */
export async function emptySpool(spoolFolder: string, recordingId: string): Promise<void> {
  await rm(join(spoolFolder, recordingId), { recursive: true, force: true });
}

/** Leaves word beside the audio that this recording ended and could not be sealed, so that the next start tries again. */
export async function markUnsealed(spoolFolder: string, recordingId: string, callId: string): Promise<void> {
  await mkdir(join(spoolFolder, recordingId), { recursive: true, mode: 0o700 });
  await writeFile(join(spoolFolder, recordingId, MARK), JSON.stringify({ callId }), { mode: 0o600 });
}

/** What the spool holds: recordings, and the call of those that could not be sealed earlier. */
export async function spooledRecordings(
  spoolFolder: string,
): Promise<readonly { readonly recordingId: string; readonly unsealedCall: string | null }[]> {
  const found = [];
  for (const recordingId of await list(spoolFolder)) {
    found.push({ recordingId, unsealedCall: await readMark(join(spoolFolder, recordingId, MARK)) });
  }
  return found;
}

async function readMark(path: string): Promise<string | null> {
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8'))).callId;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Size of a file, and whether it was last written long enough ago that nobody is writing it. Nothing where there is none. */
async function lookAt(path: string): Promise<{ readonly bytes: number; readonly settled: boolean }> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, settled: Date.now() - mtimeMs > SETTLED_MS };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return { bytes: 0, settled: true };
    throw error;
  }
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

import { createWriteStream } from 'node:fs';
import { copyFile, link, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasCode, hashFile, makeFolder, syncFolder } from '../durable.ts';
import {
  conflict,
  type Destination,
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  type Publication,
  type Receipt,
  sidecarName,
  sidecarText,
} from './destination.ts';

/** A folder of this machine, or one mounted into it; a relative one is inside the data folder. */
export const local: Destination<'local'> = {
  type: 'local',
  guarantee: 'once',
  async publish(publication, settings, context): Promise<Receipt> {
    const folder = folderOf(settings, context);
    const location = join(folder, publication.name);
    try {
      await makeFolder(dirname(location));
      const there = await existing(location);
      if (there !== null && there.sha256 !== publication.sha256) throw conflict(location);
      const seen = there ?? (await copy(publication, location, context));
      // Killed between its two names, an attempt leaves the first behind.
      if (there !== null) await rm(temporaryName(location), { force: true });
      if (publication.withSidecar)
        await writeSidecar(join(folder, sidecarName(publication.name)), sidecarText(publication.sidecar));
      await syncFolder(dirname(location));
      return { location, ...seen };
    } catch (error) {
      throw explain(error, location, folder);
    }
  },
  async remove(name, settings, context): Promise<void> {
    await rm(join(folderOf(settings, context), name), { force: true });
  },
  async fetch(name, to, settings, context): Promise<void> {
    await copyFile(join(folderOf(settings, context), name), to);
  },
};

function folderOf(settings: Extract<DestinationSettings, { type: 'local' }>, context: DestinationContext): string {
  return isAbsolute(settings.folder) ? settings.folder : join(context.dataFolder, settings.folder);
}

type Seen = { readonly sha256: string; readonly bytes: number };

/** Copies under a temporary name, flushes, reads back, and takes the final name only if that is still free. */
async function copy({ path, sha256 }: Publication, location: string, context: DestinationContext): Promise<Seen> {
  const temporary = temporaryName(location);
  try {
    // Made anew and never emptied: an attempt that was given up, and goes on late, has another file in its hands.
    await rm(temporary, { force: true });
    await pipeline(context.read(path), createWriteStream(temporary, { mode: 0o600, flags: 'wx' }));
    await flush(temporary);
    const seen = await hashFile(temporary);
    if (seen.sha256 !== sha256) {
      const sentence = `The copy at ${location} does not read back as it was written. Check that disk.`;
      throw new DestinationError('destination-differs', sentence);
    }
    context.signal.throwIfAborted();
    await link(temporary, location);
    return seen;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSidecar(location: string, text: string): Promise<void> {
  const temporary = temporaryName(location);
  try {
    await rm(temporary, { force: true });
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await flush(temporary);
    await rename(temporary, location);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Always the same, so that a crash leaves nothing behind that the next attempt does not take. */
const temporaryName = (location: string) => `${location}.tmp`;

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function existing(location: string): Promise<Seen | null> {
  try {
    return await hashFile(location);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function explain(error: unknown, location: string, folder: string): Error {
  if (error instanceof DestinationError) return error;
  const failed = (code: string, sentence: string) => new DestinationError(code, sentence, { cause: error });
  if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
    return failed('destination-full', `The disk of ${folder} is full. Free some space there; it is tried again.`);
  }
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    return failed(
      'destination-refused',
      `The controller may not write ${location}. Give it the right to write in ${folder}.`,
    );
  }
  if (hasCode(error, 'EEXIST')) return conflict(location);
  const words = error instanceof Error ? error.message : String(error);
  return failed('destination-failed', `${location} could not be written (${words}). Check the folder ${folder}.`);
}

import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DestinationContext, Publication } from '../../../recorder/destinations/destination.ts';
import { hashFile } from '../../../recorder/durable.ts';
import { readAtOnce } from '../../../recorder/pace.ts';

/** A sealed file to publish (its content is of no matter to a destination). */
export async function aPublication(root: string, size = 20_000, recordingId = 'rec-1'): Promise<Publication> {
  const path = join(root, `${recordingId}.age`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, randomBytes(size));
  const { sha256, bytes } = await hashFile(path);
  return {
    recordingId,
    callId: 'call-1',
    path,
    bytes,
    sha256,
    name: `mesa/2027/01/16/${recordingId}.age`,
    withSidecar: true,
    sidecar: {
      version: 1,
      recordingId,
      callId: 'call-1',
      service: { id: 'mesa', name: 'Mesa de ayuda', timeZone: 'Europe/Madrid' },
      callStartedAt: '2027-01-15T23:29:51.000Z',
      recordingStartedAt: '2027-01-15T23:30:00.000Z',
      durationMs: 63_000,
      file: `${recordingId}.age`,
      format: 'age; Ogg Opus stereo, caller left, agent right',
      recipient: 'age1example',
      bytes,
      sha256,
    },
  };
}

/** The same recording with other content, as if somebody had put it there. */
export async function another(publication: Publication, root: string): Promise<Publication> {
  const other = await aPublication(join(root, 'other'), 500, publication.recordingId);
  return { ...other, name: publication.name };
}

export function contextOf(
  secrets: Readonly<Record<string, string>> = {},
  over: Partial<DestinationContext> = {},
): DestinationContext {
  return {
    dataFolder: '/nonexistent',
    publicUrl: 'https://centre.example',
    secret: (name) => secrets[name],
    read: readAtOnce,
    signal: new AbortController().signal,
    ...over,
  };
}

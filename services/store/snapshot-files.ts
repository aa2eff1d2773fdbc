import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as otherWork } from 'node:timers/promises';
import type { World } from '../core/world.ts';
import { databaseError } from './database-error.ts';
import { type Label, piecesOf, worldFrom } from './snapshot-bytes.ts';

/** Bytes between two flushes, and the pause after each (ms): a commit that flushes at the same time waits for so much. */
const SLICE = 256 * 1024;
const PAUSE_MS = 4;
/** How many snapshots stay: the newest, and one in case that one cannot be read. */
const KEPT = 2;

const NAME = /^(\d+)\.world$/;

/** Where the snapshots of a database file lie. They can be deleted at any time: the journal has it all. */
export const snapshotFolder = (databaseFile: string): string => `${databaseFile}.snapshots`;

/**
 * Writes a world durably under its number, and removes what it replaces. The world must not change meanwhile.
 * @throws CentralitaError `disk-full`, `database-unusable`.
 */
export async function writeSnapshotFile(folder: string, world: World, label: Label): Promise<void> {
  const path = join(folder, `${label.seq}.world`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeSlowly(`${path}.part`, piecesOf(world, label));
    await rename(`${path}.part`, path);
    const kept = (await seqsIn(folder)).slice(0, KEPT).map((seq) => `${seq}.world`);
    for (const name of await readdir(folder)) if (!kept.includes(name)) await rm(join(folder, name), { force: true });
  } catch (error) {
    // On a full disk the room is others' who need it more.
    await rm(`${path}.part`, { force: true }).catch(() => undefined);
    throw databaseError(error, folder);
  }
}

async function writeSlowly(path: string, pieces: Iterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    let waiting: Buffer[] = [];
    let bytes = 0;
    const flush = async () => {
      await file.writev(waiting);
      await file.datasync();
      waiting = [];
      bytes = 0;
    };
    for (const piece of pieces) {
      waiting.push(piece);
      bytes += piece.length;
      if (bytes < SLICE) continue;
      await flush();
      await otherWork(PAUSE_MS);
    }
    if (bytes > 0) await flush();
  } finally {
    await file.close();
  }
}

/**
 * The newest world in a folder that can be read and belongs to this journal.
 * @param originOf the hash of the journal's event of this number; null: it has none, being older than the snapshot.
 */
export async function readSnapshotFile(
  folder: string,
  format: number,
  originOf: (seq: number) => Promise<string | null>,
): Promise<{ readonly seq: number; readonly world: World } | null> {
  for (const seq of await seqsIn(folder)) {
    try {
      const found = worldFrom(await readFile(join(folder, `${seq}.world`)), format);
      if (found?.label.seq === seq && found.label.origin === (await originOf(seq))) return { seq, world: found.world };
    } catch {
      // Written by another version of Node, or taken away: the journal has it all.
    }
  }
  return null;
}

/** Newest first. */
async function seqsIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

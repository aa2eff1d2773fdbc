import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ringOf } from '../../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { openRecording } from '../../../recorder/open.ts';
import { WorkerPool } from '../../../recorder/worker/pool.ts';
import { openChaosStore, recordingName, type Scene, siteOf } from './scene.ts';

/** Everything that lies at a destination: name → SHA-256 (hex). */
export type Shelf = ReadonlyMap<string, string>;

export type Verdict = {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly mismatched: readonly string[];
};

/**
 * Holds what was told against what lies there. Lost: a recording that is not sealed, does not open, or has no copy or no
 * receipt. Duplicated: told twice, or a file that nobody told of, a half one included. Mismatched: another hash than that
 * of the receipt and of the sealed file.
 */
export async function judge(
  scene: Scene,
  recordings: number,
  shelves: ReadonlyMap<string, Shelf>,
  sealed: Shelf,
): Promise<Verdict> {
  const lost: string[] = [];
  const duplicated: string[] = [];
  const mismatched: string[] = [];
  const store = await openChaosStore(scene);
  const told = await tellings(store);
  const workers = new WorkerPool(2);
  const opener = {
    dataFolder: scene.dataFolder,
    keyring: ringOf(Buffer.from(scene.masterKey, 'hex')),
    ffmpeg: runtimeProgram('ffmpeg'),
    recordings: store.recordings,
    workers,
  };
  const expected = new Map([...shelves.keys()].map((id) => [id, new Set<string>()]));
  const sealedPaths = new Set<string>();
  for (let n = 0; n < recordings; n += 1) {
    const id = recordingName(n);
    const row = await store.recordings.sealed(id);
    const times = told.get(`sealed ${id}`) ?? [];
    if (times.length > 1) duplicated.push(`${id}: told as sealed ${times.length} times`);
    if (row === null || times.length === 0) {
      lost.push(`${id}: not sealed`);
      continue;
    }
    sealedPaths.add(row.path);
    if (sealed.get(row.path) !== row.sha256) mismatched.push(`${id}: the sealed file is not what its row says`);
    await openRecording(opener, id, 'ogg').catch((error: unknown) => lost.push(`${id}: ${String(error)}`));
    for (const [destination, shelf] of shelves) {
      const receipts = told.get(`published ${id} ${destination}`) ?? [];
      const name = `mesa/2027/01/15/${id}.age`;
      expected.get(destination)?.add(name).add(name.replace(/age$/, 'json'));
      if (receipts.length === 0 || !shelf.has(name)) lost.push(`${id}: no copy or no receipt at ${destination}`);
      if (receipts.length > 1) duplicated.push(`${id}: told as published to ${destination} ${receipts.length} times`);
      for (const hash of [...receipts, shelf.get(name)])
        if (hash !== undefined && hash !== row.sha256) mismatched.push(`${id}: another hash at ${destination}`);
    }
  }
  for (const [destination, shelf] of shelves)
    for (const name of shelf.keys())
      if (!expected.get(destination)?.has(name)) duplicated.push(`${destination}: ${name} is too much`);
  for (const path of sealed.keys()) if (!sealedPaths.has(path)) duplicated.push(`sealed: ${path} is too much`);
  const spooled = readdirSync(scene.spoolFolder).filter((name) => name.startsWith('rec-'));
  for (const id of spooled) duplicated.push(`${id}: its plain audio is still in the spool`);
  await workers.close();
  await store.close();
  return { lost, duplicated, mismatched };
}

/** What the journal tells of each recording: the hashes, by kind, recording and destination. */
async function tellings(store: Awaited<ReturnType<typeof openChaosStore>>): Promise<Map<string, string[]>> {
  const told = new Map<string, string[]>();
  const add = (key: string, hash: string) => told.set(key, [...(told.get(key) ?? []), hash]);
  for (let after = 0; ; ) {
    const events = await store.journal.read(after, 1_000);
    for (const { event } of events) {
      if (event.type === 'recording-sealed') add(`sealed ${event.recordingId}`, event.sha256);
      if (event.type === 'recording-published')
        add(`published ${event.recordingId} ${event.destination}`, event.sha256);
    }
    const last = events.at(-1);
    if (last === undefined) return told;
    after = last.seq;
  }
}

/** What lies in a folder, by path from it. */
export function shelfOfFolder(folder: string): Shelf {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return new Map(
    entries
      .filter((one) => one.isFile())
      .map((one) => {
        const path = join(one.parentPath, one.name);
        return [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')];
      }),
  );
}

/** Destinations of a scene, for messages. */
export const destinationsOf = (scene: Scene) => siteOf(scene).destinations.map(({ id }) => id);

import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onSmallDisk } from './servers/small-disk.ts';
import { folders } from './tones.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let place: Awaited<ReturnType<typeof folders>>;
beforeEach(async () => {
  place = await folders();
});
afterEach(() => place.remove());

it('a full disk keeps the audio in the spool, leaves no half file, and lets it be sealed later', async () => {
  await mkdir(place.dataFolder);
  const from = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const loader = from('../../config/threads/from-source.mjs');
  const child = [process.execPath, '--import', loader, from('seal-full-child.ts'), place.root, place.dataFolder];
  const run = spawnSync('unshare', onSmallDisk(place.dataFolder, 256, child), { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const told = JSON.parse(run.stdout);
  expect(told).toMatchObject({ full: { code: 'disk-full' }, spooled: true, left: [], kind: 'sealed' });
  expect(told.full.message).toBe(
    `Recording rec cannot be sealed: the disk of ${place.dataFolder} is full. Free some space; it waits in the spool and is tried again.`,
  );
});

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

/** Starts a program beside this file. */
function program(name: string): readonly string[] {
  const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  return [process.execPath, '--import', from('../../config/threads/from-source.mjs'), from(name)];
}

it('a full disk keeps the audio in the spool, leaves no half file, and lets it be sealed later', async () => {
  await mkdir(place.dataFolder);
  const child = [...program('seal-full-child.ts'), place.root, place.dataFolder];
  const run = spawnSync('unshare', onSmallDisk(place.dataFolder, 256, child), { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const told = JSON.parse(run.stdout);
  expect(told).toMatchObject({ full: { code: 'disk-full' }, spooled: true, left: [], kind: 'sealed' });
  expect(told.full.message).toBe(
    `Recording rec cannot be sealed: the disk of ${place.dataFolder} is full. Free some space; it waits in the spool and is tried again.`,
  );
});

it('a plain copy waits for room in a short spool, says so, and is published once there is some', async () => {
  await mkdir(place.dataFolder);
  const run = spawnSync(
    'unshare',
    onSmallDisk(place.dataFolder, 2_048, [...program('short-spool-child.ts'), place.dataFolder]),
    {
      encoding: 'utf8',
    },
  );
  expect(run.stderr).toBe('');
  const { reason, ...rest } = JSON.parse(run.stdout);
  expect(reason).toBe(
    `The spool ${place.dataFolder}/spool has no room for a plain wav copy of recording rec-1. Enlarge it, or choose a smaller format or encryptFor in the rule; it is tried again.`,
  );
  expect(rest).toEqual({ sealed: 1, bytes: 44 + 20 * 32_000 });
});

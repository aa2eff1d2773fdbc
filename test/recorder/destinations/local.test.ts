import { spawnSync } from 'node:child_process';
import { link, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attemptPublication } from '../../../recorder/attempt.ts';
import { local } from '../../../recorder/destinations/local.ts';
import { hashFile } from '../../../recorder/durable.ts';
import { onSmallDisk } from '../servers/small-disk.ts';
import { localDestination } from '../site.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const settings = { ...localDestination('archive', 'published'), type: 'local', folder: 'published' } as const;
let place: Awaited<ReturnType<typeof folders>>;

beforeEach(async () => {
  place = await folders();
});
afterEach(() => place.remove());

const context = () => contextOf({}, { dataFolder: place.dataFolder });

describe('a local folder', () => {
  it('that is relative lies inside the data folder', async () => {
    const publication = await aPublication(place.root);
    const receipt = await local.publish(publication, settings, context());
    expect(receipt.location).toBe(join(place.dataFolder, 'published/mesa/2027/01/16/rec-1.age'));
    expect(await hashFile(receipt.location)).toEqual({ sha256: receipt.sha256, bytes: receipt.bytes });
    expect(receipt.sha256).toBe(publication.sha256);
    expect(await readdir(join(receipt.location, '..'))).toEqual(['rec-1.age', 'rec-1.json']);
    const sidecar = await readFile(receipt.location.replace('.age', '.json'), 'utf8');
    expect(JSON.parse(sidecar)).toEqual(publication.sidecar);
  });

  it('takes the same file twice and never another over it', async () => {
    const publication = await aPublication(place.root);
    const folder = join(place.root, 'elsewhere');
    const first = await local.publish(publication, { ...settings, folder }, context());
    expect(await local.publish(publication, { ...settings, folder }, context())).toEqual(first);
    const other = await another(publication, place.root);
    await expect(local.publish(other, { ...settings, folder }, context())).rejects.toMatchObject({
      code: 'destination-conflict',
      lasting: true,
    });
    expect((await hashFile(first.location)).sha256).toBe(publication.sha256);
  });

  it('takes away what an attempt left behind that was killed between its two names', async () => {
    const publication = await aPublication(place.root);
    const { location } = await local.publish(publication, settings, context());
    await link(location, `${location}.tmp`);
    await local.publish(publication, settings, context());
    expect(await readdir(join(location, '..'))).toEqual(['rec-1.age', 'rec-1.json']);
  });

  it('says that its disk is full, leaves nothing half, and takes what still fits', async () => {
    const folder = join(place.root, 'small');
    await mkdir(folder);
    const from = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const loader = from('../../../config/threads/from-source.mjs');
    const child = [process.execPath, '--import', loader, from('local-full-child.ts'), place.root, folder];
    const run = spawnSync('unshare', onSmallDisk(folder, 256, child), { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const told = JSON.parse(run.stdout);
    expect(told.big).toMatchObject({ code: 'destination-full' });
    expect(told.big.message).toContain(`The disk of ${folder} is full. Free some space there`);
    expect(told.left).toEqual(['rec-small.age', 'rec-small.json']);
  });

  it('that does not answer is given up in time', async () => {
    const publication = await aPublication(place.root);
    // A named pipe that nobody reads from blocks like a dead network folder.
    const pipe = join(place.root, 'pipe.age');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const stuck = { ...publication, path: pipe };
    const limited = { ...settings, timeoutSeconds: 1 };
    const sent = attemptPublication(limited, stuck, context(), new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ code: 'destination-timeout' });
    // Lets the blocked open end, so that the test can.
    spawnSync('sh', ['-c', `echo end > "${pipe}"`]);
  });
});

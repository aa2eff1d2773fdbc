import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { dropbox } from '../../../recorder/destinations/dropbox.ts';
import { contentHash } from '../../../recorder/destinations/dropbox-hash.ts';
import { startDropbox } from '../servers/dropbox.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

vi.setConfig({ testTimeout: 60_000 });

type Settings = Extract<DestinationSettings, { readonly type: 'dropbox' }>;

let place: Awaited<ReturnType<typeof folders>>;
let server: Awaited<ReturnType<typeof startDropbox>>;
let settings: Settings;
const secrets = { TOKEN: 'refresh-1', APP: 'app-1' };
const MiB = 1024 * 1024;

beforeAll(async () => {
  place = await folders();
  server = await startDropbox();
  const keys = { refreshTokenEnv: 'TOKEN', appKeyEnv: 'APP' };
  const { endpoint } = server;
  settings = { id: 'box', type: 'dropbox', folder: '/centre', ...keys, endpoint, retries: 0, timeoutSeconds: 10 };
});
beforeEach(() => {
  server.asked.length = 0;
  Object.assign(server.state, { freeBytes: Number.POSITIVE_INFINITY, loses: false, busy: false });
});
afterAll(async () => {
  server.stop();
  await place.remove();
});

it("reckons Dropbox's hash as its documentation does", async () => {
  const blocks = [Buffer.alloc(4 * MiB, 1), Buffer.alloc(4 * MiB, 2), Buffer.alloc(10, 3)];
  const hashes = blocks.map((block) => createHash('sha256').update(block).digest());
  const expected = createHash('sha256').update(Buffer.concat(hashes)).digest('hex');
  // In chunks that do not end where the blocks do.
  const all = Buffer.concat(blocks);
  const chunks = [all.subarray(0, 5 * MiB + 7), all.subarray(5 * MiB + 7)];
  expect(await contentHash(Readable.from(chunks))).toBe(expected);
});

describe('Dropbox', () => {
  it('takes a small file in one request, and its sidecar', async () => {
    const publication = await aPublication(place.root, 20_000);
    const receipt = await dropbox.publish(publication, settings, contextOf(secrets));
    const { bytes, sha256, name } = publication;
    expect(receipt).toEqual({ location: `dropbox:/centre/${name}`, bytes, sha256 });
    expect(server.asked).toEqual(['files/get_metadata', 'files/upload', 'files/upload']);
    expect(server.files.get(`/centre/${name}`)).toEqual(await readFile(publication.path));
    expect(JSON.parse(String(server.files.get('/centre/mesa/2027/01/16/rec-1.json')))).toEqual(publication.sidecar);
  });

  it('takes a large file in a session', async () => {
    const publication = await aPublication(place.root, 20 * MiB + 5, 'rec-2');
    await dropbox.publish(publication, settings, contextOf(secrets));
    const session = 'files/upload_session';
    expect(server.asked.slice(0, 4)).toEqual([
      'files/get_metadata',
      `${session}/start`,
      `${session}/append_v2`,
      `${session}/finish`,
    ]);
    expect(server.files.get(`/centre/${publication.name}`)?.equals(await readFile(publication.path))).toBe(true);
  });

  it('is content with the same file there, and never overwrites another', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-3');
    const first = await dropbox.publish(publication, settings, contextOf(secrets));
    expect(await dropbox.publish(publication, settings, contextOf(secrets))).toEqual(first);
    const other = await another(publication, place.root);
    await expect(dropbox.publish(other, settings, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-conflict',
      lasting: true,
    });
    expect(server.files.get(`/centre/${publication.name}`)?.length).toBe(1000);
  });

  it('says that the token is refused, space is used up, too much was asked, or half arrived', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-4');
    const sent = (given = secrets) => dropbox.publish(publication, settings, contextOf(given));
    await expect(sent({ ...secrets, TOKEN: 'old' })).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('Check the refresh token'),
    });
    server.state.freeBytes = 10;
    await expect(sent()).rejects.toMatchObject({ code: 'destination-full' });
    Object.assign(server.state, { freeBytes: 1e9, busy: true });
    await expect(sent()).rejects.toMatchObject({ code: 'destination-busy' });
    Object.assign(server.state, { busy: false, loses: true });
    await expect(sent()).rejects.toMatchObject({ code: 'destination-differs' });
    server.state.loses = false;
    await expect(sent()).resolves.toMatchObject({ sha256: publication.sha256 });
  });

  it('says that nobody answers', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-5');
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(dropbox.publish(publication, { ...settings, endpoint }, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-unreachable',
    });
  });

  it('removes a file that was sent as a test', async () => {
    const publication = await aPublication(place.root, 10, 'rec-6');
    await dropbox.publish(publication, settings, contextOf(secrets));
    await dropbox.remove?.(publication.name, settings, contextOf(secrets));
    expect(server.files.has(`/centre/${publication.name}`)).toBe(false);
  });
});

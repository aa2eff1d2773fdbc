import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { s3 } from '../../../recorder/destinations/s3.ts';
import { readAtOnce } from '../../../recorder/pace.ts';
import { startS3WithParts } from '../servers/s3-parts.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

vi.setConfig({ testTimeout: 60_000 });

type Settings = Extract<DestinationSettings, { readonly type: 's3' }>;

const MiB = 1024 * 1024;
let place: Awaited<ReturnType<typeof folders>>;
let server: Awaited<ReturnType<typeof startS3WithParts>>;
let settings: Settings;
const secrets = { KEY: 'k', SECRET: 's' };

beforeAll(async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  place = await folders();
});
afterAll(() => place.remove());
beforeEach(async () => {
  server?.stop();
  server = await startS3WithParts();
  const where = { endpoint: server.endpoint, region: 'us-east-1', bucket: 'rec', prefix: '', forcePathStyle: true };
  const keys = { accessKeyEnv: 'KEY', secretKeyEnv: 'SECRET', sse: 'aws:kms', kmsKeyId: 'key-1' } as const;
  settings = { id: 'cloud', type: 's3', ...where, ...keys, retries: 0, timeoutSeconds: 10 };
});
afterAll(() => server?.stop());

/** Reads as the recorder does, until so many parts were read: then the process ends, as by a crash. */
const until = (parts: number) => {
  let read = 0;
  return {
    ...contextOf(secrets),
    read: ((path, stretch) => {
      read += 1;
      if (read > parts) throw new Error('the process is killed here');
      return readAtOnce(path, stretch);
    }) satisfies typeof readAtOnce,
  };
};

it('a large file goes in parts, encrypted by the server as the site says, and is read back', async () => {
  const publication = await aPublication(place.root, 40 * MiB, 'rec-1');
  const receipt = await s3.publish(publication, settings, contextOf(secrets));
  expect(receipt).toMatchObject({ bytes: 40 * MiB, sha256: publication.sha256 });
  const parts = ['PUT part 1', 'PUT part 2', 'PUT part 3'];
  const begin = ['HEAD', 'GET uploads', 'POST uploads'];
  expect(server.seen).toEqual([...begin, ...parts, 'POST complete', 'GET', 'HEAD', 'PUT']);
  const object = server.objects.get(publication.name);
  expect(object?.content.equals(await readFile(publication.path))).toBe(true);
  expect(object?.sse).toBe('aws:kms');
  // The same again only looks.
  server.seen.length = 0;
  expect(await s3.publish(publication, settings, contextOf(secrets))).toEqual(receipt);
  expect(server.seen).toEqual(['HEAD', 'PUT']);
});

it('what was cut off goes on with the part that is missing, and older uploads are given up', async () => {
  const publication = await aPublication(place.root, 40 * MiB, 'rec-2');
  server.uploads.set('old', { key: publication.name, sha256: '', sse: undefined, parts: new Map() });
  await expect(s3.publish(publication, settings, until(2))).rejects.toThrow('killed here');
  expect(server.objects.size).toBe(0);
  server.seen.length = 0;
  const receipt = await s3.publish(publication, settings, contextOf(secrets));
  expect(server.seen.filter((one) => one.startsWith('PUT part'))).toEqual(['PUT part 3']);
  expect(receipt).toMatchObject({ sha256: publication.sha256 });
  expect(server.objects.get(publication.name)?.content.equals(await readFile(publication.path))).toBe(true);
  expect([...server.uploads.keys()]).toEqual([]);
});

it('parts of another content are not gone on with', async () => {
  const publication = await aPublication(place.root, 40 * MiB, 'rec-3');
  await expect(s3.publish(publication, settings, until(2))).rejects.toThrow('killed here');
  const changed = { ...(await aPublication(`${place.root}/changed`, 40 * MiB, 'rec-3')), name: publication.name };
  await s3.publish(changed, settings, contextOf(secrets));
  expect(server.objects.get(publication.name)?.content.equals(await readFile(changed.path))).toBe(true);
});

it('a name that somebody takes meanwhile is not overwritten', async () => {
  const publication = await aPublication(place.root, 20 * MiB, 'rec-4');
  const other = await another(publication, place.root);
  const late = {
    ...contextOf(secrets),
    read: ((path, stretch) => {
      const there = { content: Buffer.from('other'), sha256: other.sha256, sse: undefined };
      server.objects.set(publication.name, there);
      return readAtOnce(path, stretch);
    }) satisfies typeof readAtOnce,
  };
  await expect(s3.publish(publication, settings, late)).rejects.toMatchObject({
    code: 'destination-conflict',
    lasting: true,
  });
  expect(String(server.objects.get(publication.name)?.content)).toBe('other');
});

import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { attemptPublication } from '../../../recorder/attempt.ts';
import type { DestinationSettings, Publication } from '../../../recorder/destinations/destination.ts';
import { s3 } from '../../../recorder/destinations/s3.ts';
import { type Radosgw, startRadosgw } from '../servers/radosgw.ts';
import { folders } from '../tones.ts';
import { another, aPublication, contextOf } from './publication.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Settings = Extract<DestinationSettings, { readonly type: 's3' }>;

let place: Awaited<ReturnType<typeof folders>>;
let server: Radosgw;
let settings: Settings;
let client: S3Client;
let secrets: Record<string, string>;

beforeAll(async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  place = await folders();
  server = await startRadosgw(join(place.root, 'rgw'));
  secrets = { KEY: server.accessKey, SECRET: server.secretKey };
  settings = {
    id: 'cloud',
    type: 's3',
    endpoint: server.endpoint,
    region: 'us-east-1',
    bucket: 'recordings',
    prefix: 'centre/',
    forcePathStyle: true,
    accessKeyEnv: 'KEY',
    secretKeyEnv: 'SECRET',
    retries: 0,
    timeoutSeconds: 10,
  };
  client = new S3Client(signedFor(server));
  await client.send(new CreateBucketCommand({ Bucket: 'recordings' }));
});
afterAll(async () => {
  client?.destroy();
  await server?.stop();
  await place.remove();
});

function signedFor({ endpoint, accessKey, secretKey }: Radosgw) {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  return { endpoint, region: settings.region, forcePathStyle: true, credentials };
}

async function stored(key: string): Promise<Buffer> {
  const answer = await client.send(new GetObjectCommand({ Bucket: 'recordings', Key: key }));
  return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
}

describe('a real S3 server', () => {
  it('takes the file and its sidecar', async () => {
    const publication = await aPublication(place.root, 3_000_000);
    const receipt = await s3.publish(publication, settings, contextOf(secrets));
    const { bytes, sha256 } = publication;
    expect(receipt).toEqual({ location: `s3://recordings/centre/${publication.name}`, bytes, sha256 });
    const arrived = await stored(`centre/${publication.name}`);
    expect(createHash('sha256').update(arrived).digest('hex')).toBe(sha256);
    const sidecar = await stored('centre/mesa/2027/01/16/rec-1.json');
    expect(JSON.parse(sidecar.toString())).toEqual(publication.sidecar);
  });

  it('is content with the same object there, and never overwrites another', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-2');
    const first = await s3.publish(publication, settings, contextOf(secrets));
    expect(await s3.publish(publication, settings, contextOf(secrets))).toEqual(first);
    const other = await another(publication, place.root);
    await expect(s3.publish(other, settings, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-conflict',
      lasting: true,
    });
    expect((await stored(`centre/${publication.name}`)).length).toBe(1000);
  });

  it('that puts parts together wrongly, as this one does, gets a large file in one piece', async () => {
    const publication = await aPublication(place.root, 40 * 1024 * 1024, 'rec-12');
    const receipt = await s3.publish(publication, settings, contextOf(secrets));
    expect(receipt).toMatchObject({ bytes: publication.bytes, sha256: publication.sha256 });
    const arrived = await stored(`centre/${publication.name}`);
    expect(createHash('sha256').update(arrived).digest('hex')).toBe(publication.sha256);
    expect(await s3.publish(publication, settings, contextOf(secrets))).toEqual(receipt);
  });

  it('says that the keys are refused, not set, or the bucket not there', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-3');
    const wrong = { KEY: server.accessKey, SECRET: 'wrong' };
    await expect(s3.publish(publication, settings, contextOf(wrong))).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('Check the keys'),
    });
    await expect(s3.publish(publication, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-secret-missing',
    });
    const nowhere = { ...settings, bucket: 'nowhere' };
    await expect(s3.publish(publication, nowhere, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-refused',
      message: expect.stringContaining('Make the bucket "nowhere"'),
    });
  });

  it('whose disk is full fails without leaving half an object, and takes what still fits', async () => {
    const small = await startRadosgw(join(place.root, 'small'), 4096);
    try {
      const there = { ...settings, endpoint: small.endpoint };
      const bucketMaker = new S3Client({ ...signedFor(small), maxAttempts: 1 });
      await bucketMaker.send(new CreateBucketCommand({ Bucket: 'recordings' }));
      bucketMaker.destroy();
      const big = await aPublication(place.root, 6_000_000, 'rec-4');
      // This server answers 403 to what it cannot write.
      await expect(s3.publish(big, there, contextOf(secrets))).rejects.toMatchObject({
        code: 'destination-refused',
        message: expect.stringContaining('space left'),
      });
      const fits = await aPublication(place.root, 1000, 'rec-4');
      expect(await s3.publish(fits, there, contextOf(secrets))).toMatchObject({ sha256: fits.sha256 });
    } finally {
      await small.stop();
    }
  });

  it('says that nobody listens there', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-5');
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(s3.publish(publication, { ...settings, endpoint }, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-unreachable',
    });
  });
});

/** Answers that the real server of these tests does not give: a scripted one, told by method. */
describe('other S3 servers', () => {
  let scripted: Server;
  const seen: string[] = [];
  const serve = async (answer: (method: string, conditional: boolean) => number | null, of?: Publication) => {
    seen.length = 0;
    scripted = createServer((request, response) => {
      request.resume().once('end', () => {
        const conditional = request.headers['if-none-match'] === '*';
        seen.push(
          `${request.method}${conditional ? ' if absent' : ''} ${request.url?.split('?')[0]?.split('.').at(-1)}`,
        );
        const status = answer(request.method ?? '', conditional);
        const body = status === 403 && request.method === 'PUT' ? '<Error><Code>QuotaExceeded</Code></Error>' : '';
        if (status === 200 && request.method === 'HEAD' && of !== undefined)
          response.setHeader('Content-Length', of.bytes).setHeader('x-amz-meta-sha256', of.sha256);
        if (status !== null) response.writeHead(status).end(body);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => scripted.once('listening', resolve));
    return { ...settings, endpoint: `http://127.0.0.1:${(scripted.address() as AddressInfo).port}` };
  };
  afterEach(() => {
    scripted.closeAllConnections();
    scripted.close();
  });

  it('where another was quicker: the object is not overwritten', async () => {
    const there = await serve((method, conditional) => (method === 'HEAD' ? 404 : conditional ? 412 : 200));
    const publication = await aPublication(place.root, 1000, 'rec-6');
    await expect(s3.publish(publication, there, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-conflict',
    });
    expect(seen).toEqual(['HEAD age', 'PUT if absent age', 'HEAD age']);
  });

  it('that know no conditions get a plain request after the look', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-7');
    let taken = false;
    const there = await serve((method, conditional) => {
      if (method === 'HEAD') return taken ? 200 : 404;
      taken ||= !conditional;
      return conditional ? 501 : 200;
    }, publication);
    expect(await s3.publish(publication, there, contextOf(secrets))).toMatchObject({ bytes: 1000 });
    expect(seen).toEqual(['HEAD age', 'PUT if absent age', 'PUT age', 'HEAD age', 'PUT json']);
  });

  it('that accept what they lose are found out', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-11');
    const there = await serve((method) => (method === 'HEAD' ? 404 : 200));
    await expect(s3.publish(publication, there, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-lost',
      lasting: false,
      message: expect.stringContaining('It is sent again'),
    });
    expect(seen).toEqual(['HEAD age', 'PUT if absent age', 'HEAD age']);
  });

  it('that let the keys only write rely on the condition', async () => {
    const there = await serve((method) => (method === 'HEAD' ? 403 : 200));
    const publication = await aPublication(place.root, 1000, 'rec-8');
    expect(await s3.publish(publication, there, contextOf(secrets))).toMatchObject({ bytes: 1000 });
    expect(seen).toEqual(['HEAD age', 'PUT if absent age', 'PUT json']);
  });

  it('that tell a quota are told as full', async () => {
    const there = await serve((method) => (method === 'HEAD' ? 404 : 403));
    const publication = await aPublication(place.root, 1000, 'rec-10');
    await expect(s3.publish(publication, there, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-full',
    });
  });

  it('that hang are given up in time', async () => {
    const there = await serve((method) => (method === 'HEAD' ? 404 : null));
    const publication = await aPublication(place.root, 1000, 'rec-9');
    const limited = { ...there, timeoutSeconds: 1 };
    const sent = attemptPublication(limited, publication, contextOf(secrets), new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ code: 'destination-timeout' });
  });
});

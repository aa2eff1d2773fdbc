import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { recorderBench } from './bench.ts';
import { startRadosgw } from './servers/radosgw.ts';
import { startSshd } from './servers/sshd.ts';
import { localDestination, siteWith } from './site.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let site: SiteFile;
let bench: Awaited<ReturnType<typeof recorderBench>>;
const stops: (() => unknown)[] = [];

beforeEach(async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  bench = await recorderBench(() => site);
});
afterEach(async () => {
  await bench.remove();
  for (const stop of stops.splice(0)) await stop();
});

const common = { retries: 2, timeoutSeconds: 20 };

it('a recording goes to a folder, to S3, by SFTP and by mail, and each copy is what its receipt says', async () => {
  const [s3, ssh] = await Promise.all([startRadosgw(join(bench.root, 'rgw')), startSshd(join(bench.root, 'ssh'))]);
  stops.push(s3.stop, ssh.stop);
  const client = new S3Client({
    endpoint: s3.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey },
  });
  stops.push(() => client.destroy());
  await client.send(new CreateBucketCommand({ Bucket: 'rec' }));
  const post = await mailbox();
  const s3Keys = { accessKeyEnv: 'KEY', secretKeyEnv: 'SECRET' };
  const s3Place = { endpoint: s3.endpoint, region: 'us-east-1', bucket: 'rec', prefix: '', forcePathStyle: true };
  const account = { username: ssh.username, privateKeyFile: ssh.privateKeyFile, hostKey: ssh.hostKey };
  const folder = join(bench.root, 'ssh/files');
  const mail = { secure: false, from: 'a@b.example', to: ['c@d.example'], language: 'es', attachmentLimitBytes: 1e6 };
  site = siteWith([
    localDestination('archive', 'published'),
    { id: 'cloud', type: 's3', ...s3Place, ...s3Keys, ...common },
    { id: 'vault', type: 'sftp', host: '127.0.0.1', port: ssh.port, ...account, folder, ...common },
    { id: 'post', type: 'email', host: '127.0.0.1', port: post.port, ...mail, ...common },
  ]);
  const secrets: Record<string, string> = { KEY: s3.accessKey, SECRET: s3.secretKey };
  await bench.start({ secret: (name) => secrets[name] });
  await bench.record('rec-1');
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(4));
  await bench.until(() =>
    expect(Object.values(bench.store.state.outbox).map((row) => row.state)).toEqual(Array(4).fill('published')),
  );
  expect(bench.complaints).toEqual([]);

  const name = 'mesa/2027/01/16/rec-1.age';
  const object = await client.send(new GetObjectCommand({ Bucket: 'rec', Key: name }));
  const copies: Record<string, Buffer> = {
    archive: await readFile(join(bench.dataFolder, 'published', name)),
    cloud: Buffer.from((await object.Body?.transformToByteArray()) ?? []),
    vault: await readFile(join(folder, name)),
    post: post.attachment('rec-1.age'),
  };
  const sealed = bench.store.state.rows['rec-1'];
  for (const [destination, copy] of Object.entries(copies)) {
    const row = bench.store.state.outbox[`rec-1:${destination}`];
    expect(row).toMatchObject({ bytes: copy.length, sha256: sealed?.sha256 });
    expect(createHash('sha256').update(copy).digest('hex')).toBe(row?.sha256);
  }
});

it('a destination that hangs keeps nobody else waiting, and dies with its reason', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  stops.push(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const account = { username: 'u', passwordEnv: 'PW', hostKey: 'SHA256:x', folder: 'f' };
  const hanging = { ...common, retries: 0, timeoutSeconds: 1 };
  site = siteWith([
    { id: 'hangs', type: 'sftp', host: '127.0.0.1', port, ...account, ...hanging },
    localDestination('archive', 'published'),
  ]);
  await bench.start({ secret: () => 'pw' });
  for (const id of ['rec-1', 'rec-2', 'rec-3']) await bench.record(id);
  await bench.until(() => expect(bench.told('publication-dead')).toHaveLength(3));
  const order = bench.store.state.events.map(({ event }) => event.type).filter((type) => /publi/.test(type));
  expect(order[0]).toBe('recording-published');
  expect(bench.told('recording-published')).toHaveLength(3);
  expect(bench.store.state.outbox['rec-1:hangs']?.reason).toMatch(/did not finish within|not reachable/);
});

async function mailbox() {
  let mail = '';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.setEncoding('utf8').on('data', (text: string) => {
        mail += text;
      });
      stream.once('end', () => done());
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    port: (listening.address() as AddressInfo).port,
    attachment: (name: string) => {
      const part = mail.split(/\r\n--[^\r\n]+\r\n/).find((one) => one.includes(`filename=${name}`)) ?? '';
      return Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64');
    },
  };
}

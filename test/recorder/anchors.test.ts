import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { startAnchors } from '../../recorder/anchors.ts';
import { readLedger } from '../../services/store/read-ledger.ts';
import { rewriteLedger } from '../store/rewrite-ledger.ts';
import { noon, temporaryFolder, testStore } from '../store/support.ts';
import { attachmentOf, startMailServer } from '../support/mail-server.ts';
import { startMoto } from './servers/moto.ts';
import { startRadosgw } from './servers/radosgw.ts';
import { localDestination, siteWith } from './site.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000 });

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const by = { kind: 'system' } as const;

async function scene(
  destinations: SiteFile['destinations'],
  anchors: SiteFile['anchors'],
  secrets: Readonly<Record<string, string>> = {},
) {
  const root = temporaryFolder();
  const file = join(root, 'centralita.db');
  const store = await testStore({ file });
  let now = noon;
  const start = async () => {
    const anchoring = await startAnchors({
      dataFolder: root,
      publicUrl: 'http://127.0.0.1',
      secret: (name) => secrets[name],
      site: () => ({ ...siteWith(destinations), ...(anchors === undefined ? {} : { anchors }) }),
      ledger: store.ledger,
      now: () => now,
      logger: quiet,
    });
    onTestFinished(() => anchoring.close());
    return anchoring;
  };
  const enter = () => store.ledger.append({ at: now, recordingId: 'r1', action: 'played', by, from: '10.0.0.7' });
  return {
    root,
    file,
    store,
    start,
    enter,
    pass: (ms: number) => {
      now += ms;
    },
    written: () =>
      execFileSync('find', [join(root, 'elsewhere'), '-name', '*.anchor'])
        .toString()
        .split('\n')
        .filter(Boolean)
        .sort(),
  };
}

test('the head of the ledger is written down at its hours, and shows what is cut off afterwards', async () => {
  const house = await scene([localDestination('notary', 'elsewhere')], [{ destination: 'notary', everyHours: 24 }]);
  for (let n = 0; n < 3; n += 1) await house.enter();
  const anchors = await house.start();
  await anchors.look();
  expect(house.written()).toHaveLength(1);
  await house.enter();
  house.pass(23 * 3_600_000);
  await anchors.look();
  expect(house.written()).toHaveLength(1);
  house.pass(3_600_000);
  await anchors.look();
  // Nothing new: nothing is written.
  house.pass(48 * 3_600_000);
  await anchors.look();
  expect(house.written()).toHaveLength(2);
  expect(await anchors.list()).toMatchObject([{ destination: 'notary', last: { seq: 4 }, error: null }]);
  // After a restart it goes on from there.
  await (await house.start()).look();
  expect(house.written()).toHaveLength(2);

  const heads = house.written().map((path) => JSON.parse(readFileSync(path, 'utf8')));
  expect(heads.map(({ seq }) => seq)).toEqual([3, 4]);
  expect(readLedger(house.file, heads).faults).toEqual([]);
  await house.store.close();
  const sqlite = new BetterSqlite3(house.file);
  sqlite.exec('delete from ledger where seq = 4');
  sqlite.close();
  expect(readLedger(house.file, heads).faults.map(({ kind }) => kind)).toEqual(['tail-missing']);
});

test('a destination that fails is told with its reason, and tried again', async () => {
  const place = localDestination('notary', 'centralita.db/none');
  const house = await scene([place], [{ destination: 'notary', everyHours: 1 }]);
  await house.enter();
  const anchors = await house.start();
  await anchors.look();
  expect(await anchors.list()).toMatchObject([{ last: null, error: expect.stringMatching(/centralita.db\/none/) }]);
});

describe('a ledger that is written anew from its beginning', () => {
  /** Who has the machine makes somebody else of who listened: the chain by itself is whole. */
  const forge = (file: string) => rewriteLedger(file, (row) => (row.seq === 1 ? { ...row, address: '10.0.0.8' } : row));
  const headIn = (text: string) => JSON.parse(text) as { seq: number; hash: string };

  test('shows against the head that was mailed', async () => {
    const mailbox = await startMailServer();
    onTestFinished(() => mailbox.close());
    const post: SiteFile['destinations'][number] = {
      ...{ id: 'notary', type: 'email', host: '127.0.0.1', port: mailbox.port, secure: false },
      ...{ from: 'centralita@example.com', to: ['notario@example.com'], language: 'es' },
      ...{ attachmentLimitBytes: 10_000_000, retries: 2, timeoutSeconds: 20 },
    };
    const house = await scene([post], [{ destination: 'notary', everyHours: 24 }]);
    for (let n = 0; n < 3; n += 1) await house.enter();
    const anchors = await house.start();
    await anchors.look();
    expect(await anchors.list()).toMatchObject([{ last: { seq: 3 }, error: null }]);
    const [mail, ...more] = mailbox.mails;
    if (mail === undefined) throw new Error('No mail came.');
    expect([mail.to, more]).toEqual([['notario@example.com'], []]);
    const head = headIn(attachmentOf(mail, '.anchor').toString());
    // Whoever reads the mail sees it without opening what is attached.
    expect(mail.message.replaceAll('=\r\n', '')).toContain(head.hash);
    await house.enter();
    expect(readLedger(house.file, [head])).toMatchObject({ entries: 4, faults: [] });
    forge(house.file);
    expect(readLedger(house.file)).toMatchObject({ entries: 4, faults: [] });
    expect(readLedger(house.file, [head]).faults).toMatchObject([{ kind: 'rewritten', seq: 3 }]);
  });

  const s3 = (server: { readonly endpoint: string }): SiteFile['destinations'][number] => ({
    ...{ id: 'notary', type: 's3', endpoint: server.endpoint, region: 'us-east-1', bucket: 'heads', prefix: '' },
    ...{ forcePathStyle: true, accessKeyEnv: 'KEY', secretKeyEnv: 'SECRET', retries: 2, timeoutSeconds: 20 },
  });
  const locked = [{ destination: 'notary', everyHours: 24, lockDays: 30 }];
  const clientOf = (server: Awaited<ReturnType<typeof startMoto>>) => {
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const credentials = { accessKeyId: server.accessKey, secretAccessKey: server.secretKey };
    const client = new S3Client({
      ...{ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true, credentials, maxAttempts: 1 },
    });
    onTestFinished(() => client.destroy());
    return { client, secrets: { KEY: server.accessKey, SECRET: server.secretKey } };
  };

  test('shows against the head under object lock, which nobody removes or puts another in the place of', async () => {
    const server = await startMoto();
    onTestFinished(() => server.stop());
    const { client, secrets } = clientOf(server);
    await client.send(new CreateBucketCommand({ Bucket: 'heads', ObjectLockEnabledForBucket: true }));
    const house = await scene([s3(server)], locked, secrets);
    // A lock is by the server's clock.
    const now = Date.now();
    house.pass(now - noon);
    for (let n = 0; n < 3; n += 1) await house.enter();
    const anchors = await house.start();
    await anchors.look();
    const [{ last, error } = { last: null, error: null }] = await anchors.list();
    expect(error).toBeNull();
    const at = { Bucket: 'heads', Key: last?.location.slice('s3://heads/'.length) ?? '' };

    const seen = await client.send(new HeadObjectCommand(at));
    const until = Math.floor(now / 1_000) * 1_000 + 30 * 86_400_000;
    expect(seen.ObjectLockMode).toBe('COMPLIANCE');
    expect(Math.floor(Number(seen.ObjectLockRetainUntilDate) / 1_000) * 1_000).toBe(until);
    const exactly = { ...at, VersionId: seen.VersionId ?? '' };
    // Without a version it only gets a mark, and so does what is put over it; the version itself stays.
    await client.send(new PutObjectCommand({ ...at, Body: '{}' }));
    await client.send(new DeleteObjectCommand(at));
    await expect(client.send(new DeleteObjectCommand(exactly))).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Body } = await client.send(new GetObjectCommand(exactly));
    const head = headIn((await Body?.transformToString()) ?? '');

    forge(house.file);
    expect(readLedger(house.file).faults).toEqual([]);
    expect(readLedger(house.file, [head]).faults).toMatchObject([{ kind: 'rewritten', seq: 3 }]);
  });

  test('a bucket without object lock takes no head that is to be locked, and the reason says what to do', async () => {
    const folder = temporaryFolder();
    const server = await startRadosgw(folder);
    onTestFinished(() => server.stop());
    const { client, secrets } = clientOf(server);
    await client.send(new CreateBucketCommand({ Bucket: 'heads' }));
    const house = await scene([s3(server)], locked, secrets);
    // A lock is by the server's clock.
    const now = Date.now();
    house.pass(now - noon);
    await house.enter();
    const anchors = await house.start();
    await anchors.look();
    expect(await anchors.list()).toMatchObject([{ last: null, error: expect.stringMatching(/with object lock/) }]);
  });
});

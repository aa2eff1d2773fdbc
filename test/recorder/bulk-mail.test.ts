import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import type { BulkJobs } from '../../recorder/bulk/jobs.ts';
import type { Store } from '../../services/store/store.ts';
import { bulkOn, bulkSite, ended, openBulkStore, zipAsked } from './bulk-scene.ts';
import { localDestination } from './site.ts';

let root: string;
let store: Store;
let server: SMTPServer;
let site: SiteFile;
const mails: string[] = [];
/** Mails that the server refuses first. */
let refused = 0;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'centralita-bulk-'));
  mails.length = 0;
  refused = 0;
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      stream.on('end', () => {
        if (refused > 0) {
          refused -= 1;
          done(Object.assign(new Error('not now'), { responseCode: 450 }));
          return;
        }
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  site = bulkSite([
    localDestination('archive', 'published'),
    {
      id: 'post',
      type: 'email',
      host: '127.0.0.1',
      port,
      secure: false,
      from: 'centro@example.com',
      to: ['archivo@example.com'],
      language: 'es',
      attachmentLimitBytes: 0,
      retries: 0,
      timeoutSeconds: 10,
    },
  ]);
  store = await openBulkStore(root);
});
afterEach(async () => {
  await store.close();
  await new Promise<void>((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

const begin = (bulk: BulkJobs, language: string) => bulk.begin({ ...zipAsked, language, mailTo: 'ana@example.com' });
const told = async (bulk: BulkJobs, id: string) => {
  for (;;) {
    const job = await bulk.job(id);
    if (job === null) throw new Error('the job is gone');
    if (job.mailedAt !== null) return job;
    await delay(10);
  }
};
/** Without the folding of long lines. */
const plain = (mail: string) => mail.replaceAll('=\r\n', '').replaceAll('\r\n', '\n');

it.each([
  ['es', 'Subject: Su ZIP de grabaciones', 'Grabaciones en el ZIP: 0'],
  ['en', 'Subject: Your ZIP of recordings is ready', 'Recordings in the ZIP: 0'],
])(
  'who began a job is told by mail in the own language (%s): a link, and nothing else',
  async (language, subject, line) => {
    const bulk = await bulkOn(store, root, { site: () => site });
    const { id } = await begin(bulk, language);
    await told(bulk, id);
    const [mail = ''] = mails.map(plain);
    // A subject with letters outside ASCII is encoded.
    if (language === 'en') expect(mail).toContain(subject);
    expect(mail).toContain('To: ana@example.com');
    expect(mail).toContain('From: centro@example.com');
    expect(mail).toContain(line);
    expect(mail).toContain(
      `http://127.0.0.1:8080/calls?jobs=${id}`.replaceAll('=', mail.includes('jobs=3D') ? '=3D' : '='),
    );
    expect(mail).not.toMatch(/attachment|multipart/i);
    expect(mails).toHaveLength(1);
    await bulk.close();
  },
);

it('a server that does not take it is tried again, after a restart too, and says why meanwhile', async () => {
  refused = 1_000;
  const first = await bulkOn(store, root, { site: () => site });
  const { id } = await begin(first, 'es');
  await ended(first, id);
  while ((await first.job(id))?.mailReason === null) await delay(10);
  expect((await first.job(id))?.mailReason).toMatch(/^The mail server 127\.0\.0\.1:\d+ .*not now/);
  await first.close();
  refused = 0;
  const again = await bulkOn(store, root, { site: () => site });
  const job = await told(again, id);
  expect(job).toMatchObject({ state: 'done', mailReason: null });
  expect(mails).toHaveLength(1);
  await again.close();
});

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runtimeProgram } from '../../config/runtime.ts';
import type { BulkJobsOptions } from '../../recorder/bulk/options.ts';
import type { BulkJob } from '../../services/http/protocol.ts';
import { type TestHttp, testHttp } from '../http/support.ts';
import { bulkOn, ended, openBulkStore, recorderOn, sealedCalls, zipAsked } from './bulk-scene.ts';

/** Five recordings of three calls: one call has three. */
const CALLS = [['rec-a'], ['rec-b', 'rec-c', 'rec-d'], ['rec-e']];
const ALL = CALLS.flat();
let sealed = '';

beforeAll(async () => {
  sealed = mkdtempSync(join(tmpdir(), 'centralita-bulk-'));
  await sealedCalls(sealed, CALLS);
});
afterAll(() => rmSync(sealed, { recursive: true, force: true }));

/** The sealed calls in a folder of the test's own. */
function place(): string {
  const root = mkdtempSync(join(tmpdir(), 'centralita-bulk-'));
  cpSync(sealed, root, { recursive: true });
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Store, jobs and HTTP on those calls. */
async function house(options: Partial<BulkJobsOptions> = {}, root = place()) {
  const store = await openBulkStore(root);
  const recorder = await recorderOn(store, root);
  const bulk = await bulkOn(store, root, { publishAgain: recorder.publishAgain, ...options });
  onTestFinished(async () => {
    await bulk.close();
    await recorder.close();
    await store.close();
  });
  const http = await testHttp({ store, bulk, recorder });
  const cookie = await http.signIn('auditor');
  return { root, store, bulk, recorder, http, cookie };
}

async function begin(http: TestHttp, cookie: string, path: string, body: object): Promise<BulkJob> {
  const response = await http.ask('POST', `/api/bulk/${path}`, { cookie, body });
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as BulkJob;
}

async function until(http: TestHttp, cookie: string, id: string): Promise<BulkJob> {
  for (;;) {
    const { job } = (await (await http.ask('GET', `/api/bulk/${id}`, { cookie })).json()) as { job: BulkJob };
    if (job.state !== 'listing' && job.state !== 'running') return job;
    await delay(10);
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Unpacked by Debian's unzip: path → content. */
function unzipped(root: string, bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const [file, folder] = [join(root, 'fetched.zip'), join(root, 'unzipped')];
  writeFileSync(file, bytes);
  const { command, args, env } = runtimeProgram('unzip');
  const run = (...own: readonly string[]) =>
    execFileSync(command, [...args, ...own], { env: { ...process.env, ...env } }).toString();
  expect(run('-t', file)).toContain('No errors detected');
  run('-q', '-o', file, '-d', folder);
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
  return new Map(
    entries.map((one) => {
      const path = join(one.parentPath, one.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

type Manifest = {
  readonly files: readonly { readonly recordingId: string; readonly file: string; readonly sha256: string }[];
  readonly left: readonly { readonly recordingId: string; readonly reason: string }[];
};
const manifestOf = (files: ReadonlyMap<string, Buffer>) =>
  JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;

describe('a ZIP of all recordings that a search finds', () => {
  it('has every recording of each call, a JSON beside it and hashes that hold; each is in the ledger', async () => {
    const { root, store, http, cookie } = await house();
    const job = await until(http, cookie, (await begin(http, cookie, 'zips?service=mesa', {})).id);
    expect(job).toMatchObject({ state: 'done', found: 5, done: 5, left: 0, own: true });
    expect((await store.ledger.list('rec-c')).map((one) => one.action)).not.toContain('downloaded');

    const response = await http.ask('GET', `/api/bulk/${job.id}/zip`, { cookie });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    const files = unzipped(root, bytes);
    const { files: listed, left } = manifestOf(files);
    expect(left).toEqual([]);
    expect(listed.map((one) => one.recordingId).sort()).toEqual(ALL);
    expect(files.size).toBe(2 * ALL.length + 2);
    for (const { recordingId, file, sha256: hash } of listed) {
      expect(file).toBe(`mesa/2027/01/16/${recordingId}.ogg`);
      const single = await http.ask('GET', `/api/recordings/${recordingId}/audio?download=1`, { cookie });
      expect(sha256(new Uint8Array(await single.arrayBuffer()))).toBe(hash);
      expect(sha256(files.get(file) ?? new Uint8Array())).toBe(hash);
      const beside = JSON.parse(files.get(file.replace('.ogg', '.json'))?.toString() ?? '') as object;
      expect(beside).toMatchObject({ recordingId, sha256: hash, format: 'Ogg Opus stereo, caller left, agent right' });
      const entries = (await store.ledger.list(recordingId)).filter((one) => one.action === 'downloaded');
      expect(entries[0]).toMatchObject({ actor: 'person:auditor', address: '127.0.0.1' });
      expect(JSON.parse(entries[0]?.details ?? '')).toEqual({ bulk: job.id, format: 'opus' });
    }
    // As its reader would check it.
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: join(root, 'unzipped') });
  });

  it('is the same each time it is fetched, in each format, by names of one’s own', async () => {
    const { root, http, cookie } = await house();
    for (const [format, begins] of [
      ['mp3', Buffer.from([0xff])],
      ['wav', Buffer.from('RIFF')],
    ] as const) {
      const asked = { format, name: '{year}/{hour}{minute}_{recording}' };
      const { id } = await begin(http, cookie, 'zips?number=600000000', asked);
      expect(await until(http, cookie, id)).toMatchObject({ state: 'done', done: 1 });
      const fetched = async () =>
        new Uint8Array(await (await http.ask('GET', `/api/bulk/${id}/zip`, { cookie })).arrayBuffer());
      const [one, two] = [await fetched(), await fetched()];
      expect(sha256(one)).toBe(sha256(two));
      const audio = unzipped(join(root), one).get(`2027/0030_rec-a.${format}`) ?? Buffer.alloc(0);
      expect(audio.subarray(0, begins.length)).toEqual(begins);
      if (format === 'wav') expect(audio.readUInt32LE(40)).toBe(audio.length - 44);
    }
  }, 60_000);

  it('is encrypted for somebody’s own key: only they open it, and the ledger says for whom', async () => {
    const { root, store, http, cookie } = await house();
    const keygen = runtimeProgram('age-keygen');
    const key = execFileSync(keygen.command, [...keygen.args], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    const encryptFor = /age1\w+/.exec(key)?.[0] ?? '';
    writeFileSync(join(root, 'their.key'), key);
    const { id } = await begin(http, cookie, 'zips', { encryptFor });
    await until(http, cookie, id);
    const response = await http.ask('GET', `/api/bulk/${id}/zip`, { cookie });
    expect(response.headers.get('content-disposition')).toMatch(/\.zip\.age$/);
    writeFileSync(join(root, 'fetched.age'), new Uint8Array(await response.arrayBuffer()));
    const { command, args, env } = runtimeProgram('age');
    const own = ['-d', '-i', join(root, 'their.key'), join(root, 'fetched.age')];
    const plain = execFileSync(command, [...args, ...own], { env: { ...process.env, ...env } });
    expect(manifestOf(unzipped(root, plain)).files).toHaveLength(5);
    const entries = (await store.ledger.list('rec-a')).filter((one) => one.action === 'exported');
    expect(JSON.parse(entries[0]?.details ?? '')).toMatchObject({ recipient: encryptFor, bulk: id });
  });

  it('leaves nothing readable anywhere on the disk', async () => {
    const { root, http, cookie } = await house();
    const { id } = await begin(http, cookie, 'zips', { format: 'wav' });
    await until(http, cookie, id);
    const response = await http.ask('GET', `/api/bulk/${id}/zip`, { cookie });
    const reader = response.body?.getReader();
    await reader?.read();
    const names = readdirSync(root, { recursive: true }).map(String);
    await reader?.cancel();
    expect(names.filter((name) => /\.(zip|ogg|wav|mp3|raw)(\.|$)/.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith('.age'))).toHaveLength(5);
  });
});

describe('what cannot be had', () => {
  it('is left out with its reason: erased before, damaged without a copy', async () => {
    const { root, store, http, cookie } = await house();
    const path = (await store.recordings.sealed('rec-b'))?.path ?? '';
    writeFileSync(join(root, 'data', path), 'not what was sealed');
    await erase(store, 'rec-e');
    const { id } = await begin(http, cookie, 'zips', {});
    expect(await until(http, cookie, id)).toMatchObject({ state: 'done', done: 3, left: 2 });
    const files = unzipped(
      root,
      new Uint8Array(await (await http.ask('GET', `/api/bulk/${id}/zip`, { cookie })).arrayBuffer()),
    );
    const reasons = Object.fromEntries(manifestOf(files).left.map((one) => [one.recordingId, one.reason]));
    expect(reasons).toEqual({ 'rec-b': 'recording-damaged', 'rec-e': 'recording-erased' });
    const { left } = (await (await http.ask('GET', `/api/bulk/${id}`, { cookie })).json()) as { left: object[] };
    expect(left).toHaveLength(2);
  });

  it('is not in the ZIP any more once it is erased, although the job was done before', async () => {
    const { root, store, http, cookie } = await house();
    const { id } = await begin(http, cookie, 'zips', {});
    await until(http, cookie, id);
    await erase(store, 'rec-a');
    const files = unzipped(
      root,
      new Uint8Array(await (await http.ask('GET', `/api/bulk/${id}/zip`, { cookie })).arrayBuffer()),
    );
    expect(manifestOf(files).left).toEqual([
      expect.objectContaining({ recordingId: 'rec-a', reason: 'recording-erased' }),
    ]);
    expect([...files.keys()].filter((name) => name.includes('rec-a'))).toEqual([]);
    expect((await store.ledger.list('rec-a')).map((one) => one.action)).not.toContain('downloaded');
  });

  it('cuts the ZIP off when its file is altered after the job was done: nobody takes it for whole', async () => {
    const { root, store, http, cookie } = await house();
    const { id } = await begin(http, cookie, 'zips', {});
    await until(http, cookie, id);
    const path = join(root, 'data', (await store.recordings.sealed('rec-a'))?.path ?? '');
    const bytes = readFileSync(path);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const response = await http.ask('GET', `/api/bulk/${id}/zip`, { cookie });
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});

it('what is not as it was measured is no whole ZIP either', async () => {
  const { store, http, cookie } = await house();
  const { id } = await begin(http, cookie, 'zips', {});
  await until(http, cookie, id);
  await store.bulk.settle(id, 0, { sha256: '0'.repeat(64) });
  await expect((await http.ask('GET', `/api/bulk/${id}/zip`, { cookie })).arrayBuffer()).rejects.toThrow();
});

describe('a job', () => {
  it('is cancelled midway, and is no more after it is removed', async () => {
    let reached: () => void = () => undefined;
    const midway = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let settled = 0;
    let goOn: () => void = () => undefined;
    const { http, cookie, bulk } = await house({
      onStep: async (step) => {
        if (step !== 'settled') return;
        settled += 1;
        if (settled < 2) return;
        reached();
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      },
    });
    const { id } = await begin(http, cookie, 'zips', {});
    await midway;
    expect((await http.ask('DELETE', `/api/bulk/${id}`, { cookie })).status).toBe(409);
    const cancelled = (await (await http.ask('POST', `/api/bulk/${id}/cancel`, { cookie })).json()) as BulkJob;
    expect(cancelled).toMatchObject({ state: 'cancelled', found: 5, done: 2 });
    goOn();
    // The next one runs: the cancelled one has let go.
    const next = await bulk.begin({ ...zipAsked, search: { number: 'nobody' } });
    expect(await ended(bulk, next.id)).toMatchObject({ state: 'done', found: 0 });
    expect(await bulk.job(id)).toMatchObject({ state: 'cancelled', done: 2 });
    expect((await http.ask('GET', `/api/bulk/${id}/zip`, { cookie })).status).toBe(409);
    expect((await http.ask('POST', `/api/bulk/${id}/cancel`, { cookie })).status).toBe(409);
    expect((await http.ask('DELETE', `/api/bulk/${id}`, { cookie })).status).toBe(204);
    expect((await http.ask('GET', `/api/bulk/${id}`, { cookie })).status).toBe(404);
  });

  it.each([
    ['listed', 1],
    ['measured', 1],
    ['settled', 3],
    ['settled', 5],
  ] as const)('killed at "%s" (%d) goes on at the next start, with what was done', async (step, count) => {
    const root = place();
    const here = fileURLToPath(new URL('.', import.meta.url));
    const loader = join(here, '../../config/threads/from-source.mjs');
    const program = join(here, 'bulk-killed-child.ts');
    const child = spawn(process.execPath, ['--import', loader, program, root, step, String(count)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect((await once(child, 'close'))[1]).toBe('SIGKILL');
    const measured: string[] = [];
    const { store, bulk, http, cookie } = await house({ onStep: (now) => void measured.push(now) }, root);
    const [job] = await bulk.jobs();
    const { id } = await ended(bulk, job?.id ?? '');
    expect(await bulk.job(id)).toMatchObject({ state: 'done', found: 5, done: 5, left: 0 });
    const before = step === 'settled' ? count : 0;
    expect(measured.filter((one) => one === 'measured')).toHaveLength(5 - before);
    expect((await store.bulk.items(id, { limit: 10 })).map((one) => one.recordingId).sort()).toEqual(ALL);
    const admin = await http.signIn('administrator');
    const zip = await http.ask('GET', `/api/bulk/${id}/zip`, { cookie: admin });
    expect(manifestOf(unzipped(root, new Uint8Array(await zip.arrayBuffer()))).files).toHaveLength(5);
    expect(cookie).not.toBe(admin);
  });

  it('is for who began it and for administrators; its ZIP is for nobody else', async () => {
    const { http, cookie, bulk } = await house();
    const { id } = await bulk.begin({ ...zipAsked, by: 'all' });
    await ended(bulk, id);
    const asked = async (as: string) => (await http.ask('GET', `/api/bulk/${id}/zip`, { cookie: as })).status;
    expect(await asked(cookie)).toBe(403);
    expect(await asked(await http.signIn('supervisor'))).toBe(403);
    expect((await http.ask('DELETE', `/api/bulk/${id}`, { cookie })).status).toBe(403);
    const [listed] = (await (await http.ask('GET', '/api/bulk', { cookie })).json()) as BulkJob[];
    expect(listed).toMatchObject({ id, own: false, createdByName: 'all' });
    expect(await asked(await http.signIn('administrator'))).toBe(200);
  });

  it('is kept for a week after its end', async () => {
    const root = place();
    let now = Date.now();
    const first = await house({ now: () => now }, root);
    const { id } = await first.bulk.begin(zipAsked);
    await ended(first.bulk, id);
    now += 7 * 86_400_000 - 1;
    const again = await bulkOn(first.store, root, { now: () => now });
    await delay(50);
    expect(await again.job(id)).not.toBeNull();
    now += 1;
    await again.close();
    const last = await bulkOn(first.store, root, { now: () => now });
    while ((await last.job(id)) !== null) await delay(10);
    expect(await first.store.bulk.items(id, { limit: 10 })).toEqual([]);
    await last.close();
  });

  it('refuses what it cannot do, with what to do', async () => {
    const { http, cookie } = await house();
    const code = async (path: string, body: object) => {
      const response = await http.ask('POST', `/api/bulk/${path}`, { cookie, body });
      return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
    };
    expect(await code('zips', { encryptFor: 'age1nonsense' })).toEqual([400, 'recipient-invalid']);
    expect(await code('zips', { name: '{year}' })).toEqual([400, 'input-invalid']);
    expect(await code('zips', { name: '../{recording}' })).toEqual([400, 'input-invalid']);
    expect(await code('zips?colour=red', {})).toEqual([400, 'input-invalid']);
    expect(await code('zips', { mail: 'nobody' })).toEqual([400, 'input-invalid']);
    expect(await code('zips', { mail: 'ana@example.com' })).toEqual([409, 'mail-not-configured']);
    expect(await code('publications', { destination: 'moon' })).toEqual([422, 'destination-unknown']);
  });
});

describe('a publication of all recordings that a search finds', () => {
  it('publishes each once, and sends nothing again that is there', async () => {
    const { root, store, recorder, http, cookie } = await house();
    await recorder.publishAgain('rec-a', 'archive');
    while ((await store.outbox.list({ recordingId: 'rec-a' }))[0]?.state !== 'published') await delay(10);
    const { id } = await begin(http, cookie, 'publications?service=mesa', { destination: 'archive' });
    expect(await until(http, cookie, id)).toMatchObject({ state: 'done', found: 5, done: 5, left: 0 });
    const published = (await store.journal.read(0, 1_000)).filter(({ event }) => event.type === 'recording-published');
    expect(published.map(({ event }) => 'recordingId' in event && event.recordingId).sort()).toEqual(ALL);
    const copies = readdirSync(join(root, 'data/published'), { recursive: true }).map(String);
    expect(copies.filter((name) => name.endsWith('.age'))).toHaveLength(5);
    expect(
      await until(http, cookie, (await begin(http, cookie, 'publications', { destination: 'archive' })).id),
    ).toMatchObject({
      done: 5,
    });
    expect(
      (await store.journal.read(0, 1_000)).filter(({ event }) => event.type === 'recording-published'),
    ).toHaveLength(5);
  });
});

async function erase(store: Awaited<ReturnType<typeof openBulkStore>>, recordingId: string): Promise<void> {
  const row = await store.recordings.sealed(recordingId);
  if (row === null) throw new Error('it was sealed');
  await store.keys.destroy([recordingId]);
  await store.custody.addErasure({
    recordingId,
    callId: row.callId,
    askedAt: 1,
    state: 'done',
    by: { kind: 'system' },
    from: '',
    reason: 'asked for',
    rule: null,
    erasedAt: 1,
    sha256: row.sha256,
    bytes: row.bytes,
    durationMs: row.durationMs,
    recipient: row.recipient,
    copies: [],
    attempts: 1,
  });
}

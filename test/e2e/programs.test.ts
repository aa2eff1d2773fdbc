import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import type {
  CallRow,
  ErasureCertificate,
  HoldView,
  NewApiToken,
  NewWebhook,
  Page,
} from '../../services/http/protocol.ts';
import { deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { openAs } from '../support/pages.ts';
import { type RecordedCall, recordedCall } from '../support/recorded-call.ts';
import { until } from '../support/story.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 200_000 });

let house: Installation;
let browser: TestBrowser;
let page: BrowserPage;
let admin: Person;
let call: RecordedCall;
let folder: string;
/** Of a program that reads and listens, made on the page. */
let reader: string;
/** Of one that does everything else that programs may. */
let keeper: NewApiToken;
let listener: Server;
const told: { readonly body: string; readonly signature: string }[] = [];
let hook: NewWebhook;

/** Asks as a program does, or `curl`: a token, no cookie, no origin. */
const ask = (token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(house.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const jsonOf = async <T>(response: Response): Promise<T> => {
  expect(response.ok, `${response.status} ${response.url}`).toBe(true);
  return (await response.json()) as T;
};
const refused = async (response: Response) =>
  ((await response.json()) as { readonly error: { readonly code: string } }).error.code;
const of = (rest: string) => `/api/recordings/${call.recording.id}${rest}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-programs-'));
  listener = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      told.push({ body, signature: String(request.headers['centralita-signature']) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  house = await startInstallation();
  [browser, admin] = await Promise.all([TestBrowser.start(), house.signIn('admin')]);
  page = await browser.page();
  call = await recordedCall(house, admin, await deskAgent(house, 'dario'), { number: '600000501' });
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
  listener?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a token is made on the page, with scopes and an end, and told once', async () => {
  await openAs(house, page, 'admin', '/programs');
  await page.getByTestId('new-token').click();
  await page.getByTestId('token-name').fill('Archivo');
  for (const scope of ['recordings:read', 'recordings:listen']) await page.getByTestId(`scope-${scope}`).check();
  await page.getByTestId('token-days').selectOption('7');
  await page.getByTestId('token-create').click();
  reader = (await page.getByTestId('secret').textContent()) ?? '';
  expect(reader).toMatch(/^centralita_/);
  await page.getByTestId('secret-kept').click();
  await page.getByTestId('token-Archivo').waitFor();
  expect(await page.content()).not.toContain(reader);
  keeper = await admin.post<NewApiToken>('/api/tokens', {
    name: 'Custodio',
    scopes: [
      ...['recordings:read', 'recordings:tag', 'recordings:hold', 'recordings:publish', 'recordings:erase'],
      'webhooks:manage',
    ],
    days: 7,
  });
});

test('a program finds, listens in ranges, downloads and exports for somebody’s own key', async () => {
  const found = await jsonOf<Page<CallRow>>(await ask(reader, 'GET', '/api/recordings?number=600000501&limit=1'));
  expect(found).toMatchObject({ rows: [{ id: call.id, recordingId: call.recording.id }], next: null });

  const whole = await bytesOf(await ask(reader, 'GET', of('/audio')));
  expect(whole.subarray(0, 4).toString()).toBe('OggS');
  const head = await ask(reader, 'HEAD', of('/audio'));
  expect(Number(head.headers.get('content-length'))).toBe(whole.length);
  const sealed = await bytesOf(await ask(reader, 'GET', of('/sealed')));
  expect(createHash('sha256').update(sealed).digest('hex')).toBe(call.recording.sha256);
  // A download that was cut off goes on where it was.
  for (const [path, all] of [
    [of('/audio?download=1'), whole],
    [of('/sealed'), sealed],
  ] as const) {
    const part = async (range: string) => {
      const answer = await ask(reader, 'GET', path, undefined, { range });
      return { status: answer.status, says: answer.headers.get('content-range'), bytes: await bytesOf(answer) };
    };
    const [first, rest] = [await part('bytes=0-999'), await part('bytes=1000-')];
    expect([first.status, rest.status]).toEqual([206, 206]);
    expect(rest.says).toBe(`bytes 1000-${all.length - 1}/${all.length}`);
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(all)).toBe(true);
    expect((await part('bytes=-10')).bytes.equals(all.subarray(-10))).toBe(true);
    const beyond = await part(`bytes=${all.length}-`);
    expect([beyond.status, beyond.says]).toEqual([416, `bytes */${all.length}`]);
  }
  const wav = await bytesOf(await ask(reader, 'GET', of('/audio?format=wav')));
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);

  const them = keygen();
  const exported = await ask(reader, 'POST', of('/export'), {
    recipient: them.recipient,
    reason: 'lo pide el juzgado',
  });
  expect(exported.headers.get('content-disposition')).toContain('.ogg.age');
  const file = join(folder, 'exported.age');
  writeFileSync(file, await bytesOf(exported));
  expect(age(['-d', '-i', them.file, file]).equals(whole)).toBe(true);
  expect(() => age(['-d', '-i', keygen().file, file])).toThrow(/no identity matched/);
  expect(await refused(await ask(reader, 'POST', of('/export'), { recipient: 'age1nothing', reason: 'lo pide' }))).toBe(
    'recipient-invalid',
  );

  const accesses = await jsonOf<{ userName: string; action: string }[]>(await ask(reader, 'GET', of('/access')));
  // Each listening once, and not each range.
  const kinds = accesses.map(({ userName, action }) => `${userName} ${action}`);
  expect(new Set(kinds)).toEqual(new Set(['Archivo listened', 'Archivo downloaded']));
  expect(kinds.length).toBeLessThan(8);
});

test('it is refused whatever its scopes do not name, and nothing comes of it', async () => {
  const before = await admin.get<readonly unknown[]>(of('/ledger'));
  const why = { reason: 'porque sí' };
  for (const [method, path, body] of [
    ['PUT', of('/labels'), { tags: ['x'], tickets: [] }],
    ['POST', of('/holds'), why],
    ['POST', of('/erasure'), why],
    ['POST', of('/publications'), { destination: 'archivo' }],
    ['POST', of('/identity'), why],
    ['POST', '/api/bulk/publications?number=6', { destination: 'archivo' }],
    ['POST', '/api/custody/dry-runs', {}],
    ['POST', '/api/custody/purges', {}],
    ['POST', `/api/calls/${call.id}/pause`, {}],
    ['GET', '/api/tokens', undefined],
    ['POST', '/api/tokens', { name: 'más', scopes: ['recordings:erase'], days: 1 }],
    ['GET', '/api/webhooks', undefined],
    ['GET', '/api/quality/evaluations', undefined],
    ['GET', '/api/site/file', undefined],
    ['GET', '/api/session', undefined],
  ] as const) {
    const answer = await ask(reader, method, path, body);
    expect([method, path, answer.status, await refused(answer)]).toEqual([method, path, 403, 'scope-missing']);
  }
  expect(await refused(await ask(keeper.token, 'GET', of('/audio')))).toBe('scope-missing');
  expect(await refused(await ask(keeper.token, 'GET', `/api/calls/${call.id}/export?format=vcon&audio=1`))).toBe(
    'scope-missing',
  );
  expect(await admin.get(of('/ledger'))).toEqual(before);
});

test('another tags, publishes, holds, releases and erases, and is told of it, signed', async () => {
  const { port } = listener.address() as AddressInfo;
  const asked = { url: `http://127.0.0.1:${port}/told`, events: ['recording-erased'] };
  hook = await jsonOf<NewWebhook>(await ask(keeper.token, 'POST', '/api/webhooks', asked));
  const labels = { tags: ['pleito'], tickets: ['t-7'] };
  expect(await jsonOf(await ask(keeper.token, 'PUT', of('/labels'), labels))).toMatchObject(labels);
  const tagged = await jsonOf<Page<CallRow>>(await ask(keeper.token, 'GET', '/api/recordings?tag=pleito'));
  expect(tagged.rows.map(({ id }) => id)).toEqual([call.id]);
  const again = await ask(keeper.token, 'POST', of('/publications'), { destination: 'archivo' });
  expect(again.status).toBe(202);

  const hold = await jsonOf<HoldView>(await ask(keeper.token, 'POST', of('/holds'), { reason: 'Juicio 42/2026' }));
  expect(hold.userName).toBe('Custodio');
  const why = { reason: 'lo pide quien llamó' };
  expect(await refused(await ask(keeper.token, 'POST', of('/erasure'), why))).toBe('recording-held');
  await jsonOf(await ask(keeper.token, 'POST', of(`/holds/${hold.id}/release`), { reason: 'sentencia firme' }));
  const certificate = await jsonOf<ErasureCertificate>(await ask(keeper.token, 'POST', of('/erasure'), why));
  expect(certificate).toMatchObject({ ...why, userName: 'Custodio', sha256: call.recording.sha256 });
  for (const path of ['/audio', '/sealed', '/waveform'])
    expect(await refused(await ask(reader, 'GET', of(path)))).toBe('recording-erased');
  const them = { recipient: keygen().recipient, reason: 'tarde' };
  expect(await refused(await ask(reader, 'POST', of('/export'), them))).toBe('recording-erased');
  const entries = await jsonOf<{ action: string; actor: string }[]>(await ask(keeper.token, 'GET', of('/ledger')));
  const own = entries.filter(({ actor }) => actor === `person:${keeper.id}`).map(({ action }) => action);
  expect(own).toEqual(['tagged', 'held', 'released', 'erased']);

  const one = await until('what the address is told', () => told[0]);
  expect(JSON.parse(one.body)).toMatchObject({ type: 'recording-erased', recordingId: call.recording.id });
  const [, at = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(one.signature) ?? [];
  expect(signature).toBe(createHmac('sha256', hook.secret).update(`${at}.${one.body}`).digest('hex'));
});

test('a token that is revoked on the page, or past its end, opens nothing any more', async () => {
  await page.reload();
  await page.getByTestId('token-Archivo').getByTestId('revoke-token').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('token-Archivo').waitFor({ state: 'detached' });
  const revoked = await ask(reader, 'GET', '/api/recordings');
  expect([revoked.status, await refused(revoked)]).toEqual([401, 'token-invalid']);

  expect((await ask(keeper.token, 'GET', '/api/recordings')).status).toBe(200);
  const sqlite = new Database(join(house.settings.dataDir, 'centralita.db'), { timeout: 5_000 });
  sqlite.prepare('update api_tokens set expires_at = ? where id = ?').run(Date.now() - 1, keeper.id);
  sqlite.close();
  const past = await ask(keeper.token, 'GET', '/api/recordings');
  expect([past.status, await refused(past)]).toEqual([401, 'token-invalid']);
  await page.reload();
  await page.getByTestId('all-tokens').check({ force: true });
  for (const name of ['Archivo', 'Custodio']) await page.getByTestId(`token-${name}`).waitFor();
  expect(await page.getByTestId('revoke-token').count()).toBe(0);
  expect(house.log('controller.log')).not.toContain(reader);
  expect(browser.complaints.filter((one) => !/401 \(Unauthorized\)/.test(one))).toEqual([]);
});

function age(args: readonly string[]): Buffer {
  const { command, args: own, env } = runtimeProgram('age');
  return execFileSync(command, [...own, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
}

/** A key pair of somebody else, as Debian's program makes it. */
function keygen(): { readonly file: string; readonly recipient: string } {
  const { command, args, env } = runtimeProgram('age-keygen');
  const text = execFileSync(command, [...args], { env: { ...process.env, ...env }, stdio: 'pipe' }).toString();
  const recipient = /age1\w+/.exec(text)?.[0] ?? '';
  const file = join(folder, `${recipient}.key`);
  writeFileSync(file, text);
  return { file, recipient };
}

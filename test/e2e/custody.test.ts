import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { CustodyState, ErasureCertificate } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { holdController } from '../support/faults.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callPageOf, openAs } from '../support/pages.ts';
import { runProgram } from '../support/programs.ts';
import { type RecordedCall, recordedCall } from '../support/recorded-call.ts';
import { until } from '../support/story.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 200_000 });

let house: Installation;
let browser: TestBrowser;
let page: Page;
let admin: Person;
let dario: DeskAgent;
let eva: DeskAgent;
/** Held, and what the rule takes. */
let kept: RecordedCall;
let taken: RecordedCall;
let scratch: string;
/** The copy of the recording that a third party had before it was erased. */
let theirs: string;

const data = (...path: string[]) => join(house.settings.dataDir, ...path);
const sealedFile = ({ recording }: RecordedCall) =>
  house.files().find((path) => path.includes('/recordings/') && path.endsWith(`${recording.id}.age`));
const audioOf = ({ recording }: RecordedCall) => `/api/recordings/${recording.id}/audio`;
const settingsFile = () => join(house.folder, 'settings-of-programs.yaml');
const keys = (...args: string[]) => runProgram('keys', args, settingsFile());
const verified = (...args: string[]) => runProgram('ledger', args, settingsFile());
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'centralita-custody-'));
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })),
      retention: [{ id: 'todo', days: 0 }],
      anchors: [{ destination: 'archivo', everyHours: 24 }],
    }),
  });
  writeFileSync(settingsFile(), `dataDir: ${house.settings.dataDir}\n`);
  [browser, admin] = await Promise.all([TestBrowser.start(), house.signIn('admin')]);
  page = await browser.page();
  [dario, eva] = await Promise.all([deskAgent(house, 'dario'), deskAgent(house, 'eva')]);
  kept = await recordedCall(house, admin, dario, { number: '600000301' });
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
  rmSync(scratch, { recursive: true, force: true });
});

test('the master key is rotated and the old one retired beside the running controller: old and new recordings open', async () => {
  const before = readFileSync(data('keys/master.key'));
  expect(keys('rotate', '--json')).toMatchObject({ status: 0, json: { keys: 1, rewrapped: 1, failed: 0 } });
  expect(readFileSync(data('keys/master.key')).equals(before)).toBe(false);
  const aMinuteAgo = new Date(Date.now() - 61_000);
  for (const name of readdirSync(data('keys/old'))) utimesSync(data('keys/old', name), aMinuteAgo, aMinuteAgo);
  expect(keys('retire')).toMatchObject({ status: 0, words: expect.stringMatching(/^\w{8}\.key is removed\.\n$/) });
  expect(readdirSync(data('keys/old'))).toEqual([]);
  taken = await recordedCall(house, admin, eva, { number: '600000302' });
  expect(keys('status').words).toMatch(/^\w{8} {2}current {2}2 keys\n$/);
  for (const one of [kept, taken]) expect((await admin.bytes(audioOf(one))).length).toBeGreaterThan(1_000);
  theirs = join(scratch, 'copy.age');
  copyFileSync(sealedFile(taken) ?? '', theirs);
});

test('a hold that is placed on the page of a call keeps its recording from people', async () => {
  await openAs(house, page, 'admin', '/calls');
  const view = callPageOf(page);
  await view.open(house, kept.detail);
  await page.getByTestId('hold-recording').click();
  await page.getByTestId('why').fill('Juicio 42/2026');
  await page.getByTestId('custody-confirm').click();
  await page.getByTestId('hold').filter({ hasText: 'Juicio 42/2026' }).waitFor();
  expect(await page.getByTestId('erase-recording').isDisabled()).toBe(true);
  const erasing = admin.post(`/api/recordings/${kept.recording.id}/erasure`, { reason: 'lo pide el cliente' });
  expect(await codeOf(erasing)).toBe('recording-held');
});

test('a purge needs a dry run that somebody looked at; it erases what the rule takes and nothing that is held', async () => {
  await backUp();
  await page.goto(`${house.url}/custody`);
  expect(await page.getByTestId('purge').isDisabled()).toBe(true);
  expect(await codeOf(admin.post('/api/custody/purges', {}))).toBe('dry-run-needed');
  await page.getByTestId('dry-run').click();
  const row = (kind: string) => page.getByTestId(`run-${kind}`);
  await row('dry-run').waitFor();
  // Looked at, due, held, erased, failed.
  expect(await row('dry-run').locator('.figure').allTextContents()).toEqual(['2', '1', '1', '0', '0']);
  expect((await admin.bytes(audioOf(taken))).length).toBeGreaterThan(1_000);
  await page.locator('[data-testid=purge]:not([disabled])').click();
  await row('purge').waitFor();
  expect(await row('purge').locator('.figure').allTextContents()).toEqual(['2', '1', '1', '1', '0']);
  const erasures = page.getByTestId('erasures').locator('tbody tr');
  expect(await erasures.count()).toBe(1);
  expect(await erasures.first().textContent()).toContain('todo');
  const [download] = await Promise.all([page.waitForEvent('download'), erasures.first().getByRole('link').click()]);
  const file = join(scratch, 'certificate.json');
  await download.saveAs(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    recordingId: taken.recording.id,
    rule: 'todo',
    userId: 'admin',
    sha256: taken.recording.sha256,
    copies: [{ destination: 'archivo' }],
  } satisfies Partial<Record<keyof ErasureCertificate, unknown>>);
});

test('what was erased plays nowhere, and the page says so; what was held plays', async () => {
  expect(await codeOf(admin.bytes(audioOf(taken)))).toBe('recording-erased');
  for (const path of ['waveform', 'sealed']) {
    expect(await codeOf(admin.bytes(`/api/recordings/${taken.recording.id}/${path}`))).toBe('recording-erased');
  }
  const vcon = `/api/calls/${taken.id}/export?format=vcon&audio=1`;
  expect(await codeOf(admin.bytes(vcon))).toBe('recording-erased');
  expect(sealedFile(taken)).toBeUndefined();
  await until('the copy removed', async () => {
    const [erasure] = (await admin.get<CustodyState>('/api/custody')).erasures;
    return erasure?.copies.every(({ state }) => state === 'removed');
  });
  expect(house.files().filter((path) => path.includes('/published/') && path.includes(taken.recording.id))).toEqual([]);
  // The copy of the third party is still there; the only key that opened it is not, in whatever form.
  expect(existsSync(theirs)).toBe(true);
  expect(keysOf()).toEqual([kept.recording.id]);
  await page.goto(`${house.url}/calls/${taken.id}`);
  await page.getByTestId('recording-erased').waitFor();
  await page.getByTestId('erased').filter({ hasText: 'todo' }).waitFor();
  expect(await page.getByTestId('play').count()).toBe(0);
  const view = callPageOf(page);
  await view.open(house, kept.detail);
  await view.play();
  await view.playing();
});

test('the ledger is whole, tells all of it, and shows against the head that was written down that an older one was put back', async () => {
  const told = await admin.get<{ action: string; actor: string }[]>(`/api/recordings/${taken.recording.id}/ledger`);
  const actions = told.map(({ action, actor }) => `${action} ${actor}`);
  expect(actions.slice(0, 2).map((one) => one.split(' ')[0])).toEqual(['created', 'sealed']);
  expect(actions).toContain('played person:admin');
  expect(actions.at(-1)).toBe('erased person:admin');
  const anchored = house.files().filter((path) => path.endsWith('.anchor'));
  // Made when the controller came back from the backup.
  expect(anchored).toHaveLength(1);
  const { ledger } = await admin.get<CustodyState>('/api/custody');
  const head = join(scratch, 'head.json');
  writeFileSync(head, JSON.stringify(ledger));
  const verify = ['verify', '--json', '--anchor', anchored[0] ?? ''];
  const whole = verified(...verify);
  expect(whole.words).toContain('The ledger is whole');
  expect(whole).toMatchObject({ status: 0, json: { whole: true, faults: [] } });

  await putBack();
  expect(await codeOf(admin.bytes(audioOf(taken)))).toBe('recording-erased');
  const after = verified(...verify, '--anchor', head);
  expect(after).toMatchObject({ status: 1, json: { whole: false } });
  // Before the head it is what it was.
  expect(verified(...verify)).toMatchObject({ status: 0 });
});

test('backups of both databases and of the file bring nothing back that was erased, and lose no hold', async () => {
  expect(keysOf()).toEqual([kept.recording.id]);
  expect(sealedFile(taken)).toBeUndefined();
  const state = await admin.get<CustodyState>('/api/custody');
  expect(state.erasures).toMatchObject([{ recordingId: taken.recording.id, rule: 'todo', userId: 'admin' }]);
  expect(state.holds).toMatchObject([{ recordingId: kept.recording.id, reason: 'Juicio 42/2026' }]);
  await page.goto(`${house.url}/calls/${taken.id}`);
  await page.getByTestId('recording-erased').waitFor();
});

test('a hold that is released lets a person erase; the certificate says who and why', async () => {
  const view = callPageOf(page);
  await view.open(house, kept.detail);
  await page.getByTestId('hold').getByRole('button').click();
  await page.getByTestId('why').fill('Sentencia firme');
  await page.getByTestId('custody-confirm').click();
  await page.getByTestId('hold').waitFor({ state: 'detached' });
  await page.getByTestId('erase-recording').click();
  await page.getByTestId('why').fill('Lo pide quien llamó');
  await page.getByTestId('custody-confirm').click();
  await page.getByTestId('erased').filter({ hasText: 'Lo pide quien llamó' }).waitFor();
  await page.getByTestId('recording-erased').waitFor();
  expect(await codeOf(admin.bytes(audioOf(kept)))).toBe('recording-erased');
  expect(keysOf()).toEqual([]);
  const told = await admin.get<{ action: string }[]>(`/api/recordings/${kept.recording.id}/ledger`);
  expect(told.map(({ action }) => action).slice(-2)).toEqual(['released', 'erased']);
  expect(verified('verify')).toMatchObject({ status: 0 });
  expect(browser.complaints.filter((one) => !/status of 4\d\d|net::ERR|WebSocket/.test(one))).toEqual([]);
});

const databases = ['centralita.db', 'keys/keys.db'];
const ends = ['', '-wal', '-shm'];

/** Whose keys are there. */
function keysOf(): readonly string[] {
  const sqlite = new Database(data('keys/keys.db'), { readonly: true });
  try {
    return sqlite.prepare<[], string>('select recording_id from keys').pluck().all();
  } finally {
    sqlite.close();
  }
}

/** A backup of both databases and of the sealed files, taken from the files at rest. */
async function backUp(): Promise<void> {
  const { letBack } = await holdController(house);
  for (const name of databases)
    for (const end of ends)
      if (existsSync(data(`${name}${end}`))) copy(data(`${name}${end}`), join(scratch, name + end));
  copy(sealedFile(taken) ?? '', join(scratch, 'taken.age'));
  await letBack();
}

/** Puts all of it back, while nothing runs. The list of erasures is elsewhere, and stays. */
async function putBack(): Promise<void> {
  const place = house.files().find((path) => path.includes('/recordings/') && path.endsWith('.age')) ?? '';
  const { letBack } = await holdController(house);
  for (const name of databases)
    for (const end of ends) {
      rmSync(data(`${name}${end}`), { force: true });
      if (existsSync(join(scratch, name + end))) copy(join(scratch, name + end), data(`${name}${end}`));
    }
  expect(keysOf().toSorted()).toEqual([kept.recording.id, taken.recording.id].toSorted());
  copy(join(scratch, 'taken.age'), join(dirname(place), `${taken.recording.id}.age`));
  await letBack();
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import type { AccessRow, BulkJob } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { sha256 } from '../support/archive.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { openAs } from '../support/pages.ts';
import { hears } from '../support/sound.ts';
import { storyOf, throughMenu } from '../support/story.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let house: Installation;
let browser: TestBrowser;
let admin: Person;
let dario: DeskAgent;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-bulk-'));
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
  });
  browser = await TestBrowser.start();
  admin = await house.signIn('admin');
  dario = await deskAgent(house, 'dario', { hertz: 880 });
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A recorded call; gives its recording. */
async function recorded(number: string): Promise<string> {
  const caller = await house.call({ hertz: 440, number });
  await caller.up;
  const id = await throughMenu(admin, caller, { language: '1', consent: '1', menu: '1' });
  await dario.talking();
  await hears(caller.media, 880, 1_000);
  await caller.hangUp();
  const story = await storyOf(admin, id, 'the sealed recording', ({ recording }) => recording?.state === 'sealed');
  return story.recording?.id ?? '';
}

test('an auditor fetches the recordings of a search from the page as a ZIP, and each is what a single download gives', async () => {
  await dario.available();
  const wanted = [await recorded('600000501'), await recorded('600000502')];
  await recorded('600000999');

  const page = await browser.page({ acceptDownloads: true });
  await openAs(house, page, 'alba', '/calls');
  await page.goto(`${house.url}/calls?number=6000005`);
  await page.getByTestId('bulk').click();
  await page.getByTestId('bulk-begin').click();
  const job = page.locator('[data-testid^=bulk-bulk-][data-state=done]');
  await job.waitFor();
  expect(await job.getByTestId('bulk-counts').textContent()).toMatch(/^2 de 2 grabaciones/);
  const [file] = await Promise.all([page.waitForEvent('download'), job.getByTestId('bulk-download').click()]);
  expect(file.suggestedFilename()).toMatch(/^recordings-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.zip$/);
  await file.saveAs(join(folder, 'fetched.zip'));

  const { command, args, env } = runtimeProgram('unzip');
  const unzip = [...args, '-q', join(folder, 'fetched.zip'), '-d', join(folder, 'all')];
  execFileSync(command, unzip, { env: { ...process.env, ...env } });
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: join(folder, 'all') });
  const names = readdirSync(join(folder, 'all'), { recursive: true }).map(String);
  expect(names.filter((name) => name.endsWith('.ogg'))).toHaveLength(2);
  for (const recordingId of wanted) {
    const name = names.find((one) => one.endsWith(`${recordingId}.ogg`)) ?? '';
    const single = await admin.bytes(`/api/recordings/${recordingId}/audio?download=1`);
    expect(sha256(readFileSync(join(folder, 'all', name)))).toBe(sha256(single));
    const accesses = await admin.get<readonly AccessRow[]>(`/api/recordings/${recordingId}/access`);
    expect(accesses.map(({ userId, action }) => `${userId} ${action}`)).toContain('alba downloaded');
  }

  // Once it is removed, it can be fetched no more, and what it was stays in the ledger.
  await job.getByTestId('bulk-remove').click();
  await page.getByTestId('bulk-none').waitFor();
  expect(await admin.get<readonly BulkJob[]>('/api/bulk')).toEqual([]);
});

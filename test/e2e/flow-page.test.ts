import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { projectRoot } from '../../config/paths.ts';
import type { FlowHistoryRow, FlowVersion } from '../../services/http/protocol.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { faultsInEveryLook, faultsNow } from '../support/looks.ts';
import { openAs } from '../support/pages.ts';
import { callOf, until, untilEvent, untilStep } from '../support/story.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const flow = 'mesa-de-ayuda';

let house: Installation;
let admin: Person;
let browser: TestBrowser;
let page: Page;
let folder: string;
let first: FlowVersion;

const written = () => readFileSync(join(folder, `${flow}.yaml`), 'utf8');

beforeAll(async () => {
  // The flows of the project are not the test's to change.
  folder = mkdtempSync(join(tmpdir(), 'centralita-flows-'));
  cpSync(join(projectRoot(), 'ivr-flows/flows'), folder, { recursive: true });
  house = await startInstallation({ settings: { flowsDir: folder } });
  [admin, browser] = await Promise.all([house.signIn('admin'), TestBrowser.start(880)]);
  page = await browser.page({ reducedMotion: 'reduce', colorScheme: 'light' });
  first = await admin.get<FlowVersion>(`/api/flows/${flow}`);
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a flow is changed on its page, checked as one types, and saved with a note', async () => {
  await openAs(house, page, 'admin', '/flows/mesa-de-ayuda');
  await page.getByTestId('step-menu').waitFor();
  expect(await page.locator('.flow-node').count()).toBe(first.graph?.steps.length);
  // Ways out from one step to the same other one are one line.
  const lines = new Set(first.graph?.edges.filter(({ to }) => to !== null).map(({ from, to }) => `${from} ${to}`));
  expect(await page.locator('.react-flow__edge').count()).toBe(lines.size);
  await page.getByTestId('edit-flow').click();
  await page.getByTestId('step-menu').click();
  await page.getByTestId('way-requests').selectOption('');
  await page.locator('[data-testid=problems][data-checking=false]:not([data-errors="0"])').waitFor();
  expect(await page.getByTestId('save-flow').isDisabled()).toBe(true);
  await page.getByTestId('undo').click();
  await page.getByTestId('way-person').selectOption('incidents');
  await page.getByTestId('field-silenceLimit').fill('2');
  await page.locator('[data-testid=save-flow]:not([disabled])').click();
  await page.getByTestId('differences').getByRole('listitem').first().waitFor();
  await page.getByTestId('save-note').fill('Una persona es también de incidencias');
  await page.getByTestId('save-confirm').click();
  await page.getByTestId('edit-flow').waitFor();
  // What was changed stands where it stood; whatever else was written is as it was.
  const changed = first.text.replace('silenceLimit: 3', 'silenceLimit: 2');
  expect(written()).toBe(changed.replace('person: person, silence', 'person: incidents, silence'));
  const [latest] = await admin.get<FlowHistoryRow[]>(`/api/flows/${flow}/history`);
  expect(latest).toMatchObject({ by: 'admin', note: 'Una persona es también de incidencias', current: true });
});

test('callers are seen in the step where they are, and stand behind the figures', async () => {
  const waits = await house.call({ number: '611000101' });
  await waits.up;
  await waits.press('11');
  const left = await callOf(admin, '611000101');
  await untilStep(admin, left.id, 'menu');
  await page.locator('[data-testid=live-menu]').filter({ hasText: '1' }).waitFor();
  await waits.hangUp();
  await untilEvent(admin, left.id, 'call-ended');
  const asks = await house.call({ number: '611000102' });
  await asks.up;
  await asks.press('110');
  const asked = await callOf(admin, '611000102');
  await untilStep(admin, asked.id, 'incidents');
  await asks.hangUp();
  await untilEvent(admin, asked.id, 'call-ended');
  await page.reload();
  await page.locator('[data-testid=leavers-menu][data-count="1"]').click();
  await expectCalls([left.id]);
  await page.goBack();
  await page.locator('[data-testid=exit-menu-person][data-count="1"]').click();
  await expectCalls([asked.id]);
  await page.goBack();
  await page.locator('[data-testid=entered-menu][data-count="2"]').waitFor();
});

test('what if the first version were in force: the caller of the one key would have gone elsewhere', async () => {
  await page.getByTestId('tab-what-if').click();
  await page.getByTestId('what-if-through').selectOption(first.version);
  await page.getByTestId('what-if-run').click();
  const outcome = page.getByTestId('what-if-differ');
  await outcome.waitFor();
  expect(await outcome.getAttribute('data-calls')).toBe('2');
  expect(await outcome.getAttribute('data-count')).toBe('1');
  expect(await faultsNow(page)).toEqual([]);
});

test('the page is sound in every look, and on a telephone the steps are listed', async () => {
  await page.goto(`${house.url}/flows/mesa-de-ayuda`);
  await page.getByTestId('step-menu').waitFor();
  expect(await faultsInEveryLook(page)).toEqual([]);
  const phone = await browser.page({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await openAs(house, phone, 'sonia', '/flows/mesa-de-ayuda');
  await phone.locator('[data-testid=listed-leavers-menu][data-count="1"]').waitFor();
  expect(await phone.getByTestId('edit-flow').count()).toBe(0);
  expect(await faultsNow(phone)).toEqual([]);
  expect(browser.complaints.filter((one) => !/401 \(Unauthorized\)/.test(one))).toEqual([]);
});

test('the way back to the first version', async () => {
  await page.getByTestId('tab-history').click();
  await page.getByTestId(`back-${first.version}`).click();
  await page.getByTestId('back-note').fill('Cada cual a lo suyo');
  await page.getByTestId('back-confirm').click();
  await expect.poll(written, { timeout: 20_000 }).toBe(first.text);
});

test('files changed by hand are taken over all or none, and a call ends on the version on which it began', async () => {
  const reload = () => process.kill(house.system.controller().pid, 'SIGHUP');
  const version = async () => (await admin.get<FlowVersion>(`/api/flows/${flow}`)).version;
  const before = await house.call({ number: '611000103' });
  await before.up;
  await before.press('11');
  const old = await callOf(admin, '611000103');
  await untilStep(admin, old.id, 'menu');
  const [file, other] = [join(folder, `${flow}.yaml`), join(folder, 'consulta-de-expediente.yaml')];
  const right = readFileSync(other, 'utf8');
  writeFileSync(file, first.text.replace('person: person, silence', 'person: incidents, silence'));
  writeFileSync(other, 'flow: [');
  reload();
  await until('a sentence in the log', () => house.log('controller.log').includes('consulta-de-expediente.yaml'));
  expect(await version()).toBe(first.version);
  writeFileSync(other, right);
  reload();
  await until('the new version in force', async () => (await version()) !== first.version);
  await before.press('0');
  await untilStep(admin, old.id, 'person');
  const after = await house.call({ number: '611000104' });
  await after.up;
  await after.press('110');
  const now = await callOf(admin, '611000104');
  await untilStep(admin, now.id, 'incidents');
  await Promise.all([before.hangUp(), after.hangUp()]);
});

async function expectCalls(ids: readonly string[]): Promise<void> {
  const links = page.locator('main a[href^="/calls/"]');
  await links.first().waitFor();
  const listed = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')?.split('/').at(-1)));
  expect([...new Set(listed)]).toEqual(ids);
}

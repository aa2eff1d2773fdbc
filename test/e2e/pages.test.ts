import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import type { SiteWritten } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, type SiteInput, startInstallation } from '../support/installation.ts';
import { faultsInEveryLook, faultsNow, reachedByTab } from '../support/looks.ts';
import { callPageOf, consoleOf, deskOf, openAs } from '../support/pages.ts';
import { callOf, storyOf, throughMenu, until, untilEvent, untilStep } from '../support/story.ts';

const YES = { language: '1', consent: '1', menu: '1' };

let house: Installation;
let admin: Person;
let dario: DeskAgent;
let browser: TestBrowser;
let outside: Page;
let callerPage: Page;
let ana: Page;
let sonia: Page;
let alba: Page;
let boss: Page;

beforeAll(async () => {
  const nobody = await freePort();
  house = await startInstallation({ site: (demo) => unhurried(demo, nobody) });
  [admin, browser] = await Promise.all([house.signIn('admin'), TestBrowser.start(880)]);
  const options = { reducedMotion: 'reduce', colorScheme: 'light' } as const;
  [outside, callerPage, ana, sonia, alba, boss] = await Promise.all([
    browser.page(options),
    browser.page(options),
    browser.page(options),
    browser.page(options),
    browser.page(options),
    browser.page(options),
  ]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await house?.close();
}, 60_000);

/** Time enough to look at an offer and a wrap-up, and a destination that never answers. */
function unhurried(demo: SiteInput, nobody: number): SiteInput {
  const silent: NonNullable<SiteInput['destinations']>[number] = {
    id: 'correo',
    type: 'email',
    host: '127.0.0.1',
    port: nobody,
    from: 'centralita@example.com',
    to: ['archivo@example.com'],
    retries: 0,
  };
  return {
    ...demo,
    queues: demo.queues.map((queue) => ({ ...queue, ringSeconds: 300, wrapUpSeconds: 300 })),
    destinations: [...(demo.destinations ?? []), silent],
    publication: [...(demo.publication ?? []), { destination: silent.id }],
  };
}

/** Nothing is wrong with what a page shows now, however it is looked at, and Tab comes to its main controls. */
async function expectSound(page: Page, controls: readonly string[]): Promise<void> {
  expect(await faultsInEveryLook(page)).toEqual([]);
  const reached = await reachedByTab(page);
  expect(controls.filter((one) => !reached.has(one))).toEqual([]);
}

/** What pages complained of since the last time, but for the asking who is signed in when nobody is. */
function complaints(alsoExpected?: RegExp): readonly string[] {
  return browser.complaints
    .splice(0)
    .filter((one) => !/401 \(Unauthorized\)/.test(one) && alsoExpected?.test(one) !== true);
}

describe.sequential('before the first call', () => {
  // Each person in a page of their own, side by side; what a page complains of names it.
  test("everybody's pages", async () => {
    await Promise.all([signInPage(), theCallerPage(), theDesk(), theConsole(), auditorsPages(), administratorsPages()]);
    expect(complaints(/404 \(Not Found\)/)).toEqual([]);
  }, 240_000);

  async function signInPage() {
    await outside.goto(`${house.url}/sign-in`);
    await outside.getByTestId('sign-in').waitFor();
    await expectSound(outside, ['login', 'password', 'sign-in', 'to-caller-page', 'language', 'scheme']);
    await outside.getByTestId('login').fill('ana');
    await outside.getByTestId('password').fill('not this one');
    await outside.getByTestId('sign-in').click();
    await outside.getByTestId('sign-in-error').waitFor();
    await expectSound(outside, ['login', 'password', 'sign-in']);
  }

  async function theCallerPage() {
    await callerPage.goto(`${house.url}/call`);
    await callerPage.locator('[data-testid=caller][data-state=idle]').waitFor();
    await expectSound(callerPage, ['call', 'language', 'scheme']);
  }

  async function theDesk() {
    await openAs(house, ana, 'ana', '/desk');
    await deskOf(ana).ready();
    await expectSound(ana, ['go-available', 'availability', 'microphone-test', 'language', 'scheme']);
  }

  async function theConsole() {
    await openAs(house, sonia, 'sonia', '/console');
    await sonia.getByTestId('agent-row-ana').waitFor();
    await expectSound(sonia, ['nav-console', 'nav-calls', 'agent-menu-ana', 'agent-menu-eva', 'schedule-callback']);
  }

  async function auditorsPages() {
    await openAs(house, alba, 'alba', '/calls');
    await alba.getByTestId('calls-empty').waitFor();
    await expectSound(alba, ['nav-calls', 'nav-publications', 'refresh', 'filter-agent', 'more-filters']);
    await alba.goto(`${house.url}/calls/nothing`);
    await alba.getByTestId('call-error').waitFor();
    await expectSound(alba, ['nav-calls', 'nav-publications']);
    await alba.goto(`${house.url}/publications`);
    await alba.getByTestId('publications-empty').waitFor();
    await expectSound(alba, ['nav-calls', 'nav-publications', 'publications-state']);
    await alba.goto(`${house.url}/quality/templates`);
    await alba.getByTestId('new-template').waitFor();
    await expectSound(alba, ['tab-templates', 'new-template']);
    await alba.getByTestId('new-template').click();
    await alba.getByTestId('save-template').waitFor();
    expect(await faultsInEveryLook(alba)).toEqual([]);
  }

  async function administratorsPages() {
    await openAs(house, boss, 'admin', '/distribution');
    await boss.getByTestId('entry-form').waitFor();
    await expectSound(boss, ['nav-distribution', 'tab-queues', 'entry-incidencias', 'field-name-es', 'field-strategy']);
    for (const tab of ['agents', 'skills', 'lists', 'hours', 'breaks']) {
      await boss.getByTestId(`tab-${tab}`).click();
      await boss.locator(`[data-testid=entry-form]`).waitFor();
      expect(await faultsInEveryLook(boss)).toEqual([]);
    }
    const controls = ['tab-breaks', 'entry-lunch', 'entry-new', 'why', 'delete-entry', 'save-entry'];
    const reached = await reachedByTab(boss);
    expect(controls.filter((one) => !reached.has(one))).toEqual([]);
    await boss.goto(`${house.url}/custody`);
    await boss.getByTestId('custody-purge').waitFor();
    await expectSound(boss, ['nav-custody']);
    await tokenAndWebhook();
  }

  /** Both are made by keyboard, and shown with what came of a test. */
  async function tokenAndWebhook() {
    const nobody = await freePort();
    await boss.goto(`${house.url}/programs`);
    await boss.getByTestId('new-token').press('Enter');
    await boss.locator('[data-testid=token-name]:focus').waitFor();
    await boss.keyboard.type('Archivo');
    await boss.getByTestId('scope-recordings:read').press('Space');
    expect(await faultsNow(boss)).toEqual([]);
    await boss.getByTestId('token-create').press('Enter');
    const token = (await boss.getByTestId('secret').textContent()) ?? '';
    expect(await faultsNow(boss)).toEqual([]);
    await boss.getByTestId('secret-kept').press('Enter');
    const found = await fetch(`${house.url}/api/recordings`, { headers: { authorization: `Bearer ${token}` } });
    expect(found.status).toBe(200);
    await boss.getByTestId('new-webhook').press('Enter');
    await boss.locator('[data-testid=webhook-url]:focus').waitFor();
    await boss.keyboard.type(`http://127.0.0.1:${nobody}/told`);
    await boss.keyboard.press('Enter');
    await boss.getByTestId('secret-kept').press('Enter');
    await boss.getByTestId('test-webhook').press('Enter');
    await boss.getByTestId('webhook-test-failed').waitFor();
    await boss.getByTestId('deliveries').press('Enter');
    await boss.getByTestId('deliveries-state').waitFor();
    await expectSound(boss, ['nav-programs', 'new-token', 'revoke-token', 'new-webhook', 'test-webhook', 'openapi']);
    await boss.getByTestId('revoke-token').press('Enter');
    await boss.getByTestId('confirm').press('Enter');
    await boss.getByTestId('all-tokens').waitFor();
    const refused = await fetch(`${house.url}/api/recordings`, { headers: { authorization: `Bearer ${token}` } });
    expect(refused.status).toBe(401);
  }
});

describe.sequential('the page of the site', () => {
  test('changes how a queue gives out its calls, in the file too, and says what cannot be', async () => {
    await boss.goto(`${house.url}/distribution/queues/solicitudes`);
    await boss.getByTestId('field-strategy').selectOption('ring-progressively');
    await boss.getByTestId('field-strategy-start').fill('3');
    await boss.getByTestId('field-strategy-limit').fill('2');
    await boss.getByTestId('why').fill('Prueba');
    await boss.getByTestId('save-entry').click();
    await boss.getByTestId('entry-error').waitFor();
    expect(await boss.getByTestId('field-strategy-limit').getAttribute('aria-invalid')).toBe('true');
    await boss.getByTestId('field-strategy-limit').fill('5');
    await boss.getByTestId('save-entry').click();
    await boss.getByTestId('entry-error').waitFor({ state: 'detached' });
    await until('the strategy in the file', async () => {
      const { site } = await admin.get<SiteWritten>('/api/site/file');
      const queues = site.queues as readonly { readonly id: string; readonly strategy?: unknown }[];
      const [queue] = queues.filter(({ id }) => id === 'solicitudes');
      return JSON.stringify(queue?.strategy) === '{"type":"ring-progressively","start":3,"limit":5}';
    });
    complaints(/422/);
  }, 120_000);
});

describe.sequential('with real calls', () => {
  let recordedId: string;
  let refusedId: string;

  beforeAll(async () => {
    dario = await deskAgent(house, 'dario', { ringMs: 100 });
    await dario.available();
    const recorded = await house.call({ number: '666000001' });
    recordedId = await throughMenu(admin, recorded, YES);
    await dario.talking();
    await dario.person.command({ name: 'hold' });
    await dario.person.command({ name: 'resume' });
    await recorded.hangUp();
    await dario.desk.until('the wrap-up', ({ wrapUp }) => wrapUp !== null);
    await dario.person.command({ name: 'finish-wrap-up', outcome: 'solved', note: 'Se reinició el equipo.' });
    await dario.rest();
    const refused = await house.call({ number: '666000002' });
    refusedId = await throughMenu(admin, refused, { language: '2', consent: '2', menu: '0' });
    await refused.hangUp();
    await storyOf(
      admin,
      recordedId,
      'one publication dead and one done',
      ({ recording }) =>
        recording?.publications
          .map(({ state }) => state)
          .sort()
          .join() === 'dead,published',
    );
    // One that waits, while all the rest is looked at.
    const waiting = await house.call({ number: '666000003' });
    await throughMenu(admin, waiting, { language: '1', consent: '1', menu: '2' });
  }, 120_000);

  test('the offer on the desk, and the caller who waits', async () => {
    await callerPage.getByTestId('call').click();
    await callerPage.locator('[data-testid=caller][data-state=up]').waitFor();
    const { id } = await callOf(admin, WEB_CALLER);
    for (const step of ['language', 'consent', 'menu']) {
      await untilStep(admin, id, step);
      if (step === 'menu') await untilEvent(admin, id, 'recording-started');
      await callerPage.keyboard.press('1');
    }
    await deskOf(ana).goAvailable();
    await deskOf(ana).offered();
    await expectSound(ana, ['answer', 'decline', 'availability']);
    expect(complaints()).toEqual([]);
  }, 120_000);

  test('the conversation on the desk, on the caller page and on the console; and what the auditor sees meanwhile', async () => {
    await deskOf(ana).answer();
    await deskOf(ana).talking();
    await consoleOf(sonia).agent('ana', { activity: 'talking' });
    await Promise.all([
      expectSound(ana, ['mute', 'hold', 'keypad', 'hang-up', 'pause-recording', 'withdraw-consent']),
      expectSound(callerPage, ['mute', 'hang-up']),
      expectSound(sonia, ['nav-calls', 'agent-menu-ana']),
      auditorsPages(),
    ]);
    expect(complaints()).toEqual([]);
  }, 240_000);

  async function auditorsPages() {
    await alba.goto(`${house.url}/calls`);
    await alba.getByTestId(`call-row-${recordedId}`).waitFor();
    await alba.getByTestId('more-filters').click();
    await expectSound(alba, ['refresh', 'filter-agent', 'filter-hour-from', 'filter-ticket', `call-row-${recordedId}`]);
    await callPageOf(alba).open(house, await storyOf(admin, recordedId, 'its story', () => true));
    await alba.getByTestId('access-log').waitFor();
    const player = [
      'play',
      'back-10',
      'forward-10',
      'skip-silence',
      'speed',
      'download',
      'tags',
      'tickets',
      'note-text',
    ];
    await expectSound(alba, [...player, 'timeline-entry', 'timeline-all']);
    await alba.goto(`${house.url}/calls/${refusedId}`);
    await alba.getByTestId('no-recording').waitFor();
    await expectSound(alba, ['nav-calls']);
    for (const state of ['dead', 'published']) {
      await alba.goto(`${house.url}/publications?state=${state}`);
      const row = alba.locator(`[data-testid=publications] li[data-state=${state}]`).first();
      await row.waitFor();
      const again = await row.getByRole('button').last().getAttribute('data-testid');
      await expectSound(alba, ['publications-state', again ?? 'publish-again']);
    }
  }

  test('the transfer on the desk, and what a supervisor may do', async () => {
    await ana.getByTestId('transfer').click();
    await ana.getByTestId('transfer-dialog').waitFor();
    expect(await faultsNow(ana)).toEqual([]);
    await ana.keyboard.press('Escape');
    await sonia.locator('[data-phase=talking] [data-testid^=call-menu-]').first().click();
    await sonia.getByTestId('call-end').click();
    await sonia.getByTestId('call-dialog').waitFor();
    expect(await faultsNow(sonia)).toEqual([]);
    await sonia.getByTestId('call-dialog-cancel').click();
    expect(complaints()).toEqual([]);
  }, 120_000);

  test('the wrap-up on the desk', async () => {
    await deskOf(ana).hangUp();
    await deskOf(ana).wrappingUp();
    await expectSound(ana, ['outcome', 'note', 'finish-wrap-up', 'extend-wrap-up']);
    await deskOf(ana).finish('Solved', 'Done.');
    expect(complaints()).toEqual([]);
  }, 120_000);
});

describe.sequential('by keyboard alone', () => {
  test('somebody signs in, skips to the content, and goes to another page', async () => {
    const page = await browser.page();
    await page.goto(`${house.url}/sign-in`);
    await page.getByTestId('login').focus();
    await page.keyboard.type('alba');
    await page.keyboard.press('Tab');
    await page.keyboard.type(house.password('alba'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/calls');
    await page.locator('a.skip').focus();
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    await page.getByTestId('nav-publications').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/publications');
    expect(complaints()).toEqual([]);
  }, 120_000);
});

/** Number that a call from the caller page has. */
const WEB_CALLER = 'web-caller';

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import type { PublicationRow } from '../../services/http/protocol.ts';
import { sha256 } from '../support/archive.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, type SiteInput, startInstallation } from '../support/installation.ts';
import { attachmentOf, type MailServer, startMailServer } from '../support/mail-server.ts';
import { openAs } from '../support/pages.ts';
import { callOf, storyOf, until, untilEvent, untilStep } from '../support/story.ts';

let house: Installation;
let admin: Person;
let browser: TestBrowser;
let mail: MailServer | undefined;
let mailPort: number;
let callId: string;

beforeAll(async () => {
  mailPort = await freePort();
  const more: NonNullable<SiteInput['destinations']>[number] = {
    id: 'correo',
    type: 'email',
    host: '127.0.0.1',
    port: mailPort,
    from: 'centralita@example.com',
    to: ['archivo@example.com'],
    retries: 0,
  };
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      destinations: [...(demo.destinations ?? []), more],
      publication: [...(demo.publication ?? []), { destination: more.id }],
    }),
  });
  [admin, browser] = await Promise.all([house.signIn('admin'), TestBrowser.start()]);
}, 60_000);

afterAll(async () => {
  await Promise.allSettled([browser?.close(), mail?.close()]);
  await house?.close();
}, 60_000);

/** The publication of the call's recording to a destination. */
async function publication(destination: string, test: (row: PublicationRow) => boolean): Promise<PublicationRow> {
  const of = (rows: readonly PublicationRow[]) => rows.find((row) => row.destination === destination && test(row));
  const { recording } = await storyOf(
    admin,
    callId,
    `the publication to ${destination}`,
    (detail) => of(detail.recording?.publications ?? []) !== undefined,
  );
  return of(recording?.publications ?? []) as PublicationRow;
}

describe.sequential('a destination that refuses', () => {
  test('keeps its recordings waiting, or dead with the reason; none is lost', async () => {
    // A file where the folder should be: nothing can be written there, whoever asks.
    writeFileSync(published(), 'in the way');
    const caller = await house.call({ number: '655000001' });
    await caller.up;
    await caller.press('11');
    callId = (await callOf(admin, caller.number)).id;
    await untilStep(admin, callId, 'menu');
    await untilEvent(admin, callId, 'recording-started');
    await caller.hangUp();
    const waiting = await publication('archivo', ({ state, attempts }) => state === 'waiting' && attempts > 0);
    expect(waiting.reason).toContain(published());
    expect(waiting.nextAttemptAt).not.toBeNull();
    const dead = await publication('correo', ({ state }) => state === 'dead');
    expect(dead.reason).toContain(`127.0.0.1:${mailPort}`);
    expect(dead).toMatchObject({ attempts: 1, location: null, publishedAt: null });
    const { recording } = await storyOf(admin, callId, 'a sealed recording', ({ recording: one }) => one !== null);
    expect(recording?.state).toBe('sealed');
  }, 60_000);

  test('and accepts again later has the recording, with its attempts counted', async () => {
    rmSync(published());
    const {
      location,
      attempts,
      bytes,
      sha256: told,
    } = await publication('archivo', ({ state }) => state === 'published');
    expect(attempts).toBeGreaterThan(1);
    const copy = readFileSync(location ?? '');
    expect([copy.length, sha256(copy)]).toEqual([bytes, told]);
    const { timeline } = await storyOf(admin, callId, 'the end', () => true);
    const types = timeline.map(({ type }) => type);
    expect(types.filter((type) => type === 'recording-published')).toHaveLength(1);
    expect(types.filter((type) => type === 'publication-dead')).toHaveLength(1);
  }, 60_000);

  test('for good is a dead letter on the page, from which it is published again', async () => {
    const page = await browser.page();
    await openAs(house, page, 'alba', '/publications');
    const dead = page.locator('[data-testid=publications] > li');
    await dead.waitFor();
    expect(await dead.count()).toBe(1);
    expect(await dead.getAttribute('data-destination')).toBe('correo');
    expect(await dead.locator('.reason').textContent()).toContain(`127.0.0.1:${mailPort}`);

    mail = await startMailServer(mailPort);
    await dead.getByRole('button').click();
    const { sha256: told, bytes } = await publication('correo', ({ state }) => state === 'published');
    await page.getByTestId('publications-empty').waitFor();
    const [sent, ...others] = mail.mails;
    if (sent === undefined) throw new Error('No mail came.');
    expect(others).toEqual([]);
    const copy = attachmentOf(sent, '.age');
    expect([copy.length, sha256(copy)]).toEqual([bytes, told]);
    await page.goto(`${house.url}/publications?state=published`);
    await until('both copies on the page', async () => (await dead.count()) === 2);
    expect(browser.complaints.filter((one) => !/401 \(Unauthorized\)/.test(one))).toEqual([]);
  }, 60_000);
});

const published = () => join(house.settings.dataDir, 'published');

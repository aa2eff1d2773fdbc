import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { CallRow, Page as ListPage } from '../../services/http/protocol.ts';
import { receivedEnergy, TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callerOf, deskOf, openAs } from '../support/pages.ts';
import { AUDIBLE_DB, decodeStereo, levelOf, SILENT_DB } from '../support/sound.ts';
import { storyOf, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let house: Installation;
let admin: Person;
let callersBrowser: TestBrowser;
let agentsBrowser: TestBrowser;

beforeAll(async () => {
  house = await startInstallation();
  admin = await house.signIn('admin');
  [callersBrowser, agentsBrowser] = await Promise.all([TestBrowser.start(CALLER_HZ), TestBrowser.start(AGENT_HZ)]);
});

afterAll(async () => {
  await Promise.allSettled([callersBrowser?.close(), agentsBrowser?.close()]);
  await house?.close();
});

describe('a call from browser to browser', () => {
  test('the visitor calls the line, presses keys and talks with the agent; both are recorded apart', async () => {
    const [callerPage, agentPage] = await Promise.all([callersBrowser.page(), agentsBrowser.page()]);
    await openAs(house, agentPage, 'ana', '/desk');
    const desk = deskOf(agentPage);
    await desk.ready();
    await desk.goAvailable();
    await desk.idle();

    await callerPage.goto(`${house.url}/call`);
    const caller = callerOf(callerPage);
    await caller.call();
    await caller.state('up');
    const { id } = await until('the call in the list', async () => {
      const { rows } = await admin.get<ListPage<CallRow>>('/api/calls');
      return rows[0];
    });
    for (const step of ['language', 'consent', 'menu']) {
      await untilStep(admin, id, step);
      if (step === 'menu') await untilEvent(admin, id, 'recording-started');
      await caller.press('1');
    }
    await desk.offered();
    await desk.answer();
    await desk.talking();
    for (const page of [callerPage, agentPage]) {
      const before = await receivedEnergy(page);
      await until('sound of the far end', async () => (await receivedEnergy(page)) > before + 0.01);
    }
    await caller.hangUp();
    await caller.state('ended');
    await desk.wrappingUp();

    const { recording, timeline, call } = await storyOf(
      admin,
      id,
      'a sealed recording',
      (detail) => detail.recording?.state === 'sealed',
    );
    expect(call).toMatchObject({ result: 'answered', endedBy: 'caller', agentId: 'ana', dialled: '1000' });
    const sound = decodeStereo(await admin.bytes(`/api/recordings/${recording?.id}/audio`));
    const connected = timeline.find(({ type }) => type === 'call-connected')?.at ?? 0;
    const from = Math.round(((connected - (recording?.startedAt ?? 0) + 500) * 8_000) / 1_000);
    const [left, right] = [sound.left.subarray(from), sound.right.subarray(from)];
    expect(levelOf(left, CALLER_HZ)).toBeGreaterThan(AUDIBLE_DB);
    expect(levelOf(right, AGENT_HZ)).toBeGreaterThan(AUDIBLE_DB);
    expect(levelOf(left, AGENT_HZ)).toBeLessThan(SILENT_DB);
    expect(levelOf(right, CALLER_HZ)).toBeLessThan(SILENT_DB);
  });

  test('a visitor who closes the page has hung up', async () => {
    const page = await callersBrowser.page();
    await page.goto(`${house.url}/call`);
    const caller = callerOf(page);
    await caller.call();
    await caller.state('up');
    const { id } = await until('the call in the list', async () => {
      const { rows } = await admin.get<ListPage<CallRow>>('/api/calls');
      return rows.find((row) => row.endedAt === null);
    });
    await page.close({ runBeforeUnload: true });
    const { call } = await storyOf(admin, id, 'the end', (detail) => detail.call.endedAt !== null);
    expect(call).toMatchObject({ result: 'menu', endedBy: 'caller' });
  });
});

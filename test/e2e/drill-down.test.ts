import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Person } from '../../config/demo-site/person.ts';
import { callExport } from '../../services/http/export/call-export.ts';
import type { CallDetail, CallRow, FlowStatistics, Page } from '../../services/http/protocol.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { callPageOf, openAs } from '../support/pages.ts';
import { hears, hearsSomethingElse } from '../support/sound.ts';
import { storyOf, throughMenu, until, untilEvent } from '../support/story.ts';

const DARIO_HZ = 880;
const EVA_HZ = 1_240;

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

let house: Installation;
let browser: TestBrowser;
let admin: Person;
let dario: DeskAgent;
let eva: DeskAgent;

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
  });
  browser = await TestBrowser.start();
  admin = await house.signIn('admin');
  dario = await deskAgent(house, 'dario', { hertz: DARIO_HZ });
  eva = await deskAgent(house, 'eva', { hertz: EVA_HZ });
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
});

test('page, export, search, figures and journal agree on a call with keys, a hold and a transfer', async () => {
  await dario.available();
  await eva.rest();
  const caller = await house.call({ hertz: 440, number: '600000077' });
  await caller.up;
  const id = await throughMenu(admin, caller, { language: '1', consent: '1', menu: '1' });
  await dario.talking();
  await hears(caller.media, DARIO_HZ);
  await dario.person.command({ name: 'hold' });
  await untilEvent(admin, id, 'call-held');
  await hearsSomethingElse(caller.media, DARIO_HZ, 2_000);
  await dario.person.command({ name: 'resume' });
  await untilEvent(admin, id, 'call-resumed');
  await hears(caller.media, DARIO_HZ, 2_000);
  await eva.available();
  await dario.rest();
  await dario.person.command({ name: 'transfer', to: { kind: 'agent', agentId: 'eva' }, reason: 'es de redes' });
  await eva.talking();
  await hears(caller.media, EVA_HZ);
  await caller.hangUp();
  const story = await storyOf(admin, id, 'the published recording', ({ recording }) => {
    const copies = recording?.publications ?? [];
    return copies.length > 0 && copies.every((one) => one.state === 'published');
  });

  // The journal is the truth: what is told of the call is what stands there.
  const journal = journalOf(house).filter(({ callId }) => callId === id);
  const count = (type: string) => journal.filter((one) => one.type === type).length;
  const told = story.timeline.map(({ seq }) => seq);
  const hidden = new Set(['step-continued', 'ahead-taken', 'variables-set']);
  expect(told).toEqual(journal.filter(({ type }) => !hidden.has(type)).map(({ seq }) => seq));
  const digits = journal.flatMap(({ type, data }) => (type === 'digit-pressed' ? [String(data.digit)] : []));
  const ending = journal.find(({ type }) => type === 'call-ended');
  const [held, resumed] = ['call-held', 'call-resumed'].map(
    (type) => journal.find((one) => one.type === type)?.at ?? 0,
  );
  expect(story.call).toMatchObject({
    keys: digits.join(''),
    transfers: count('call-transferred'),
    holdMs: (resumed ?? 0) - (held ?? 0),
    endedBy: 'caller',
    cause: ending?.data.cause,
    endedAt: ending?.at,
    agentId: 'eva',
    consent: 'given',
  });
  expect(digits).toEqual(['1', '1', '1']);
  expect(story.steps.map(({ step }) => step)).toEqual(
    journal.flatMap(({ type, data }) => (type === 'step-entered' ? [data.step] : [])),
  );
  expect(story.steps.filter(({ keys }) => keys !== '').map(({ step, keys }) => `${step} ${keys}`)).toEqual([
    'language 1',
    'consent 1',
    'menu 1',
  ]);
  // The Call-ID is SIPp's own, and came without asking.
  expect(story.call.sipCallId).toMatch(/@127\.0\.0\.5$/);
  const [callerLeg, ...agentLegs] = story.legs;
  expect(callerLeg?.moments.map(({ what }) => what)).toEqual(['invited', 'answered', 'hung-up', 'ended']);
  expect(agentLegs.map(({ party }) => party.id)).toEqual(['dario', 'eva']);
  for (const leg of agentLegs)
    expect(leg.moments.map(({ what }) => what).filter((what) => what !== 'hung-up')).toEqual([
      'invited',
      'ringing',
      'answered',
      'ended',
    ]);

  const file = z
    .strictObject(callExport.shape)
    .parse(JSON.parse(Buffer.from(await admin.bytes(`/api/calls/${id}/export`)).toString()));
  const page = await admin.get<CallDetail>(`/api/calls/${id}`);
  expect(file).toMatchObject({ ...page });

  const search = `step=menu&key=1&held=true&transferred=true&agent=dario&consent=given&recording=sealed&maxWait=600`;
  const found = await admin.get<Page<CallRow>>(`/api/calls?${search}`);
  expect(found.rows.map((row) => row.id)).toEqual([id]);
  expect((await admin.get<Page<CallRow>>(`/api/calls?${search}&leftIn=menu`)).rows).toEqual([]);
  const period = `from=${story.call.rangAt}&to=${story.call.rangAt + 1}`;
  const figures = await admin.get<FlowStatistics>(`/api/flows/${story.call.flow}/statistics?${period}`);
  expect(figures.calls).toBe(1);
  expect(figures.steps.map(({ step }) => step).toSorted()).toEqual(
    [...new Set(story.steps.map(({ step }) => step))].toSorted(),
  );

  const shown = await browser.page();
  await openAs(house, shown, 'alba', '/calls');
  const view = callPageOf(shown);
  await view.open(house, story);
  expect(await view.events(true)).toEqual(story.timeline.map(({ type }) => type));
  const marks = await shown.locator('.track-mark[data-kind=key]').allTextContents();
  expect(marks).toEqual(digits);
  expect(await shown.locator('.track-span[data-kind=hold]').count()).toBe(1);
  expect(await shown.locator('.track-span[data-kind=step]').count()).toBe(story.steps.length);

  // The head and the sound go together: by a press on what happened, by keys, and from a link.
  const { rangAt } = story.call;
  const recordedAt = story.recording?.startedAt ?? 0;
  const hold = story.timeline.find(({ type }) => type === 'call-held');
  const heldAt = (hold?.at ?? 0) - rangAt;
  const track = shown.getByTestId('track-body');
  const head = async () => Number(await track.getAttribute('aria-valuenow'));
  const sound = async () => (await view.seconds()) * 1_000 + recordedAt - rangAt;
  await view.ready();
  await shown.locator('.track-span[data-kind=hold]').click({ position: { x: 2, y: 6 } });
  expect(await shown.getByTestId('track-selected').getAttribute('data-seq')).toBe(String(hold?.seq));
  await until('head and sound at the hold', async () => near(await head(), heldAt) && near(await sound(), heldAt));
  const seen = async () => Number(await track.getAttribute('data-to')) - Number(await track.getAttribute('data-from'));
  const whole = await seen();
  await track.focus();
  await track.press('+');
  await until('half of it in sight', async () => near(await seen(), whole / 2));
  await track.press('0');
  await until('all of the call again', async () => near(await seen(), whole));
  await track.press('ArrowLeft');
  await until('five seconds before', async () => near(await sound(), Math.max(heldAt - 5_000, recordedAt - rangAt)));
  await track.press(']');
  await until('the event after that', async () => (await head()) > heldAt - 5_000);
  const link = `${house.url}/calls/${id}?t=${(heldAt / 1_000).toFixed(3)}&e=${hold?.seq}`;
  await shown.goto(link);
  await view.ready();
  await until('the place of the link', async () => near(await head(), heldAt) && near(await sound(), heldAt));
  expect(await shown.getByTestId('track-selected').getAttribute('data-seq')).toBe(String(hold?.seq));
});

/** Whether two moments (ms) are the same to a player. */
function near(one: number, other: number, by = 100): boolean {
  return Math.abs(one - other) <= by;
}

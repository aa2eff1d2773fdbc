import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Person } from '../../config/demo-site/person.ts';
import { callExport } from '../../services/http/export/call-export.ts';
import type {
  CallDetail,
  CallRow,
  FlowStatistics,
  Page,
  QualityTemplateRow,
  RecordingAnnotations,
} from '../../services/http/protocol.ts';
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
  // Some seconds in which nothing of either side is kept.
  await dario.person.command({ name: 'pause-recording' });
  await untilEvent(admin, id, 'recording-paused');
  await hears(caller.media, DARIO_HZ, 4_000);
  await dario.person.command({ name: 'resume-recording' });
  await untilEvent(admin, id, 'recording-resumed');
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

/** The sound as it comes to the listener: each side with its own volume, and over the silences; and a note at its place. */
test('a side is muted, silences are gone over, and a note is written by keys', async () => {
  const listener = await browser.page();
  await listener.addInitScript(EAR);
  await openAs(house, listener, 'alba', '/calls');
  const [{ id } = { id: '' }] = (await admin.get<Page<CallRow>>('/api/calls?number=600000077')).rows;
  const story = await admin.get<CallDetail>(`/api/calls/${id}`);
  const view = callPageOf(listener);
  await view.open(house, story);
  const startedAt = story.recording?.startedAt ?? 0;
  const secondsOf = (type: string) => ((story.timeline.find((one) => one.type === type)?.at ?? 0) - startedAt) / 1_000;
  const level = (hertz: number) => listener.evaluate<number>(`levelAt(${hertz})`);
  const goTo = (seconds: number) => listener.goto(`${house.url}/calls/${id}?audio=${seconds.toFixed(3)}`);

  // Both talk for two seconds after the hold: what is heard there is looked at until it is as it should be.
  const talk = secondsOf('call-resumed');
  const heard = (what: string, isSo: () => Promise<boolean>) =>
    until(what, async () => {
      const at = await view.seconds();
      if (at < talk || at > talk + 1.8) await view.press('call-resumed');
      return isSo();
    });
  await goTo(talk + 0.3);
  await view.ready();
  const volume = (side: 'caller' | 'agent') => listener.getByTestId(`volume-${side}`).getByRole('slider');
  // The sound goes through the volumes once one of them was moved.
  await volume('caller').press('ArrowLeft');
  await listener.locator('body').press('k');
  await view.playing();
  await heard('both sides', async () => (await level(440)) > HEARD_DB && (await level(DARIO_HZ)) > HEARD_DB);
  await volume('caller').press('Home');
  await heard('the agent alone', async () => (await level(440)) < GONE_DB && (await level(DARIO_HZ)) > HEARD_DB);
  await volume('caller').press('End');
  await volume('agent').press('Home');
  await heard('the caller alone', async () => (await level(440)) > HEARD_DB && (await level(DARIO_HZ)) < GONE_DB);
  await listener.locator('main').press('k');

  // Up to the pause, and over it.
  const paused = secondsOf('recording-paused');
  const resumed = secondsOf('recording-resumed');
  const passed = async () => {
    await goTo(paused - 1);
    await view.ready();
    await listener.evaluate('followPlaces()');
    if (skips) await listener.getByTestId('skip-silence').check({ force: true });
    await listener.locator('body').press('k');
    await until('the talk after the pause', async () => (await view.seconds()) > resumed + 0.2);
    await listener.locator('main').press('k');
    const places = await listener.evaluate<readonly number[]>('places');
    return places.filter((at) => at > paused + 1.5 && at < resumed - 0.8).length;
  };
  let skips = false;
  expect(await passed()).toBeGreaterThan(3);
  skips = true;
  expect(await passed()).toBe(0);

  const at = secondsOf('call-resumed') + 1;
  await goTo(at);
  await view.ready();
  await until('the place of the link', async () => near((await view.seconds()) * 1_000, at * 1_000));
  await listener.locator('body').press('n');
  await listener.keyboard.type('Aquí vuelve');
  await listener.keyboard.press('Enter');
  await listener.getByTestId('notes').getByText('Aquí vuelve').waitFor();
  const { notes } = await admin.get<RecordingAnnotations>(`/api/recordings/${story.recording?.id}/annotations`);
  expect(notes.map(({ text }) => text)).toEqual(['Aquí vuelve']);
  expect(near(notes[0]?.at ?? 0, at * 1_000)).toBe(true);
  // The focus is back on the page, where a key is a key again.
  await listener.keyboard.press('k');
  await view.playing();
});

test('the auditor finds the call by what is known of its recording, and keeps the search', async () => {
  const alba = await house.signIn('alba');
  const [{ id, recordingId } = { id: '', recordingId: null }] = (
    await admin.get<Page<CallRow>>('/api/calls?number=600000077')
  ).rows;
  await alba.send('PUT', `/api/recordings/${recordingId}/labels`, { tags: ['queja'], tickets: ['INC-20417'] });
  await admin.post(`/api/recordings/${recordingId}/holds`, { reason: 'Reclamación 2026/114' });
  const template = await alba.post<QualityTemplateRow>('/api/quality/templates', {
    name: 'Atención',
    sections: [
      {
        id: 'trato',
        title: 'Trato',
        criteria: [{ id: 'resuelve', title: 'Resuelve', kind: 'points', max: 4 }],
      },
    ],
  });
  await alba.post('/api/quality/evaluations', {
    recordingId,
    templateId: template.id,
    agentId: 'eva',
    answers: [{ criterion: 'resuelve', points: 3 }],
  });

  const seen = await browser.page();
  await openAs(house, seen, 'alba', '/calls');
  await seen.getByTestId('more-filters').click();
  const row = seen.getByTestId(`call-row-${id}`);
  const field = (name: string) => seen.getByTestId(`filter-${name}`);
  for (const [name, wrong, right] of [
    ['tag', 'elogio', 'queja'],
    ['ticket', 'INC-1', 'INC-20417'],
    ['text', 'marcha', 'vuelve'],
    ['min-score', '80', '75'],
    ['max-score', '70', '75'],
  ] as const) {
    await field(name).fill(wrong);
    await seen.getByTestId('calls-empty').waitFor();
    await field(name).fill(right);
    await row.waitFor();
    await field(name).fill('');
  }
  for (const [name, wrong, right] of [
    ['evaluator', 'sonia', 'alba'],
    ['legal-hold', 'no', 'yes'],
    ['consent', 'refused', 'given'],
    ['held', 'no', 'yes'],
  ] as const) {
    await field(name).selectOption(wrong);
    await seen.getByTestId('calls-empty').waitFor();
    await field(name).selectOption(right);
    await row.waitFor();
    await field(name).selectOption('');
  }
  await field('tag').fill('queja');
  await seen.waitForURL((url) => url.searchParams.get('tag') === 'queja');
  await seen.getByTestId('saved-searches').click();
  await seen.getByTestId('save-search').click();
  await seen.getByTestId('search-name').fill('Quejas');
  await seen.keyboard.press('Enter');
  await seen.getByTestId('search-name').waitFor({ state: 'detached' });
  await seen.goto(`${house.url}/calls?tag=elogio`);
  await seen.getByTestId('calls-empty').waitFor();
  await seen.getByTestId('saved-searches').click();
  await seen.getByTestId('saved-search').filter({ hasText: 'Quejas' }).click();
  await row.waitFor();
  expect(new URL(seen.url()).searchParams.get('tag')).toBe('queja');
});

/** A tone that sounds comes at some -25; what a telephone's coding makes of the other side's stays below the second. */
const HEARD_DB = -45;
const GONE_DB = -60;

/** Hears what goes to the loudspeaker (`levelAt(hertz)`, dB), and notes where the sound is while it plays (`places`, s). */
const EAR = `
  const connect = AudioNode.prototype.connect;
  const ears = [];
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const ear = this.context.createAnalyser();
      ear.fftSize = 8192;
      ear.smoothingTimeConstant = 0;
      connect.call(this, ear);
      ears.push(ear);
    }
    return connect.call(this, to, ...rest);
  };
  globalThis.levelAt = (hertz) => Math.max(-200, ...ears.map((ear) => {
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const place = Math.round((hertz * ear.fftSize) / ear.context.sampleRate);
    return Math.max(...bins.slice(place - 2, place + 3));
  }));
  globalThis.followPlaces = () => {
    globalThis.places = [];
    const time = () => Number(document.querySelector('[data-testid=player-time]')?.dataset.seconds);
    new MutationObserver(() => globalThis.places.push(time())).observe(
      document.querySelector('[data-testid=player-time]'), { attributes: true });
  };
`;

/** Whether two moments (ms) are the same to a player. */
function near(one: number, other: number, by = 100): boolean {
  return Math.abs(one - other) <= by;
}

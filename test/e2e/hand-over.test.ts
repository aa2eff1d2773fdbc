import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { receivedEnergy, TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { consoleOf, deskOf, openAs } from '../support/pages.ts';
import { hears, hearsSomethingElse } from '../support/sound.ts';
import { straightToQueue, until, untilEvent } from '../support/story.ts';

// None is an overtone of another.
const CALLER_HZ = 440;
const ANA_HZ = 880;
const EVA_HZ = 1_240;
const SONIA_HZ = 1_580;

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let house: Installation;
let admin: Person;
let eva: DeskAgent;
let browsers: readonly TestBrowser[];
let desk: ReturnType<typeof deskOf>;
let live: ReturnType<typeof consoleOf>;
let caller: Caller;
let callId: string;

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 300 })) }),
  });
  admin = await house.signIn('admin');
  eva = await deskAgent(house, 'eva', { hertz: EVA_HZ });
  // A microphone sounds one tone: one browser each.
  const [ofAna, ofSonia] = await Promise.all([TestBrowser.start(ANA_HZ), TestBrowser.start(SONIA_HZ)]);
  browsers = [ofAna, ofSonia];
  const [ana, sonia] = await Promise.all([ofAna.page(), ofSonia.page()]);
  await Promise.all([openAs(house, ana, 'ana', '/desk'), openAs(house, sonia, 'sonia', '/console')]);
  desk = deskOf(ana);
  live = consoleOf(sonia);
  await desk.ready();
  await desk.goAvailable();
  await desk.idle();
  caller = await house.call({ hertz: CALLER_HZ, number: '600000071' });
  callId = await straightToQueue(admin, caller);
  await desk.offered();
  await desk.answer();
  await desk.talking();
  await hears(caller.media, ANA_HZ);
});

afterAll(async () => {
  for (const browser of browsers ?? []) await browser.close();
  await house?.close();
});

describe.sequential('a supervisor, from the console', () => {
  test('listens: hears the conversation, and the agent sees it', async () => {
    await live.onCall(callId, 'listen');
    await live.watching('listen');
    await desk.page.getByTestId('watched-listen').getByText('Sonia Vega').waitFor();
    const before = await receivedEnergy(live.page);
    await until('the supervisor hears them', async () => (await receivedEnergy(live.page)) > before + 0.001);
  });

  test('barges in: the caller hears the supervisor, too', async () => {
    await live.watchAs('Intervenir');
    await live.watching('barge');
    await desk.page.getByTestId('watched-barge').waitFor();
    await hears(caller.media, SONIA_HZ);
  });

  test('goes on on another page, and leaves', async () => {
    await live.page.getByTestId('nav-calls').click();
    await live.page.getByTestId('refresh').waitFor();
    await live.watching('barge');
    await live.leave();
    await untilEvent(admin, callId, 'watch-ended', { userId: 'sonia' });
    await desk.page.getByTestId('watched-barge').waitFor({ state: 'detached' });
    await live.page.getByTestId('nav-console').click();
    await live.phase(callId, 'talking');
  });
});

describe.sequential('an agent, from the desk', () => {
  test('consults another: the caller hears music, the other one hears the agent', async () => {
    await eva.available();
    await desk.consult('eva');
    await desk.page.locator('[data-testid=consult][data-mode=consult][data-state=here]').waitFor();
    await Promise.all([hears(eva.phone.media, ANA_HZ), hearsSomethingElse(caller.media, ANA_HZ)]);
    await live.page.getByTestId(`call-row-${callId}`).getByTestId('third').getByText('Eva Pino').waitFor();
  });

  test('hands over: the other one has the call, the agent wraps up', async () => {
    await desk.page.getByTestId('complete-transfer').click();
    await hears(caller.media, EVA_HZ);
    await desk.wrappingUp();
    expect(eva.desk.state()).toMatchObject({ role: 'owner', call: { id: callId } });
    await live.page.getByTestId(`call-row-${callId}`).getByTestId('where').getByText('Eva Pino').waitFor();
  });

  test('a supervisor ends it, saying why', async () => {
    await live.onCall(callId, 'end');
    await live.page.getByTestId('why').fill('Prueba terminada.');
    await live.page.getByTestId('call-dialog-confirm').click();
    await live.callGone(callId);
    await untilEvent(admin, callId, 'supervised', { what: 'end', reason: 'Prueba terminada.' });
  });

  test('and no page complained', () => {
    const complaints = browsers.flatMap((one) => one.complaints.filter((said) => !/401 \(Unauthorized\)/.test(said)));
    expect(complaints).toEqual([]);
  });
});

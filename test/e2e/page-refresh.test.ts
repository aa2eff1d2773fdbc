import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { type DeskAgent, deskAgent } from '../support/agents.ts';
import { TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { deskOf, openAs } from '../support/pages.ts';
import { hears, hearsSomethingElse } from '../support/sound.ts';
import { detailOf, straightToQueue, untilEvent } from '../support/story.ts';

const AGENT_HZ = 880;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let house: Installation;
let admin: Person;
let ana: Person;
let dario: DeskAgent;
let browser: TestBrowser;
let desk: ReturnType<typeof deskOf>;

beforeAll(async () => {
  house = await startInstallation({
    site: (demo) => ({
      ...demo,
      returnSeconds: 15,
      queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })),
    }),
  });
  admin = await house.signIn('admin');
  ana = await house.signIn('ana');
  dario = await deskAgent(house, 'dario', { hertz: 660 });
});

afterAll(() => house?.close());

beforeEach(async () => {
  browser = await TestBrowser.start(AGENT_HZ);
  const page = await browser.page();
  await openAs(house, page, 'ana', '/desk');
  desk = deskOf(page);
  await desk.ready();
  await ana.command({ name: 'set-availability', availability: { kind: 'available' } });
  await desk.idle();
});

afterEach(() => browser.close());

describe("the agent's page goes away", () => {
  test('refreshed in a conversation: the same conversation is back', async () => {
    const caller = await house.call({ number: '600000031' });
    const id = await straightToQueue(admin, caller);
    await desk.offered();
    await desk.answer();
    await desk.talking();
    await hears(caller.media, AGENT_HZ);
    await desk.page.reload();
    await desk.talking();
    await hears(caller.media, AGENT_HZ, 1_500);
    const { timeline } = await detailOf(admin, id);
    const types = timeline.map(({ type }) => type);
    const lost = types.indexOf('agent-lost');
    expect(types.slice(lost).filter((type) => type.startsWith('agent-'))).toEqual([
      'agent-lost',
      'agent-redialled',
      'agent-returned',
    ]);
    expect(types.filter((type) => type === 'offer-made')).toHaveLength(1);
    await desk.hangUp();
    expect(await caller.ended).toBe('them');
  });

  test('closed in a conversation: the caller goes to the head of the queue, and the next agent has the call', async () => {
    const caller = await house.call({ number: '600000032' });
    const id = await straightToQueue(admin, caller);
    await desk.offered();
    await desk.answer();
    await desk.talking();
    const other = await house.call({ number: '600000033' });
    const otherId = await straightToQueue(admin, other);
    await desk.page.close();
    await hearsSomethingElse(caller.media, AGENT_HZ);
    await untilEvent(admin, id, 'agent-gave-up', { agentId: 'ana' });
    const back = await untilEvent(admin, id, 'queue-entered', { returned: true });
    expect(back.data).toMatchObject({ position: 1, queueId: 'incidencias' });
    await dario.available();
    expect((await dario.talking()).call?.id).toBe(id);
    await hears(caller.media, 660);
    await caller.hangUp();
    await dario.desk.until('the other caller', ({ call }) => call?.id === otherId && call.phase === 'talking');
    await other.hangUp();
    await dario.rest();
  });

  test('dead while it rings: the next agent has the call', async () => {
    const caller = await house.call({ number: '600000034' });
    const id = await straightToQueue(admin, caller);
    await desk.offered();
    await dario.available();
    await browser.kill();
    await untilEvent(admin, id, 'offer-ended', { agentId: 'ana' });
    expect((await dario.talking()).call?.id).toBe(id);
    await hears(caller.media, 660);
    await caller.hangUp();
    await dario.rest();
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import { projectRoot } from '../../config/paths.ts';
import { benchOf, readTests, testFilesIn } from '../../ivr-flows/program/test.ts';
import { openWorkshop } from '../../ivr-flows/program/workshop.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { runRealFlowTest } from '../support/real-flow-test.ts';
import { until } from '../support/story.ts';

/** `all`: every test that a real call can be given; otherwise these few. `npm run flows -- test --real` runs all. */
const few = [
  'A caller with an incident waits in its queue',
  'A request in English, without a recording, that an agent answers',
];
const all = process.env.CENTRALITA_FLOW_TESTS === 'all';

const workshop = openWorkshop(join(projectRoot(), 'config', 'demo-site', 'site.yaml'));
const { flows } = benchOf(workshop);
const files = readTests(testFilesIn(join(projectRoot(), 'ivr-flows', 'flows')));
const tests = files
  .flatMap(({ flow, tests: own }) => own.map((one) => ({ flow, one, name: one.name })))
  .filter(({ one, name }) => one.unreal.length === 0 && (all || few.includes(name)));

let house: Installation;
let admin: Person;
let agent: Person;

beforeAll(async () => {
  house = await startInstallation();
  admin = await house.signIn('admin');
  await house.deskPhone('dario');
  agent = await house.signIn('dario');
}, 300_000);
afterAll(async () => {
  await house?.close();
});

const available = (kind: 'available' | 'break' | 'signed-out') =>
  agent.command({
    name: 'set-availability',
    availability: kind === 'break' ? { kind, reason: 'lunch' } : { kind },
  });

test.each(tests)(
  'a real call goes the way of the test: $name',
  async ({ flow, one }) => {
    const { staff } = one.given('Europe/Madrid');
    await until('a telephone that can be called', () => available('available').then(() => true));
    await available(staff === 'none' ? 'signed-out' : 'break');
    const line = workshop.site.services.find((service) => service.flow === flow)?.numbers[0] ?? '';
    const number = `6120000${String(10 + tests.findIndex(({ name }) => name === one.name))}`;
    const caller = await house.call({ line, number });
    const run = {
      admin,
      caller,
      flows,
      agentReady: async () => {
        await available('available');
      },
      agentHangsUp: async () => {
        await agent.command({ name: 'hang-up' });
      },
    };
    expect(await runRealFlowTest(run, one)).toEqual([]);
    await caller.hangUp();
  },
  240_000,
);

test('there is something to try', () => {
  expect(tests.length).toBeGreaterThanOrEqual(all ? 5 : few.length);
});

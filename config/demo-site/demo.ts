import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';
import { dataPaths } from '../data-folder.ts';
import { demoUsers } from '../demo-users.ts';
import { isHealthy } from '../processes/controller.ts';
import { openSecrets, sipPassword } from '../secrets.ts';
import { loadSettings, publicUrl, type Settings } from '../settings.ts';
import { loadSite } from '../site.ts';
import { DemoAgent } from './demo-agent.ts';
import { type Plan, plans, voicemail } from './demo-plans.ts';
import { moment, oneOf, type Scene } from './demo-world.ts';
import { type Person, signIn } from './person.ts';
import { type Caller, startCaller } from './telephones/caller.ts';
import { startDeskPhone } from './telephones/desk-phone.ts';

const NAMES = ['Lucía Marín', 'Hugo Peña', 'Marta Rey', 'Iván Cobo', 'Noa Prieto', 'Oliver Hart', 'Emma Wood'] as const;
const VOICEMAILS = 3;
/** Calls at one time: twice the agents, so that some wait. */
const CALLS_PER_AGENT = 2;

/**
 * What `npm run demo` runs: fills the running system with calls, then ends all that it started. Resolves with the exit
 * code. `--calls N` sets how many calls come before the voicemails.
 */
export async function runDemo(args: readonly string[]): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const stop = stopOnSignal();
  try {
    const count = callCount(args);
    const demo = await startDemo(loadSettings());
    try {
      await play(demo, count, stop, say);
    } finally {
      await demo.close();
    }
    say('The demo has ended: its callers hung up, its agents are signed out.');
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function callCount(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { calls: { type: 'string', default: '30' } } });
  const count = Number(values.calls);
  if (Number.isInteger(count) && count >= 0 && count <= 10_000) return count;
  throw new CentralitaError('input-invalid', 'Write a whole number of calls, such as: npm run demo -- --calls 30');
}

interface Demo {
  readonly settings: Settings;
  readonly line: string;
  readonly supervisor: Person;
  readonly agents: readonly DemoAgent[];
  readonly callers: Set<Caller>;
  readonly close: () => Promise<void>;
}

/** @throws CentralitaError with a sentence that says what to do first. */
async function startDemo(settings: Settings): Promise<Demo> {
  const { dataDir } = settings;
  if (!(await isHealthy(settings)) || !existsSync(dataPaths(dataDir).demoUsers)) {
    throw new CentralitaError(
      'not-running',
      `No demo system answers at ${publicUrl(settings)}. Start one with "npm start" in another terminal, then run this again.`,
    );
  }
  const site = loadSite(dataPaths(dataDir).site);
  const secrets = openSecrets(dataDir);
  const users = demoUsers(dataDir, site);
  const desks = users.filter((user) => user.roles.includes('agent') && user.phone === 'sip');
  const boss = users.find((user) => user.roles.includes('supervisor'));
  const line = site.services[0]?.numbers[0];
  const trunk = settings.trunks.some((one) => one.match.some((address) => address.startsWith('127.0.0.5')));
  if (desks.length === 0 || boss === undefined || line === undefined || !trunk) {
    throw new CentralitaError(
      'demo-site-needed',
      'The demo needs a site with a service, a supervisor and agents with "phone: sip", and a trunk that matches ' +
        '127.0.0.5. Put them back, or start a fresh data folder (CENTRALITA_DATA_DIR).',
    );
  }
  const url = publicUrl(settings);
  const { sipPort } = settings.asterisk;
  const callers = new Set<Caller>();
  const agents: DemoAgent[] = [];
  const people: Person[] = [];
  const close = async () => {
    await Promise.allSettled([...callers].map((caller) => caller.close()));
    await Promise.allSettled(agents.map((agent) => agent.leave()));
    await Promise.allSettled(agents.map((agent) => agent.close()));
    for (const person of people) person.close();
  };
  try {
    const supervisor = await signIn(url, boss.login, boss.password);
    people.push(supervisor);
    for (const { id, login, password } of desks) {
      const username = `agent-${id}`;
      const person = await signIn(url, login, password);
      people.push(person);
      const phone = await startDeskPhone({
        sipPort,
        username,
        password: sipPassword(secrets, username),
        ringMs: 1_500,
      });
      const agent = new DemoAgent(
        id,
        person,
        phone,
        site.outcomes.map((outcome) => outcome.id),
      );
      agents.push(agent);
      await agent.start();
    }
    return { settings, line, supervisor, agents, callers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function play(demo: Demo, count: number, stop: Stop, say: (line: string) => void): Promise<void> {
  const live = await demo.supervisor.console();
  const running = new Set<Promise<void>>();
  const total = count + VOICEMAILS;
  let begun = 0;
  const begin = (plan: Plan) => {
    begun += 1;
    const number = begun;
    const playing = callOnce(demo, live, plan).then(
      (result) => say(`${String(number).padStart(3)}/${total}  ${plan.name}: ${result}.`),
      (error: unknown) => say(`${String(number).padStart(3)}/${total}  ${plan.name}: failed. ${String(error)}`),
    );
    const tracked: Promise<void> = playing.finally(() => running.delete(tracked));
    running.add(tracked);
  };
  say(`${count} calls, then ${VOICEMAILS} for the voicemail; Ctrl-C ends the demo early.`);
  for (let n = 0; n < count && !stop.asked(); n += 1) {
    while (running.size >= demo.agents.length * CALLS_PER_AGENT && !stop.asked()) {
      await Promise.race([...running, stop.wait]);
    }
    if (stop.asked()) break;
    begin(plans[n % plans.length] ?? plans[0]);
    await Promise.race([moment(1, 4), stop.wait]);
  }
  await Promise.race([Promise.all(running), stop.wait]);
  if (stop.asked()) return;
  say('The agents sign out: the next callers find nobody.');
  await Promise.all(demo.agents.map((agent) => agent.leave()));
  for (let n = 0; n < VOICEMAILS; n += 1) begin(voicemail);
  await Promise.race([Promise.all(running), stop.wait]);
}

async function callOnce(demo: Demo, live: Scene['live'], plan: Plan): Promise<string> {
  const number = `6${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const hertz = 300 + Math.floor(Math.random() * 8) * 50;
  const { sipPort } = demo.settings.asterisk;
  const caller = await startCaller({ sipPort, line: demo.line, number, name: oneOf(NAMES), hertz });
  demo.callers.add(caller);
  try {
    await caller.up;
    return await plan.act({ caller, live, agents: demo.agents });
  } finally {
    demo.callers.delete(caller);
    await caller.close();
  }
}

interface Stop {
  readonly asked: () => boolean;
  /** Resolves when the person wants the demo to end. */
  readonly wait: Promise<void>;
}

function stopOnSignal(): Stop {
  let asked = false;
  const wait = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        asked = true;
        resolve();
      });
    }
  });
  return { asked: () => asked, wait };
}

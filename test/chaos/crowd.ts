import { join } from 'node:path';
import { freePort } from '../../config/demo-site/telephones/free-ports.ts';
import { projectRoot } from '../../config/paths.ts';
import type { AgentView } from '../../services/live/protocol.ts';
import { agentFleet, callerFleet } from '../bench/support/rig.ts';
import { endsWithUs } from '../support/ending.ts';
import type { Fleet } from '../support/fleet/fleet.ts';
import { type Installation, type SiteInput, startInstallation } from '../support/installation.ts';
import { until } from '../support/story.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { Tally } from './tally.ts';

/** How many of each kind live on the system. */
export type Crowd = {
  /** Callers who wait all the time, in one queue. */
  readonly patient: number;
  /** Conversations that nobody ends. */
  readonly talks: number;
  /** Of them on hold. */
  readonly held: number;
  /** Callers who never leave the menu. */
  readonly menus: number;
  /** Agents who take call after call, and callers for them. */
  readonly busy: number;
};

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);
const LINES = { churn: '1000', patient: '2000', menu: '3000', talk: '4000' } as const;
const NEVER_MS = 86_400_000;

function crowdSite(crowd: Crowd): (demo: SiteInput) => SiteInput {
  return (demo) => {
    const [service] = demo.services;
    const [queue] = demo.queues;
    if (!service || !queue) throw new Error('The demo site has no service or no queue.');
    const agents = { churn: ids('c', crowd.busy), talk: ids('t', crowd.talks), patient: ids('p', 2) };
    const plain = { ringSeconds: 60, announceSeconds: 86_000, wrapUpSeconds: 0 };
    return {
      ...demo,
      services: Object.entries(LINES).map(([flow, number]) => ({ ...service, id: flow, flow, numbers: [number] })),
      queues: Object.entries(agents).map(([id, members]) => ({
        ...queue,
        ...plain,
        id,
        service: id,
        agents: [...members],
      })),
      users: [
        ...demo.users.filter((one) => !one.roles.includes('agent')),
        ...Object.values(agents)
          .flat()
          .map((id) => ({ id, login: id, name: id, roles: ['agent' as const], phone: 'sip' as const })),
      ],
    };
  };
}

/** A system full of calls, and the line between Asterisk and the controller in our hands. */
export type Scene = {
  readonly house: Installation;
  readonly proxy: TcpProxy;
  readonly tally: Tally;
  /** Those who are not told to end are never ended by anybody. */
  readonly stopChurn: () => Promise<void>;
  /** The patient callers get agents, one after the other. */
  readonly servePatient: () => Promise<void>;
  /** All telephones die without a word. */
  readonly endCallers: () => Promise<void>;
  /** Agents who are not what their supervisor made them. */
  readonly stuckAgents: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Address on which Asterisk finds the controller's port: there the proxy stands. */
const PROXY_ADDRESS = '127.0.0.2';

export async function startScene(crowd: Crowd): Promise<Scene> {
  const port = await freePort();
  const proxy = await TcpProxy.open({ host: PROXY_ADDRESS, port }, { host: '127.0.0.1', port });
  const closers: (() => Promise<unknown>)[] = [() => proxy.close()];
  const close = endsWithUs(async () => {
    for (const one of closers.splice(0).reverse()) await one();
  });
  try {
    return await fill(crowd, proxy, port, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(
  crowd: Crowd,
  proxy: TcpProxy,
  port: number,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<Scene> {
  const house = await startInstallation({
    site: crowdSite(crowd),
    settings: {
      flowsDir: join(projectRoot(), 'test/chaos/flows'),
      ari: { port, dialHost: PROXY_ADDRESS },
      asterisk: { rtpTimeoutSeconds: 86_400, rtpTimeoutHoldSeconds: 86_400 },
    },
  });
  closers.push(house.close);
  const tally = new Tally();
  const sip = { sipPort: house.settings.asterisk.sipPort, password: house.sipPassword };
  const own = async (fleet: Promise<Fleet>) => {
    const started = await fleet;
    closers.push(() => started.close());
    return started;
  };
  const agents = (prefix: string, count: number, talk: number, ring: number) =>
    own(agentFleet(sip, ids(prefix, count), { ring, settle: 1, talk }, { heard: tally.agent }));
  const callers = (flow: keyof typeof LINES, stay: number, rate: number, limit: number, calls?: number) =>
    own(
      callerFleet(sip, { stay }, { line: LINES[flow], rate, limit, heard: tally.caller, ...(calls ? { calls } : {}) }),
    );
  await agents('c', crowd.busy, 3_000, 400);
  await agents('t', crowd.talks, NEVER_MS, 1);
  await agents('p', 2, 300, 1);

  const supervisor = await house.signIn('sonia');
  const console = await supervisor.console();
  const all = [...ids('c', crowd.busy), ...ids('t', crowd.talks), ...ids('p', 2)];
  const wanted = new Map<string, 'available' | 'break'>();
  const set = async (agentId: string, kind: 'available' | 'break') => {
    wanted.set(agentId, kind);
    const availability = kind === 'break' ? ({ kind, reason: 'meeting' } as const) : ({ kind } as const);
    await supervisor.command({ name: 'set-agent-availability', agentId, availability, reason: '' });
  };
  await console.until('all telephones', (state) =>
    all.every((id) => state.agents.some((one) => one.id === id && one.reachable)),
  );
  for (const id of all) await set(id, id.startsWith('p') ? 'break' : 'available');

  const many = 20;
  await callers('patient', NEVER_MS, many, crowd.patient, crowd.patient);
  await callers('menu', NEVER_MS, many, crowd.menus, crowd.menus);
  await callers('talk', NEVER_MS, many, crowd.talks, crowd.talks);
  await until('all lasting conversations', () => tally.talking('agent-t') === crowd.talks);
  for (const id of ids('t', crowd.held)) {
    const agent = await house.signIn(id);
    await agent.command({ name: 'hold' });
    agent.close();
  }
  const churn = [
    await callers('churn', NEVER_MS, Math.max(1, crowd.busy / 3), Math.ceil(crowd.busy * 1.6)),
    await callers('churn', 1_500, 1, Math.max(2, Math.ceil(crowd.busy / 3))),
  ];
  const lasting = crowd.patient + crowd.menus + crowd.talks;
  await until('a crowd', () => tally.live >= lasting + crowd.busy);
  return {
    house,
    proxy,
    tally,
    stopChurn: async () => {
      for (const fleet of churn) await fleet.leave();
      await until('the last busy callers to go', () => churn.every((fleet) => fleet.hasEnded), 120_000);
    },
    servePatient: async () => {
      for (const id of ids('p', 2)) await set(id, 'available');
      await until('the patient to be served', () => tally.live === crowd.menus + crowd.talks, 120_000);
    },
    endCallers: async () => {
      for (const one of closers.splice(2).reverse()) await one();
    },
    stuckAgents: async () => {
      const person = await house.signIn('admin');
      const view = await person.console();
      const isAsItShould = ({ id, availability, activity, reachable }: AgentView) => {
        const talks = activity === 'talking' || activity === 'holding';
        return reachable && availability.kind === wanted.get(id) && (id.startsWith('t') ? talks : activity === 'idle');
      };
      const known = () => view.state().agents.filter((one) => wanted.has(one.id));
      await view.until('agents at rest', () => known().every(isAsItShould), 15_000).catch(() => undefined);
      const stuck = known().filter((one) => !isAsItShould(one));
      person.close();
      return stuck.map(({ id, availability, activity, reachable }) =>
        JSON.stringify({ id, availability, activity, reachable }),
      );
    },
    close,
  };
}

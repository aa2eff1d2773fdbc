import type { ConsentPolicy } from '../../services/core/consent.ts';
import type { Queue, RecordingRule, RecordingSettings, Site, User } from '../../services/core/site.ts';
import { wrongStrategies } from '../../services/routing/index.ts';
import type { Chance } from './chance.ts';
import { queueIds, skillIds } from './flows.ts';
import { sampleStrategy } from './strategies.ts';

const text = (name: string) => ({ es: name, en: name });
const always = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
);
const hours = { timeZone: 'Europe/Madrid', week: always, holidays: [] };

export const supervisors = ['boss', 'chief'] as const;
export const numbers = Array.from({ length: 60 }, (_, index) => `6001${String(index).padStart(2, '0')}`);
export const lines = ['1000', '2000'] as const;

export function sampleUser(chance: Chance, id: string): User {
  return {
    id,
    login: id,
    name: id,
    roles: ['agent'],
    language: 'es',
    phone: chance.is(0.6) ? 'browser' : 'sip',
    skills: Object.fromEntries(chance.some(skillIds, 0.7).map((skill) => [skill, chance.int(1, 10)])),
  };
}

/** Queues that come later only: no call overflows in circles. */
const laterThan = (id: string, ids: readonly string[]) => ids.slice(ids.indexOf(id) + 1);

export function sampleQueue(chance: Chance, id: string, ids: readonly string[], agents: readonly string[]): Queue {
  const attend = chance.some(agents, chance.one([0.3, 0.6, 1]));
  const further = chance.pick(laterThan(id, ids));
  const maybe = <T>(probability: number, value: T): T | null => (chance.is(probability) ? value : null);
  return {
    id,
    name: text(id),
    service: chance.one(['s1', 's2']),
    strategy: sampleStrategy(chance, { agents, skills: skillIds.map((skill) => ({ id: skill, name: text(skill) })) }),
    agents: chance.shuffled(attend),
    members: Object.fromEntries(
      chance.some(attend, 0.4).map((agent) => [agent, { order: chance.int(1, 3), weight: chance.int(1, 20) }]),
    ),
    level: chance.int(0, 4),
    escalatesTo: further ?? null,
    agingSeconds: maybe(0.5, chance.int(1, 60)),
    vip: chance.is(0.5) ? [{ list: 'vip', priority: chance.int(1, 10) }] : [],
    overflow: further && chance.is(0.4) ? [sampleOverflow(chance, further)] : [],
    maximum: { length: maybe(0.2, chance.int(1, 12)), seconds: maybe(0.2, chance.int(10, 90)) },
    hours: maybe(0.1, { ...hours, timeZone: 'Atlantic/Canary' }),
    announce: { position: chance.is(0.5), wait: chance.is(0.5) },
    comfort: maybe(0.3, { everySeconds: chance.int(5, 30), prompts: ['comfort', 'patience'] }),
    missedLimit: chance.int(1, 3),
    wrapUpExtensionSeconds: 60,
    callback: {
      attempts: chance.int(1, 3),
      retrySeconds: chance.int(5, 40),
      ringSeconds: chance.int(5, 20),
      perNumber: 1,
      perDay: 20,
    },
    ringSeconds: chance.int(4, 15),
    announceSeconds: chance.int(10, 60),
    wrapUpSeconds: chance.one([0, 3, 8, 15]),
    serviceLevel: { seconds: 20, target: 0.8 },
    shortAbandonSeconds: chance.one([0, 5]),
  };
}

function sampleOverflow(chance: Chance, to: string): Queue['overflow'][number] {
  switch (chance.int(0, 2)) {
    case 0:
      return { to, afterSeconds: chance.int(3, 40) };
    case 1:
      return { to, length: chance.int(0, 6) };
    default:
      return { to, ratio: chance.between(0.3, 3) };
  }
}

function samplePolicy(chance: Chance): ConsentPolicy {
  return {
    policy: chance.one(['ask', 'ask', 'ask', 'announce', 'never']),
    basis: 'law',
    needs: chance.one(['caller', 'each', 'all']),
    agents: chance.one(['contract', 'ask']),
    outside: chance.one(['contract', 'ask']),
    giveCode: chance.one(['*8', '*8', null]),
    withdrawCode: chance.one(['*9', '*9', null]),
    version: '1',
  };
}

function sampleRecording(chance: Chance, queues: readonly string[], agents: readonly string[]): RecordingSettings {
  const rule = (): RecordingRule => ({
    ...(chance.is(0.5) ? { queues: chance.some(queues, 0.5) } : {}),
    ...(chance.is(0.3) ? { agents: chance.some(agents, 0.5) } : {}),
    ...(chance.is(0.3) ? { lists: ['vip'] } : {}),
    sample: chance.one([0, 0.5, 1]),
  });
  return {
    pauseSeconds: chance.int(5, 30),
    bases: chance.is(0.5) ? [{ id: 'spoken', name: text('spoken') }] : [],
    rules: Array.from({ length: chance.int(0, 3) }, rule),
  };
}

/** A centre by chance: a handful of agents and queues, every rule and strategy sooner or later. */
export function sampleSite(chance: Chance): Site {
  const agents = Array.from({ length: chance.int(2, 12) }, (_, index) => `a${index + 1}`);
  const ids = queueIds.slice(0, chance.int(2, queueIds.length));
  const service = (id: string, number: string, flow: string) => ({
    id,
    name: id,
    client: 'client',
    numbers: [number],
    flow,
    hours,
    holder: 'holder',
    ...(chance.is(0.6) ? { consent: samplePolicy(chance) } : {}),
  });
  return valid({
    services: [service('s1', lines[0], 'rich'), service('s2', lines[1], 'plain')],
    queues: ids.map((id) => sampleQueue(chance, id, ids, agents)),
    users: [
      ...agents.map((id) => sampleUser(chance, id)),
      ...supervisors.map((id) => ({
        id,
        login: id,
        name: id,
        roles: ['supervisor', 'administrator'] as const,
        language: 'es',
        phone: 'browser' as const,
      })),
    ],
    breakReasons: [
      { id: 'lunch', name: text('lunch'), limitSeconds: 30 },
      { id: 'training', name: text('training'), limitSeconds: null },
    ],
    skills: skillIds.map((id) => ({ id, name: text(id) })),
    lists: [{ id: 'vip', name: text('vip'), numbers: chance.some(numbers, 0.1) }],
    calendars: [
      {
        id: 'office',
        name: text('office'),
        timeZone: 'Europe/Madrid',
        week: chance.is(0.7) ? always : {},
        regions: ['es'],
        exceptions: [{ date: '2026-03-29', open: [] }],
      },
    ],
    holidays: [{ id: 'es', name: text('es'), days: [chance.one(['easter-2', '03-28', '2026-03-28'])] }],
    tables: [{ id: 'files', name: text('files'), rows: { '4711': { state: 'open' }, '47': { state: 'shut' } } }],
    outbound: { trunk: 'line', callerId: '+34900000000', region: 'ES', allowed: ['+34'] },
    ...(chance.is(0.6) ? { recording: sampleRecording(chance, ids, agents) } : {}),
    monitoring: { tellAgent: chance.is(0.5) },
    outcomes: [{ id: 'solved', name: text('solved') }],
    returnSeconds: chance.int(3, 20),
    awaySeconds: chance.int(5, 60),
  });
}

/** A site with strategies that its check lets through: what is not, becomes the plainest. */
export function valid(site: Site): Site {
  const queues = site.queues.map((queue) =>
    wrongStrategies({ ...site, queues: [queue] }).length > 0 ? { ...queue, strategy: { type: 'longest-idle' } } : queue,
  );
  return { ...site, queues };
}

type Edit = { readonly weight: number; readonly edit: (site: Site, chance: Chance) => Site };

const changeQueue =
  (change: (queue: Queue, chance: Chance, site: Site) => Partial<Queue>) =>
  (site: Site, chance: Chance): Site => {
    const chosen = chance.pick(site.queues);
    const queues = site.queues.map((queue) =>
      queue === chosen ? { ...queue, ...change(queue, chance, site) } : queue,
    );
    return { ...site, queues };
  };
const agentsOf = (site: Site) => site.users.filter(({ roles }) => roles.includes('agent')).map(({ id }) => id);

/** What somebody edits while calls go on. */
const edits: readonly Edit[] = [
  {
    weight: 2,
    edit: (site, chance) => ({
      ...site,
      services: site.services.map((one) => (chance.is(0.5) ? { ...one, consent: samplePolicy(chance) } : one)),
    }),
  },
  {
    weight: 1,
    edit: (site, chance) => ({
      ...site,
      recording: sampleRecording(
        chance,
        site.queues.map(({ id }) => id),
        agentsOf(site),
      ),
    }),
  },
  { weight: 3, edit: changeQueue(({ agents }, chance) => ({ agents: chance.some(agents, 0.6) })) },
  { weight: 3, edit: changeQueue((_queue, chance, site) => ({ agents: chance.shuffled(agentsOf(site)) })) },
  {
    weight: 2,
    edit: changeQueue(({ id }, chance, site) =>
      sampleQueue(
        chance,
        id,
        site.queues.map((one) => one.id),
        agentsOf(site),
      ),
    ),
  },
  {
    weight: 1,
    edit: (site, chance) => {
      const gone = chance.pick(site.queues)?.id ?? '';
      if (site.queues.length < 2) return site;
      const queues = site.queues
        .filter(({ id }) => id !== gone)
        .map((queue) => ({
          ...queue,
          overflow: queue.overflow.filter(({ to }) => to !== gone),
          escalatesTo: queue.escalatesTo === gone ? null : queue.escalatesTo,
        }));
      return { ...site, queues };
    },
  },
  {
    weight: 2,
    edit: (site, chance) => {
      const missing = queueIds.filter((id) => !site.queues.some((one) => one.id === id));
      const id = chance.pick(missing);
      if (!id) return site;
      const queue = sampleQueue(chance, id, [id], agentsOf(site));
      return { ...site, queues: [...site.queues, queue] };
    },
  },
  {
    weight: 2,
    edit: (site, chance) => {
      const gone = chance.pick(agentsOf(site)) ?? '';
      if (agentsOf(site).length < 2) return site;
      const queues = site.queues.map((queue) => ({ ...queue, agents: queue.agents.filter((id) => id !== gone) }));
      return { ...site, users: site.users.filter(({ id }) => id !== gone), queues };
    },
  },
  {
    weight: 2,
    edit: (site, chance) => {
      const id = Array.from({ length: 14 }, (_, index) => `a${index + 1}`).find(
        (one) => !site.users.some((user) => user.id === one),
      );
      if (!id) return site;
      const queues = site.queues.map((queue) => (chance.is(0.6) ? { ...queue, agents: [...queue.agents, id] } : queue));
      return { ...site, users: [...site.users, sampleUser(chance, id)], queues };
    },
  },
  {
    weight: 3,
    edit: (site, chance) => ({
      ...site,
      users: site.users.map((user) =>
        user.skills && chance.is(0.4) ? { ...user, skills: sampleUser(chance, user.id).skills ?? {} } : user,
      ),
    }),
  },
];

/** The site after an edit by chance: a new value, as the store would make it. */
export function edited(site: Site, chance: Chance): Site {
  return valid(chance.weighted(edits)?.edit(site, chance) ?? site);
}

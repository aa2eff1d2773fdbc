import type { Calendar } from './calendar.ts';
import type { AgentId, QueueId, ServiceId, UserId } from './ids.ts';
import type { Queue, Service, Site, User } from './site.ts';
import type { Value } from './variable.ts';

/** What of a site is looked up by name, so that nobody walks through twenty thousand users. */
export type SiteIndex = {
  readonly queues: ReadonlyMap<QueueId, Queue>;
  readonly users: ReadonlyMap<UserId, User>;
  readonly services: ReadonlyMap<ServiceId, Service>;
  /** The service that a dialled number leads to. */
  readonly numbers: ReadonlyMap<string, Service>;
  /** Queues that an agent attends: those that go first come first. */
  readonly queuesOf: ReadonlyMap<AgentId, readonly Membership[]>;
  /** Callers of each list. */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Rows of each table, by their key. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, Value>>>>;
};

/** An agent's place in a queue. `order`: which of the agent's queues goes first; `position`: in the queue's own order. */
export type Membership = {
  readonly queue: Queue;
  readonly order: number;
  readonly position: number;
  readonly weight: number;
};

const known = new WeakMap<Site, SiteIndex>();

/** The index of a site; made once for each. */
export function indexOf(site: Site): SiteIndex {
  const found = known.get(site);
  if (found) return found;
  const queuesOf = new Map<AgentId, Membership[]>();
  for (const queue of site.queues)
    queue.agents.forEach((agentId, position) => {
      const { order = 1, weight = 1 } = queue.members[agentId] ?? {};
      const list = queuesOf.get(agentId) ?? [];
      list.push({ queue, order, position, weight });
      queuesOf.set(agentId, list);
    });
  for (const list of queuesOf.values()) list.sort((a, b) => a.order - b.order);
  const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
  const index: SiteIndex = {
    queues: byId(site.queues),
    users: byId(site.users),
    services: byId(site.services),
    numbers: new Map(site.services.flatMap((service) => service.numbers.map((number) => [number, service] as const))),
    queuesOf,
    lists: new Map(site.lists.map(({ id, numbers }) => [id, new Set(numbers)])),
    calendars: byId(site.calendars ?? []),
    tables: new Map((site.tables ?? []).map(({ id, rows }) => [id, new Map(Object.entries(rows))])),
  };
  known.set(site, index);
  return index;
}

/** Whether somebody of the site is an agent. */
export function isAgent(site: Site, userId: UserId): boolean {
  return indexOf(site).users.get(userId)?.roles.includes('agent') ?? false;
}

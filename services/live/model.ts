import { isDeepStrictEqual } from 'node:util';
import type { Recorded } from '../core/event.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Site } from '../core/site.ts';
import { indexOf } from '../core/site-index.ts';
import type { Present } from '../ports.ts';
import { deskState } from './desk-view.ts';
import { lastEndings } from './last-ending.ts';
import type { AgentView, CallView, ConsoleState, DeskState, QueueView, Row } from './protocol.ts';
import { agentOf, agentsOf, agentView, callView, consoleState, queueView } from './views.ts';

/** What changed since the last time it was asked. */
export type Changes = {
  /** Null when nothing of the console changed. */
  readonly console: (Pick<ConsoleState, 'telephony' | 'spool' | 'disk'> & { readonly rows: readonly Row[] }) | null;
  /** The desks that changed, by agent. */
  readonly desks: ReadonlyMap<string, DeskState>;
};

/** The views as the pages have them. Only what the events since touched is looked at again. */
export type Model = {
  readonly take: (recorded: readonly Recorded[]) => void;
  /** Queues change with the clock, too: at midnight their figures begin anew. */
  readonly takeTime: () => void;
  readonly changes: (now: number) => Changes;
  readonly console: () => ConsoleState;
  /** Null when there is no such agent. */
  readonly desk: (agentId: string) => DeskState | null;
  /** The number of a call that ended before this process began, for the wrap-up that goes on. */
  readonly rememberNumber: (callId: string, number: string) => void;
};

export function liveModel(present: Present, now: number, disk: () => SpoolRoom = () => 'free'): Model {
  const agents = new Map<string, AgentView>();
  const queues = new Map<string, QueueView>();
  const calls = new Map<string, CallView>();
  const desks = new Map<string, DeskState>();
  const ended = new Map<string, CallView>();
  const numbers = new Map<string, string>();
  const endings = lastEndings(present.world());
  let { telephony, spool } = present.world();
  let room = disk();
  let site: Site = present.site();
  const touched = { agents: new Set<string>(), queues: new Set<string>(), calls: new Set<string>() };

  const deskOf = (agentId: string): DeskState | null => {
    const user = agentOf(site, agentId);
    return user
      ? deskState(user, present.world(), site, {
          ended: (callId) => ended.get(callId) ?? null,
          number: (callId) => numbers.get(callId) ?? '',
          last: endings.of,
          diskFull: room === 'full',
        })
      : null;
  };
  const begin = (at: number) => {
    const state = consoleState(present.world(), site, present.floor(), at);
    for (const one of state.agents) agents.set(one.id, one);
    for (const one of state.queues) queues.set(one.id, one);
    for (const one of state.calls) calls.set(one.id, one);
    for (const user of agentsOf(site)) {
      const desk = deskOf(user.id);
      if (desk) desks.set(user.id, desk);
    }
  };
  const touchAll = () => {
    for (const user of [...agents.keys(), ...agentsOf(site).map((one) => one.id)]) touched.agents.add(user);
    for (const id of [...queues.keys(), ...site.queues.map((one) => one.id)]) touched.queues.add(id);
    for (const id of [...calls.keys(), ...present.world().calls.keys()]) touched.calls.add(id);
  };
  const forgetWrappedUp = () => {
    if (ended.size + numbers.size === 0) return;
    const wrapped = new Set([...present.world().agents.values()].map((one) => one.wrapUp?.callId));
    for (const map of [ended, numbers]) for (const id of map.keys()) if (!wrapped.has(id)) map.delete(id);
  };
  /** A call's change reaches its agent, the one before and the one after; events that change a queue name it. */
  const callRows = (): Row[] => {
    const world = present.world();
    return [...touched.calls].flatMap((id) => {
      const call = world.calls.get(id);
      const before = calls.get(id);
      const after = call ? callView(call, world, site) : null;
      for (const view of [before, after]) for (const one of membersOf(view)) touched.agents.add(one);
      if (before && !after) ended.set(id, before);
      return changed(calls, id, after) ? [{ kind: 'call', id, value: after } as const] : [];
    });
  };
  const agentRows = (): Row[] => {
    const world = present.world();
    return [...touched.agents].flatMap((id) => {
      const user = agentOf(site, id);
      const after = user ? agentView(user, world, site) : null;
      for (const queue of after?.queues ?? []) touched.queues.add(queue);
      return changed(agents, id, after) ? [{ kind: 'agent', id, value: after } as const] : [];
    });
  };
  const queueRows = (at: number): Row[] => {
    const world = present.world();
    return [...touched.queues].flatMap((id) => {
      const queue = indexOf(site).queues.get(id);
      const after = queue ? queueView(queue, world, site, present.floor(), at) : null;
      return changed(queues, id, after) ? [{ kind: 'queue', id, value: after } as const] : [];
    });
  };
  const changedDesks = (): Map<string, DeskState> => {
    const found = new Map<string, DeskState>();
    for (const id of touched.agents) {
      const after = deskOf(id);
      if (changed(desks, id, after) && after) found.set(id, after);
    }
    return found;
  };

  /** While nothing can be written down, pages keep what they have: the world may be ahead of the journal. */
  const stillViews = (isNews: boolean): Changes => {
    if (!isNews) return { console: null, desks: new Map() };
    for (const [id, desk] of desks) desks.set(id, { ...desk, diskFull: true });
    return { console: { rows: [], telephony, spool, disk: room }, desks: new Map(desks) };
  };

  begin(now);
  return {
    take: (recorded) => {
      for (const one of recorded) {
        endings.take(one);
        const { event } = one;
        if ('callId' in event && event.callId !== null) touched.calls.add(event.callId);
        if ('agentId' in event && event.agentId !== null) touched.agents.add(event.agentId);
        // Who watches is an agent of the console as well; who had the call before is not in it any more.
        if ('userId' in event) touched.agents.add(event.userId);
        if (event.type === 'agent-replaced') touched.agents.add(event.from);
        if ('queueId' in event && event.queueId !== null) touched.queues.add(event.queueId);
      }
    },
    takeTime: () => {
      for (const one of site.queues) touched.queues.add(one.id);
    },
    changes: (at) => {
      const before = room;
      room = disk();
      const diskChanged = room !== before;
      if (room === 'full') return stillViews(diskChanged);
      const world = present.world();
      if (before === 'full') touchAll();
      const linkChanged = telephony !== world.telephony;
      if (site !== present.site() || linkChanged) {
        site = present.site();
        touchAll();
      }
      const roomChanged = spool !== world.spool;
      ({ telephony, spool } = world);
      // In this order: calls reach agents, agents reach queues.
      const rows = [...callRows(), ...agentRows(), ...queueRows(at)];
      const desksNow = changedDesks();
      forgetWrappedUp();
      for (const set of Object.values(touched)) set.clear();
      const isNews = rows.length > 0 || linkChanged || roomChanged || diskChanged;
      return { console: isNews ? { rows, telephony, spool, disk: room } : null, desks: desksNow };
    },
    console: () => ({
      agents: [...agents.values()],
      queues: [...queues.values()],
      calls: [...calls.values()],
      telephony,
      spool,
      disk: room,
    }),
    desk: (agentId) => desks.get(agentId) ?? null,
    rememberNumber: (callId, number) => {
      numbers.set(callId, number);
      for (const agent of present.world().agents.values())
        if (agent.wrapUp?.callId === callId) touched.agents.add(agent.id);
    },
  };
}

/** Everybody of ours who is in a call. */
function membersOf(view: CallView | null | undefined): readonly string[] {
  if (!view) return [];
  const { agentId, third, watchers } = view;
  return [
    ...(agentId === null ? [] : [agentId]),
    ...(third?.kind === 'agent' ? [third.id] : []),
    ...watchers.map(({ userId }) => userId),
  ];
}

/** Puts a view in its place; tells whether it is another than before. */
function changed<T>(views: Map<string, T>, id: string, after: T | null): boolean {
  const before = views.get(id);
  if (after === null) return views.delete(id);
  if (isDeepStrictEqual(before, after)) return false;
  views.set(id, after);
  return true;
}

import type { Agent } from './agent.ts';
import type { Call } from './call.ts';
import { standingOf } from './evolve-standing.ts';
import { QueueFloor } from './floor-queue.ts';
import type { AgentId, CallId, QueueId } from './ids.ts';
import type { Candidate, Router } from './router.ts';
import type { Site } from './site.ts';
import { indexOf, type Membership } from './site-index.ts';
import { noteChanges, type Touched, type World } from './world.ts';

/** Whether an agent may be given a call now. */
export function mayTake(world: World, agent: Agent | undefined): agent is Agent {
  return (
    agent !== undefined &&
    agent.availability.kind === 'available' &&
    agent.pending === null &&
    agent.reachable &&
    agent.offer === null &&
    agent.call === null &&
    agent.wrapUp === null &&
    !world.watching.has(agent.id)
  );
}

type Stand = {
  readonly signedIn: boolean;
  readonly available: boolean;
  readonly places: readonly Standing[];
};

type Standing = {
  readonly queue: QueueFloor;
  readonly candidate: Candidate | null;
  /** Which of the agent's queues goes first. */
  readonly order: number;
};

const none: readonly never[] = [];

/**
 * *Floor*: who waits and who is ready, queue by queue, in order. Derived from world and site and brought up to date with
 * what was touched, so that a decision never scans. It says nothing that the world does not.
 */
export class Floor {
  readonly #world: World;
  readonly #router: Router;
  readonly #touched: Touched;
  #site: Site;
  readonly #queues = new Map<QueueId, QueueFloor>();
  readonly #stands = new Map<AgentId, Stand>();
  /** The queue in whose lists a call stands. */
  readonly #standing = new Map<CallId, QueueFloor>();
  readonly #direct = new Map<AgentId, Set<CallId>>();
  readonly #directOf = new Map<CallId, AgentId>();
  /** When the first of the queues' days ends (ms since the epoch): what counts from midnight is then ordered anew. */
  #dayEnds = 0;
  /** Calls and agents that may find each other since the last routing. */
  readonly looking = { calls: new Set<CallId>(), agents: new Set<AgentId>() };

  constructor(world: World, site: Site, router: Router, now: number) {
    this.#world = world;
    this.#site = site;
    this.#router = router;
    this.#touched = noteChanges(world);
    this.#build(site, now);
  }

  /** Takes in what changed; `now` in ms since the epoch. */
  sync(site: Site, now: number): this {
    const touched = this.#touched;
    if (site !== this.#site || now >= this.#dayEnds) {
      this.#build(site, now);
      touched.calls.clear();
      touched.agents.clear();
      return this;
    }
    // Taken out one by one: emptying a set at once makes a new table each time.
    if (touched.calls.size > 0)
      for (const callId of touched.calls) {
        touched.calls.delete(callId);
        this.#placeCall(callId);
      }
    if (touched.agents.size > 0)
      for (const agentId of touched.agents) {
        touched.agents.delete(agentId);
        this.#placeAgent(agentId);
      }
    return this;
  }

  queue(queueId: QueueId): QueueFloor | undefined {
    return this.#queues.get(queueId);
  }

  /** Calls that wait for one agent by name. */
  directTo(agentId: AgentId): readonly CallId[] {
    return [...(this.#direct.get(agentId) ?? [])];
  }

  /** An agent's queues with the agent as a candidate of each; empty unless ready. */
  placesOf(agentId: AgentId): Stand['places'] {
    return this.#stands.get(agentId)?.places ?? none;
  }

  /** Everybody looks again: after a change of the site, or when Asterisk is back. */
  lookAll(): void {
    for (const callId of this.#standing.keys()) this.looking.calls.add(callId);
    for (const agentId of this.#stands.keys()) this.looking.agents.add(agentId);
  }

  #build(site: Site, now: number): void {
    this.#site = site;
    this.#queues.clear();
    this.#stands.clear();
    this.#standing.clear();
    this.#direct.clear();
    this.#directOf.clear();
    this.#dayEnds = Number.POSITIVE_INFINITY;
    for (const queue of site.queues) {
      const timeZone = indexOf(site).services.get(queue.service)?.hours.timeZone ?? 'UTC';
      const floor = new QueueFloor(queue, this.#router.of(queue.strategy), timeZone, now);
      this.#dayEnds = Math.min(this.#dayEnds, floor.dayEnds);
      this.#queues.set(queue.id, floor);
    }
    for (const callId of this.#world.calls.keys()) this.#placeCall(callId);
    for (const agentId of this.#world.agents.keys()) this.#placeAgent(agentId);
    this.lookAll();
  }

  #placeCall(callId: CallId): void {
    this.#standing.get(callId)?.removeCall(callId);
    this.#standing.delete(callId);
    const before = this.#directOf.get(callId);
    if (before !== undefined) {
      this.#direct.get(before)?.delete(callId);
      this.#directOf.delete(callId);
    }
    const call = this.#world.calls.get(callId);
    const queue = call?.place.at === 'queue' ? this.#queues.get(call.place.queueId) : undefined;
    if (call?.place.at !== 'queue' || !queue) {
      this.looking.calls.delete(callId);
      return;
    }
    queue.addCall({ call, place: call.place });
    this.#standing.set(callId, queue);
    if (call.place.direct && call.place.offers.length === 0) this.#waitFor(call, call.place.direct.agentId);
    this.looking.calls.add(callId);
  }

  #waitFor(call: Call, agentId: AgentId): void {
    const waiting = this.#direct.get(agentId) ?? new Set();
    waiting.add(call.id);
    this.#direct.set(agentId, waiting);
    this.#directOf.set(call.id, agentId);
  }

  #placeAgent(agentId: AgentId): void {
    const before = this.#stands.get(agentId);
    for (const { queue, candidate } of before?.places ?? none) {
      if (before?.signedIn) queue.signedIn -= 1;
      if (before?.available) queue.available -= 1;
      if (candidate) queue.removeReady(candidate);
    }
    const agent = this.#world.agents.get(agentId);
    if (!agent) {
      this.#stands.delete(agentId);
      return;
    }
    const ready = mayTake(this.#world, agent);
    const signedIn = agent.availability.kind !== 'signed-out';
    const available = agent.availability.kind === 'available';
    const places: Standing[] = [];
    for (const membership of indexOf(this.#site).queuesOf.get(agentId) ?? none) {
      const queue = this.#queues.get(membership.queue.id);
      if (!queue) continue;
      if (signedIn) queue.signedIn += 1;
      if (available) queue.available += 1;
      const candidate = ready ? this.#candidate(agent, membership, queue) : null;
      if (candidate) queue.addReady(candidate);
      places.push({ queue, candidate, order: membership.order });
    }
    this.#stands.set(agentId, { signedIn, available, places });
    if (ready) this.looking.agents.add(agentId);
    else this.looking.agents.delete(agentId);
  }

  #candidate(agent: Agent, { position, weight }: Membership, { queue, day }: QueueFloor): Candidate {
    return {
      agent,
      idleSince: agent.idleSince,
      position,
      weight,
      skills: indexOf(this.#site).users.get(agent.id)?.skills ?? {},
      standing: standingOf(this.#world, queue.id, agent.id, day),
    };
  }
}

const floors = new WeakMap<World, Floor>();

/** The floor of a world, up to date. There is one for each world: it is made when first asked for. */
export function floorOf(world: World, site: Site, router: Router, now: number): Floor {
  const found = floors.get(world);
  if (found) return found.sync(site, now);
  const floor = new Floor(world, site, router, now);
  floors.set(world, floor);
  return floor;
}

import { isDeepStrictEqual } from 'node:util';
import { deadlines } from '../../services/core/decide/timers.ts';
import type { Event } from '../../services/core/event.ts';
import { Floor, floorOf } from '../../services/core/floor.ts';
import type { AgentId, CallId, QueueId, TimerId } from '../../services/core/ids.ts';
import { agentsIn, legsOf } from '../../services/core/members.ts';
import { indexOf } from '../../services/core/site-index.ts';
import type { Surroundings } from '../../services/core/turn.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import {
  checkAgent,
  checkCall,
  checkFigures,
  checkOrder,
  checkOvertaking,
  checkRoom,
  isNeglected,
  type State,
} from './invariants.ts';
import { Ledger } from './ledger.ts';

export type Watched = {
  readonly world: World;
  readonly folded: World;
  readonly surroundings: Surroundings;
  readonly timers: ReadonlyMap<TimerId, number>;
  /** Whether the turn's effects were asked for: a controller that is being killed sets no timer. */
  readonly alive: boolean;
  readonly now: number;
};

/** What cannot be done at once is tried again after so long: see decide/waiting.ts, in ms. */
const againMs = 1_000;

/**
 * Checks every invariant after every step: at once what the step touched, and all of it now and then, which proves that
 * looking only at what was touched misses nothing.
 */
export class Witness {
  readonly ledger: Ledger;
  readonly #breach: (sentence: string) => void;
  /** In how many conversations an agent is, and of which agents that was counted: kept apart from the world's own index. */
  readonly #busy = new Map<AgentId, Set<CallId>>();
  readonly #agentsOf = new Map<CallId, readonly AgentId[]>();

  constructor(breach: (sentence: string) => void) {
    this.#breach = breach;
    this.ledger = new Ledger(breach);
  }

  #state({ world, surroundings: { site, router }, now }: Watched): State {
    return { world, site, router, floor: floorOf(world, site, router, now), ledger: this.ledger };
  }

  /** After a committed turn. */
  stepped(watched: Watched, events: readonly Event[]): void {
    if (events.length === 0) return;
    const calls = new Set<CallId>();
    const agents = new Set<AgentId>();
    const queues = new Set<QueueId>();
    const { ledger } = this;
    for (const event of events) {
      ledger.take(event, watched.now);
      if ('callId' in event && event.callId !== null) calls.add(event.callId);
      if ('agentId' in event && event.agentId !== null) agents.add(event.agentId);
      if ('queueId' in event && event.queueId !== null) queues.add(event.queueId);
    }
    const state = this.#state(watched);
    const { world } = state;
    for (const callId of calls) this.#count(world, callId, agents);
    for (const callId of calls) checkCall(state, callId, this.#breach);
    for (const agentId of agents) this.#agent(state, agentId);
    for (const queueId of queues) checkFigures(state, queueId, this.#breach);
    this.#events(state, events);
    if (!watched.alive) return;
    if (world.telephony) this.#neglected(state, calls, agents);
    this.#timers(watched, part(world, calls, agents, ledger));
  }

  #events(state: State, events: readonly Event[]): void {
    for (const event of events)
      switch (event.type) {
        case 'offer-made':
          checkOvertaking(state, event, this.#breach);
          checkRoom(state, event, this.#breach);
          break;
        case 'queue-entered':
          if (event.via === 'flow' || event.via === 'overflow')
            checkOrder(state.site, event, event.waitingSince, this.#breach);
          break;
        case 'priority-changed': {
          const visit = this.ledger.visits.get(event.callId);
          if (visit) checkOrder(state.site, event, visit.waitingSince, this.#breach);
          break;
        }
        default:
      }
  }

  /** Counts anew who is in a call; who was or is becomes one to look at. */
  #count(world: World, callId: CallId, agents: Set<AgentId>): void {
    const call = world.calls.get(callId);
    const now = call ? agentsIn(call.place) : [];
    for (const agentId of this.#agentsOf.get(callId) ?? []) {
      this.#busy.get(agentId)?.delete(callId);
      agents.add(agentId);
    }
    for (const agentId of now) {
      const busy = this.#busy.get(agentId) ?? new Set();
      busy.add(callId);
      this.#busy.set(agentId, busy);
      agents.add(agentId);
    }
    if (now.length > 0) this.#agentsOf.set(callId, now);
    else this.#agentsOf.delete(callId);
  }

  #agent(state: State, agentId: AgentId): void {
    checkAgent(state, agentId, this.#busy.get(agentId)?.size ?? 0, this.#breach);
  }

  #neglected(state: State, calls: ReadonlySet<CallId>, agents: ReadonlySet<AgentId>): void {
    const { site, world, ledger } = state;
    const say = (callId: CallId, agentId: AgentId) => {
      if (isNeglected(state, callId, agentId))
        this.#breach(`3: call ${callId} waits while agent ${agentId} may take it`);
    };
    for (const callId of calls) {
      const place = world.calls.get(callId)?.place;
      if (place?.at !== 'queue' || place.offers.length > 0) continue;
      if (place.direct) say(callId, place.direct.agentId);
      else for (const agentId of indexOf(site).queues.get(place.queueId)?.agents ?? []) say(callId, agentId);
    }
    for (const agentId of agents) {
      const agent = world.agents.get(agentId);
      if (agent?.activity !== 'idle') continue;
      for (const { queue } of indexOf(site).queuesOf.get(agentId) ?? [])
        for (const callId of ledger.inQueue.get(queue.id) ?? []) say(callId, agentId);
    }
  }

  /** No timer is lost: what the world waits for is set, at its time or earlier. */
  #timers({ timers, surroundings, now }: Watched, world: World): void {
    for (const { timerId, at } of deadlines(world, surroundings.site)) {
      const set = timers.get(timerId);
      if (set === undefined) this.#breach(`7: the timer ${timerId} is lost`);
      else if (set > Math.max(at, now + againMs)) this.#breach(`7: the timer ${timerId} comes ${set - at} ms late`);
    }
  }

  /** Everything, whatever was touched. */
  all(watched: Watched): void {
    const state = this.#state(watched);
    const { world, site, floor } = state;
    for (const callId of new Set([...world.calls.keys(), ...this.ledger.calls])) checkCall(state, callId, this.#breach);
    const busy = new Map<AgentId, number>();
    for (const { place } of world.calls.values())
      for (const agentId of agentsIn(place)) busy.set(agentId, (busy.get(agentId) ?? 0) + 1);
    for (const agentId of world.agents.keys()) checkAgent(state, agentId, busy.get(agentId) ?? 0, this.#breach);
    for (const queueId of new Set([...world.today.keys(), ...this.ledger.figures.keys()]))
      checkFigures(state, queueId, this.#breach);
    this.#standings(world);
    this.#legs(world);
    if (world.telephony && watched.alive) this.#neglected(state, new Set(world.calls.keys()), new Set());
    if (watched.alive) this.#timers(watched, world);
    if (!isDeepStrictEqual(world, watched.folded)) this.#breach('7: the world is not the one folded from the journal');
    const { router } = watched.surroundings;
    const fresh = new Floor(watched.folded, site, router, watched.now);
    for (const queue of site.queues) {
      const [one, other] = [floor.queue(queue.id), fresh.queue(queue.id)];
      const lists = [one, other].map(
        (each) => each && [[...each.calls()], each.signedIn, each.available, each.readyCount],
      );
      if (!isDeepStrictEqual(lists[0], lists[1]))
        this.#breach(
          `2: the floor of ${queue.id} has ${JSON.stringify(lists[0])}, made anew ${JSON.stringify(lists[1])}`,
        );
    }
    for (const agentId of world.agents.keys()) {
      const [one, other] = [floor, fresh].map((each) =>
        each.placesOf(agentId).map(({ queue, candidate, order }) => ({ id: queue.queue.id, candidate, order })),
      );
      if (!isDeepStrictEqual(one, other)) this.#breach(`3: the floor holds agent ${agentId} other than made anew`);
    }
  }

  #standings(world: World): void {
    for (const [queueId, agents] of this.ledger.standings)
      for (const [agentId, standing] of agents)
        if (!isDeepStrictEqual(world.standings.get(queueId)?.get(agentId), standing))
          this.#breach(`8: the standing of ${agentId} in ${queueId} is not what the events say`);
  }

  /** The index of legs has those of calls and offers and no other. */
  #legs(world: World): void {
    let known = world.offers.size;
    for (const call of world.calls.values()) known += legsOf(call).length;
    if (world.legs.size !== known)
      this.#breach(`7: ${world.legs.size} legs are known where calls and offers have ${known}`);
    let taken = 0;
    for (const call of world.calls.values()) {
      const capture = call.recording?.capture;
      if (!capture) continue;
      taken += 1;
      if (world.captures.get(capture.captureId) !== call.id) this.#breach(`7: part ${capture.captureId} is not found`);
    }
    if (world.captures.size !== taken)
      this.#breach(`7: ${world.captures.size} parts are known where calls have ${taken}`);
    if (world.offers.size !== this.ledger.offers.size) this.#breach('1: the world has other offers than the events');
    for (const legId of world.hangUps.keys())
      if (!world.legs.has(legId)) this.#breach(`7: a hang-up is kept for ${legId}, which is gone`);
    for (const [playbackId, callId] of world.playbacks)
      if (world.calls.get(callId)?.playing !== playbackId)
        this.#breach(`7: ${playbackId} is known and plays to nobody`);
  }
}

/** Holds what a step touched, to ask for its deadlines: one for all steps, because making a world takes longer than that. */
const touched = emptyWorld();

/** The world as far as a step touched it. */
function part(world: World, calls: ReadonlySet<CallId>, agents: ReadonlySet<AgentId>, ledger: Ledger): World {
  for (const what of [touched.calls, touched.offers, touched.agents, touched.hangUps])
    for (const id of what.keys()) what.delete(id);
  for (const callId of calls) {
    const call = world.calls.get(callId);
    if (call) touched.calls.set(callId, call);
    const hungUp = call && world.hangUps.get(call.legId);
    if (call && hungUp !== undefined) touched.hangUps.set(call.legId, hungUp);
    for (const offerId of ledger.offersOf.get(callId) ?? []) {
      const offer = world.offers.get(offerId);
      if (offer) touched.offers.set(offerId, offer);
    }
  }
  for (const agentId of agents) {
    const agent = world.agents.get(agentId);
    if (agent) touched.agents.set(agentId, agent);
  }
  return touched;
}

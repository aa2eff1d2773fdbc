import type { Call, Direct, QueuePlace } from '../call.ts';
import type { Why } from '../event.ts';
import { mayTake } from '../floor.ts';
import type { AgentId, CallId } from '../ids.ts';
import type { Asked } from '../router.ts';
import { indexOf } from '../site-index.ts';
import { ask, emit, floor, type Turn } from '../turn.ts';
import { cancelOffers } from './offer-end.ts';
import { queueOf, setQueueTimer } from './queue.ts';

const noMemory = { lastAgent: null, shares: {} };

/**
 * Gives waiting calls to ready agents until no pair is left. Runs at the end of every turn and looks only at what
 * changed: agents who became ready take the call that comes first for them, calls that became open find their agents.
 */
export function route(turn: Turn): void {
  if (!turn.world.telephony) return;
  for (;;) {
    const { looking } = floor(turn);
    const [agentId] = looking.agents;
    if (agentId !== undefined) {
      looking.agents.delete(agentId);
      serve(turn, agentId);
      continue;
    }
    const [callId] = looking.calls;
    if (callId === undefined) return;
    looking.calls.delete(callId);
    for (const asked of firstBefore(turn, callId)) seek(turn, asked);
  }
}

/**
 * A call that became open, after those that come first for the agents whom it would ring: while nobody could be routed
 * (the link was away) several may have become open, and an agent free, in any order.
 */
function* firstBefore(turn: Turn, callId: CallId): Generator<Asked> {
  const waiting = (): Asked | null => {
    const call = turn.world.calls.get(callId);
    return call?.place.at === 'queue' ? { call, place: call.place } : null;
  };
  for (let asked = waiting(); asked; asked = waiting()) {
    const agentId =
      asked.place.direct?.agentId ?? floor(turn).queue(asked.place.queueId)?.readyFor(asked).first?.agent.id;
    const first = agentId === undefined ? null : (directCall(turn, agentId) ?? nextCall(turn, agentId));
    if (!first || first.call.id === callId) break;
    const before = turn.events.length;
    yield first;
    if (turn.events.length === before) break;
  }
  const asked = waiting();
  if (asked) yield asked;
}

/** Finds the call that comes first for an agent, and offers it as its queue's strategy says. */
function serve(turn: Turn, agentId: AgentId): void {
  for (;;) {
    if (!mayTake(turn.world, turn.world.agents.get(agentId))) return;
    const asked = directCall(turn, agentId) ?? nextCall(turn, agentId);
    if (!asked || !seek(turn, asked)) return;
  }
}

/** A call that waits for this agent by name. */
function directCall(turn: Turn, agentId: AgentId): Asked | null {
  let first: Asked | null = null;
  for (const callId of floor(turn).directTo(agentId)) {
    const call = turn.world.calls.get(callId);
    if (call?.place.at === 'queue' && (!first || call.place.order < first.place.order))
      first = { call, place: call.place };
  }
  return first;
}

/** The first call over the agent's queues: those that go first for the agent come first, then who waits longest. */
function nextCall(turn: Turn, agentId: AgentId): Asked | null {
  let best: Asked | null = null;
  let level = Number.POSITIVE_INFINITY;
  for (const { queue, candidate, order } of floor(turn).placesOf(agentId)) {
    if (order > level) break;
    if (!candidate) continue;
    for (const asked of queue.heads()) {
      if (best && asked.place.order >= best.place.order) continue;
      if (!queue.distribution.admits(asked, candidate)) continue;
      best = asked;
      level = order;
    }
  }
  return best;
}

/** Offers a call to whom its queue's strategy chooses. Whether anybody was found. */
function seek(turn: Turn, asked: Asked): boolean {
  const { call, place } = asked;
  const { direct } = place;
  if (direct) {
    if (place.offers.length > 0 || !mayTake(turn.world, turn.world.agents.get(direct.agentId))) return false;
    offer(turn, call, place, toOne(direct));
    return true;
  }
  const queueFloor = floor(turn).queue(place.queueId);
  const room = queueFloor ? queueFloor.distribution.room(place.stage) - place.offers.length : 0;
  if (!queueFloor || room <= 0) return false;
  const ready = queueFloor.readyFor(asked);
  if (ready.size === 0) return false;
  if (queueFloor.distribution.widensFrom === 'ringing' && place.offers.length === 0 && place.stage > 0) {
    // The telephones ring anew: the few who ring first are few again.
    const restart = { stage: 0, widenAt: null, direct: null };
    emit(turn, { type: 'queue-widened', callId: call.id, queueId: place.queueId, ...restart });
    const again = turn.world.calls.get(call.id);
    return again?.place.at === 'queue' && seek(turn, { call: again, place: again.place });
  }
  const memory = turn.world.memories.get(place.queueId) ?? noMemory;
  const { now, draw } = turn;
  const positionOf = (agentId: AgentId) =>
    indexOf(turn.site)
      .queuesOf.get(agentId)
      ?.find(({ queue }) => queue.id === place.queueId)?.position;
  const choice = queueFloor.distribution.choose({ asked, ready, memory, positionOf, now, random: draw.random });
  if (choice === null) return false;
  const { agentIds, why, share = null } = choice;
  const strategy = queueOf(turn, place.queueId)?.strategy.type ?? '';
  for (const agentId of agentIds.slice(0, room)) offer(turn, call, place, { agentId, strategy, why, share });
  return agentIds.length > 0;
}

/** Why an agent is offered a call, and how. `share`: the group of a strategy that splits. */
type Offering = {
  readonly agentId: AgentId;
  readonly strategy: string;
  readonly why: Why;
  readonly share: string | null;
};

function offer(turn: Turn, call: Call, place: QueuePlace, offering: Offering): void {
  const queue = queueOf(turn, place.queueId);
  if (!queue) return;
  const { agentId, strategy, why, share } = offering;
  const distribution = floor(turn).queue(place.queueId)?.distribution;
  const offerId = turn.draw.id('offer');
  const legId = turn.draw.id('leg');
  const until = turn.now + queue.ringSeconds * 1000;
  const { id: callId, number: callerNumber, callerName } = call;
  const widens = distribution?.widensFrom === 'ringing' ? distribution.widens[0] : undefined;
  const isFirst = place.offers.length === 0 && !place.direct;
  const widenAt = isFirst && widens !== undefined ? turn.now + widens : place.agenda.widenAt;
  const queueId = queue.id;
  emit(turn, { type: 'offer-made', callId, offerId, agentId, queueId, legId, strategy, why, until, share, widenAt });
  const { ringSeconds } = queue;
  const purpose = place.direct?.why === 'take' ? 'take' : call.direction === 'callback' ? 'callback' : 'offer';
  ask(turn, { type: 'dial-agent', legId, userId: agentId, callId, callerNumber, callerName, ringSeconds, purpose });
  ask(turn, { type: 'set-timer', timerId: `offer:${offerId}`, at: until });
  if (widenAt !== place.agenda.widenAt) setQueueTimer(turn, callId);
}

/** The one agent whom a call waits for. */
const toOne = ({ agentId, why }: Direct): Offering => ({
  agentId,
  strategy: 'direct',
  why: { code: `direct-${why}`, params: {} },
  share: null,
});

/** A supervisor takes a waiting call, whoever's turn it is: it rings at the own telephone, and nowhere else meanwhile. */
export function offerToTaker(turn: Turn, callId: CallId, agentId: AgentId): void {
  cancelOffers(turn, callId);
  const before = turn.world.calls.get(callId)?.place;
  const queue = before?.at === 'queue' ? queueOf(turn, before.queueId) : undefined;
  if (before?.at !== 'queue' || !queue) return;
  const until = turn.now + queue.ringSeconds * 1000;
  const direct: Direct = { agentId, until, why: 'take' };
  emit(turn, { type: 'queue-widened', callId, queueId: queue.id, stage: before.stage, widenAt: until, direct });
  setQueueTimer(turn, callId);
  const call = turn.world.calls.get(callId);
  if (call?.place.at === 'queue') offer(turn, call, call.place, toOne(direct));
}

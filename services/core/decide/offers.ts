import type { Agent } from '../agent.ts';
import type { Call, Offer } from '../call.ts';
import type { Queue } from '../site.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending, setAside } from './availability.ts';
import { stopPlay } from './prompts.ts';
import { leaveQueue, queueOf } from './queue.ts';

const mayTake = (agent: Agent | undefined): agent is Agent =>
  agent !== undefined &&
  agent.availability.kind === 'available' &&
  agent.pending === null &&
  agent.reachable &&
  agent.offer === null &&
  agent.call === null &&
  agent.wrapUp === null;

/**
 * Gives waiting calls to idle agents until no pair is left. Runs at the end of every turn, so that no caller waits
 * while an agent who may take the call is idle. The one who waits longest over all queues is served first.
 */
export function route(turn: Turn): void {
  if (!turn.world.telephony) return;
  const waiting = turn.site.queues.flatMap((queue) =>
    (turn.world.waiting.get(queue.id) ?? []).flatMap((callId, place) => {
      const call = turn.world.calls.get(callId);
      return call?.place.at === 'queue' && call.place.offer === null
        ? [{ queue, call, place, since: call.place.enteredAt }]
        : [];
    }),
  );
  // A queue's own order holds; between queues the longer wait goes first.
  waiting.sort((a, b) => (a.queue === b.queue ? a.place - b.place : a.since - b.since));
  for (const { queue, call } of waiting) {
    const agents = queue.agents.map((id) => turn.world.agents.get(id)).filter(mayTake);
    if (agents.length === 0) continue;
    const choice = turn.router.choose({ queue, call, agents, now: turn.now, random: turn.draw.random });
    if (choice) offer(turn, queue, call, choice);
  }
}

function offer(turn: Turn, queue: Queue, call: Call, choice: NonNullable<ReturnType<Turn['router']['choose']>>): void {
  const offerId = turn.draw.id('offer');
  const legId = turn.draw.id('leg');
  const until = turn.now + queue.ringSeconds * 1000;
  const { agentId, why } = choice;
  const { id: callId, number: callerNumber, callerName } = call;
  const strategy = queue.strategy.type;
  emit(turn, { type: 'offer-made', callId, offerId, agentId, queueId: queue.id, legId, strategy, why, until });
  ask(turn, {
    type: 'dial-agent',
    legId,
    userId: agentId,
    callId,
    callerNumber,
    callerName,
    ringSeconds: queue.ringSeconds,
    resume: false,
  });
  ask(turn, { type: 'set-timer', timerId: `offer:${offerId}`, at: until });
}

/** Ends an offer that was not accepted. Who declined, missed or lost it is set aside, with the reason shown. */
export function endOffer(
  turn: Turn,
  offer: Offer,
  how: 'declined' | 'missed' | 'lost' | 'cancelled',
  cause: number,
): void {
  const { id: offerId, callId, agentId, legId } = offer;
  emit(turn, { type: 'offer-ended', callId, offerId, agentId, how, cause });
  ask(turn, { type: 'hang-up-leg', legId, reason: how === 'cancelled' ? 'answered-elsewhere' : 'normal' });
  ask(turn, { type: 'cancel-timer', timerId: `offer:${offerId}` });
  if (how === 'cancelled') applyPending(turn, agentId);
  else setAside(turn, agentId, how);
}

/** The caller left: the agent's telephone stops ringing, without blame. */
export function cancelOffer(turn: Turn, call: Call): void {
  const offer = call.place.at === 'queue' && call.place.offer ? turn.world.offers.get(call.place.offer) : undefined;
  if (offer) endOffer(turn, offer, 'cancelled', 0);
}

/** The agent answered: both are put together. */
export function acceptOffer(turn: Turn, offer: Offer): void {
  const call = turn.world.calls.get(offer.callId);
  if (!call || !queueOf(turn, offer.queueId)) return;
  const { id: offerId, callId, agentId, queueId, legId: agentLegId } = offer;
  const bridgeId = turn.draw.id('bridge');
  stopPlay(turn, callId);
  emit(turn, { type: 'offer-accepted', callId, offerId, agentId });
  const queued = turn.world.calls.get(callId);
  if (queued) leaveQueue(turn, queued, 'answered');
  emit(turn, { type: 'call-connected', callId, agentId, queueId, bridgeId, agentLegId });
  ask(turn, { type: 'cancel-timer', timerId: `offer:${offerId}` });
  ask(turn, { type: 'stop-music', legId: call.legId });
  ask(turn, { type: 'make-bridge', bridgeId, legs: [call.legId, agentLegId] });
}

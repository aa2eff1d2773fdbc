import type { Offer } from '../call.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { callPerson } from './callback.ts';
import { cancelOffers } from './offer-end.ts';
import { stopPlay } from './prompts.ts';
import { leaveQueue, queueOf } from './queue.ts';

/** The agent answered: both are put together. */
export function acceptOffer(turn: Turn, offer: Offer): void {
  const call = turn.world.calls.get(offer.callId);
  if (!call || !queueOf(turn, offer.queueId)) return;
  const { id: offerId, callId, agentId, queueId, legId: agentLegId } = offer;
  stopPlay(turn, callId);
  cancelOffers(turn, callId, offer);
  emit(turn, { type: 'offer-accepted', callId, offerId, agentId });
  const queued = turn.world.calls.get(callId);
  if (queued) leaveQueue(turn, queued, 'answered');
  ask(turn, { type: 'cancel-timer', timerId: `offer:${offerId}` });
  if (queued?.leg === 'none') {
    callPerson(turn, queued, { agentId, agentLegId, queueId });
    return;
  }
  const bridgeId = turn.draw.id('bridge');
  emit(turn, { type: 'call-connected', callId, agentId, queueId, bridgeId, agentLegId });
  ask(turn, { type: 'stop-music', legId: call.legId });
  ask(turn, { type: 'make-bridge', bridgeId, legs: [call.legId, agentLegId] });
}

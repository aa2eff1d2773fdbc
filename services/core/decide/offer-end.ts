import type { Call, Offer } from '../call.ts';
import type { CallId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending, setAside } from './availability.ts';
import { queueOf } from './queue.ts';
import { freeFromAgent } from './waiting.ts';

/** Ends an offer that was not accepted. Who declined or lost it, or missed too many, is set aside with the reason shown. */
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
  else if (how !== 'missed' || missedTooOften(turn, offer)) setAside(turn, agentId, how);
  else applyPending(turn, agentId);
  const place = turn.world.calls.get(callId)?.place;
  if (how !== 'cancelled' && place?.at === 'queue' && place.direct?.agentId === agentId) freeFromAgent(turn, callId);
}

function missedTooOften(turn: Turn, { agentId, queueId }: Offer): boolean {
  const missed = (turn.world.agents.get(agentId)?.missed ?? 0) + 1;
  emit(turn, { type: 'missed-counted', agentId, missed });
  return missed >= (queueOf(turn, queueId)?.missedLimit ?? 1);
}

/** The offers of a waiting call that ring now. */
export function offersOf(turn: Turn, call: Call): readonly Offer[] {
  if (call.place.at !== 'queue') return [];
  return call.place.offers.flatMap((id) => turn.world.offers.get(id) ?? []);
}

/** The caller left, or another agent was quicker: the telephones stop ringing, without blame. */
export function cancelOffers(turn: Turn, callId: CallId, except?: Offer): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  for (const one of offersOf(turn, call)) if (one.id !== except?.id) endOffer(turn, one, 'cancelled', 0);
}

import type { Call } from '../call.ts';
import type { PartyEnd } from '../event.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending, beginWrapUp } from './availability.ts';

/**
 * Who was consulted, or joined, is let go. An agent who talked with the caller has a wrap-up; who was only asked has
 * none. The caller stays where the caller is: on hold after a consultation, in the conversation after a conference.
 */
export function dropThird(turn: Turn, call: Call, how: PartyEnd, cause: number): void {
  if (call.place.at !== 'conversation' || !call.place.third) return;
  const { agentId, queueId, third } = call.place;
  const { legId, who, mode, state } = third;
  emit(turn, { type: 'consult-ended', callId: call.id, agentId, legId, who, how, cause });
  ask(turn, { type: 'hang-up-leg', legId, reason: 'normal' });
  ask(turn, { type: 'cancel-timer', timerId: `consult:${call.id}` });
  if (who.kind !== 'agent') return;
  if (mode === 'conference' && state === 'here') beginWrapUp(turn, who.agentId, call.id, queueId);
  else applyPending(turn, who.agentId);
}

/** Q.850 of a leg that ended: what it says of somebody who rang, or who was there. */
export function endOfParty(cause: number, state: 'ringing' | 'here', hungUp: boolean, isNumber: boolean): PartyEnd {
  if (state === 'here') return hungUp ? 'hang-up' : 'lost';
  if (cause === 17) return isNumber ? 'busy' : 'declined';
  if (cause === 21) return 'declined';
  return cause === 18 || cause === 19 ? 'missed' : 'lost';
}

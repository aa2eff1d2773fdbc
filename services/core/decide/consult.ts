import type { By } from '../agent.ts';
import type { Call, Party } from '../call.ts';
import type { Target } from '../event.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { backToFlow } from './after-talk.ts';
import { hold, resume } from './conversation.ts';
import { endCall } from './ending.ts';
import { handOver } from './handover.ts';
import { queueOf } from './queue.ts';
import { refuse } from './refuse.ts';
import { outsideRingSeconds, partyOf } from './targets.ts';
import { dropThird, endOfParty } from './third.ts';

/** Somebody is called while the caller hears music. @throws CentralitaError when that one cannot be asked now. */
export function consult(turn: Turn, call: Call, to: Target): void {
  if (call.place.at !== 'conversation') return;
  const { place } = call;
  if (place.third) refuse('consulting', 'You are asking somebody already; end that first.');
  const who = partyOf(turn, place, to);
  const ringSeconds = who.kind === 'agent' ? (queueOf(turn, place.queueId)?.ringSeconds ?? 15) : outsideRingSeconds;
  const until = turn.now + ringSeconds * 1000;
  const legId = turn.draw.id('leg');
  const { id: callId, number: callerNumber, callerName } = call;
  hold(turn, call);
  emit(turn, { type: 'consult-began', callId, agentId: place.agentId, legId, who, until });
  const { trunk, callerId } = turn.site.outbound;
  if (who.kind === 'number')
    ask(turn, { type: 'dial-number', legId, number: who.number, trunk: trunk ?? '', callerId, ringSeconds, callId });
  else {
    const dial = { legId, userId: who.agentId, callId, callerNumber, callerName, ringSeconds } as const;
    ask(turn, { type: 'dial-agent', ...dial, purpose: 'consult' });
  }
  ask(turn, { type: 'set-timer', timerId: `consult:${callId}`, at: until });
}

/** The other one answered: talks with the agent, and the caller hears neither. */
export function consultAnswered(turn: Turn, call: Call): void {
  if (call.place.at !== 'conversation' || call.place.third?.state !== 'ringing') return;
  const { agentId, bridgeId, third } = call.place;
  const { legId, who } = third;
  emit(turn, { type: 'consult-joined', callId: call.id, agentId, legId, who });
  ask(turn, { type: 'cancel-timer', timerId: `consult:${call.id}` });
  ask(turn, { type: 'add-to-bridge', bridgeId, legId });
}

/** The other one's telephone is gone: did not want, did not answer, or left. */
export function consultGone(turn: Turn, call: Call, cause: number, hungUp: boolean): void {
  const third = call.place.at === 'conversation' ? call.place.third : null;
  if (third) dropThird(turn, call, endOfParty(cause, third.state, hungUp, third.who.kind === 'number'), cause);
}

/** The agent lets the other one go; a caller on hold for it is back at once. */
export function cancelConsult(turn: Turn, call: Call): void {
  const { mode } = partyIn(call);
  dropThird(turn, call, 'cancelled', 0);
  const after = turn.world.calls.get(call.id);
  if (mode === 'consult' && after) resume(turn, after);
}

/** All three talk. */
export function conference(turn: Turn, call: Call): void {
  const third = partyIn(call);
  if (third.state !== 'here') refuse('consult-not-answered', 'Nobody has answered yet; wait, or end the consultation.');
  if (call.place.at !== 'conversation' || third.mode === 'conference') return;
  const { legId, who } = third;
  emit(turn, { type: 'conference-began', callId: call.id, agentId: call.place.agentId, legId, who });
  const after = turn.world.calls.get(call.id);
  if (after) resume(turn, after);
}

/** The other one has the call from now on. */
export function completeTransfer(turn: Turn, call: Call, by: By, reason: string): void {
  if (partyIn(call).state !== 'here')
    refuse('consult-not-answered', 'Nobody has answered yet; wait, or end the consultation.');
  handOver(turn, call, by, reason);
}

function partyIn(call: Call): Party {
  const third = call.place.at === 'conversation' ? call.place.third : null;
  return third ?? refuse('no-consult', 'You are not asking anybody; begin a consultation first.');
}

/** The agent hangs up: whoever else is there goes on with the caller, or its flow does; otherwise the call ends. */
export function agentLeaves(turn: Turn, call: Call, cause: number): void {
  if (call.place.at !== 'conversation') return;
  const { agentId, third } = call.place;
  if (third?.state === 'here') handOver(turn, call, { kind: 'person', userId: agentId }, '');
  else if (!backToFlow(turn, call, cause)) endCall(turn, call.id, { by: 'agent', reason: 'hang-up', cause });
}

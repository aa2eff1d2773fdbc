import type { Call } from '../call.ts';
import type { AgentId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { endCall } from './ending.ts';
import { admit, queueOf } from './queue.ts';
import { outsideRingSeconds } from './targets.ts';

/** The caller, who is with nobody now, hears music while an outside number is called. `byFlow`: a flow sends the call. */
export function dialOutside(turn: Turn, callId: string, number: string, from: AgentId | null, byFlow = false): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const legId = turn.draw.id('leg');
  const bridgeId = turn.draw.id('bridge');
  const until = turn.now + outsideRingSeconds * 1000;
  const { trunk, callerId } = turn.site.outbound;
  const sent = { callId, agentId: from, number, legId, bridgeId, state: 'ringing', until } as const;
  emit(turn, { type: 'sent-outside', ...sent, ...(byFlow ? { byFlow } : {}) });
  ask(turn, { type: 'start-music', legId: call.legId });
  const ringSeconds = outsideRingSeconds;
  ask(turn, { type: 'dial-number', legId, number, trunk: trunk ?? '', callerId, ringSeconds, callId });
  ask(turn, { type: 'set-timer', timerId: `outside:${callId}`, at: until });
}

export function outsideAnswered(turn: Turn, call: Call): void {
  if (call.place.at !== 'outside' || call.place.state === 'here') return;
  const { legId, bridgeId } = call.place;
  emit(turn, { type: 'outside-answered', callId: call.id, legId });
  ask(turn, { type: 'cancel-timer', timerId: `outside:${call.id}` });
  ask(turn, { type: 'stop-music', legId: call.legId });
  ask(turn, { type: 'make-bridge', bridgeId, legs: [call.legId, legId] });
}

/** The number hung up, and so the call ends; or it did not answer, and the caller is next in the queue again, or in the flow. */
export function outsideGone(turn: Turn, call: Call, cause: number): void {
  if (call.place.at !== 'outside') return;
  const { legId, number, queueId, state } = call.place;
  if (state === 'here') {
    endCall(turn, call.id, { by: 'system', reason: 'outside-ended', cause });
    return;
  }
  emit(turn, { type: 'outside-failed', callId: call.id, legId, number, cause });
  ask(turn, { type: 'hang-up-leg', legId, reason: 'normal' });
  ask(turn, { type: 'cancel-timer', timerId: `outside:${call.id}` });
  if (queueId === '') {
    ask(turn, { type: 'stop-music', legId: call.legId });
    turn.followUps.push({ callId: call.id, input: { type: 'transfer-failed' } });
    return;
  }
  const queue = queueOf(turn, queueId);
  if (queue) admit(turn, call.id, { queue, via: 'returned', priority: 0, needs: call.needs, direct: null });
  else endCall(turn, call.id, { by: 'system', reason: 'queue-removed', cause: 38 });
}

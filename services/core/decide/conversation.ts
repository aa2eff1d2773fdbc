import type { Call } from '../call.ts';
import type { AgentId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { setAside } from './availability.ts';
import { endCall } from './ending.ts';
import { handOver } from './handover.ts';
import { putInQueue, queueOf } from './queue.ts';
import { dropThird } from './third.ts';
import { dropWatchers } from './watching.ts';

/** The call an agent talks in, or is kept for. */
export function callOfAgent(turn: Turn, agentId: AgentId): Call | undefined {
  const callId = turn.world.agents.get(agentId)?.call;
  return callId ? turn.world.calls.get(callId) : undefined;
}

/** The caller hears music until the agent takes the call up again. */
export function hold(turn: Turn, call: Call): void {
  if (call.place.at !== 'conversation' || call.place.held) return;
  const { agentId, bridgeId } = call.place;
  emit(turn, { type: 'call-held', callId: call.id, agentId });
  ask(turn, { type: 'remove-from-bridge', bridgeId, legId: call.legId });
  ask(turn, { type: 'start-music', legId: call.legId });
}

export function resume(turn: Turn, call: Call): void {
  // While somebody is asked, the caller does not hear it, whatever key of the telephone was pressed.
  if (call.place.at !== 'conversation' || !call.place.held || call.place.third?.mode === 'consult') return;
  const { agentId, bridgeId } = call.place;
  emit(turn, { type: 'call-resumed', callId: call.id, agentId });
  ask(turn, { type: 'stop-music', legId: call.legId });
  ask(turn, { type: 'add-to-bridge', bridgeId, legId: call.legId });
}

/**
 * The agent's page or telephone is gone, the caller is not: music, and a while to come back. In a conference the
 * conversation goes on with the other agent.
 */
export function loseAgent(turn: Turn, call: Call, reason: string): void {
  if (call.place.at !== 'conversation') return;
  const { agentId, agentLegId, bridgeId, held, third } = call.place;
  if (third?.mode === 'conference' && third.who.kind === 'agent') {
    handOver(turn, call, { kind: 'system' }, reason);
    return;
  }
  dropThird(turn, call, 'ended', 0);
  dropWatchers(turn, call);
  const until = turn.now + turn.site.returnSeconds * 1000;
  emit(turn, { type: 'agent-lost', callId: call.id, agentId, reason, until });
  if (!held) {
    ask(turn, { type: 'remove-from-bridge', bridgeId, legId: call.legId });
    ask(turn, { type: 'start-music', legId: call.legId });
  }
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  ask(turn, { type: 'destroy-bridge', bridgeId });
  ask(turn, { type: 'set-timer', timerId: `kept:${call.id}`, at: until });
}

/** The telephone is back: it gets its conversation before anything else. */
export function redialAgent(turn: Turn, call: Call): void {
  if (call.place.at !== 'kept') return;
  const { agentId, agentLegId: earlier, until } = call.place;
  if (earlier) {
    emit(turn, { type: 'agent-redial-failed', callId: call.id, agentId, legId: earlier, cause: 0 });
    ask(turn, { type: 'hang-up-leg', legId: earlier, reason: 'normal' });
  }
  const legId = turn.draw.id('leg');
  emit(turn, { type: 'agent-redialled', callId: call.id, agentId, legId });
  const ringSeconds = Math.max(1, Math.ceil((until - turn.now) / 1000));
  const { id: callId, number: callerNumber, callerName } = call;
  ask(turn, {
    type: 'dial-agent',
    legId,
    userId: agentId,
    callId,
    callerNumber,
    callerName,
    ringSeconds,
    purpose: 'resume',
  });
}

/** The agent's new leg is up: the same conversation goes on. */
export function rejoin(turn: Turn, call: Call): void {
  if (call.place.at !== 'kept' || !call.place.agentLegId) return;
  const { agentId, agentLegId } = call.place;
  const bridgeId = turn.draw.id('bridge');
  emit(turn, { type: 'agent-returned', callId: call.id, agentId, bridgeId, agentLegId });
  ask(turn, { type: 'cancel-timer', timerId: `kept:${call.id}` });
  ask(turn, { type: 'stop-music', legId: call.legId });
  ask(turn, { type: 'make-bridge', bridgeId, legs: [call.legId, agentLegId] });
}

/** The agent did not come back: the call goes to the head of its queue, and the agent is set aside. */
export function giveUpAgent(turn: Turn, call: Call): void {
  if (call.place.at !== 'kept') return;
  const { agentId, agentLegId, queueId } = call.place;
  emit(turn, { type: 'agent-gave-up', callId: call.id, agentId, queueId });
  if (agentLegId) ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  setAside(turn, agentId, 'lost');
  const queue = queueOf(turn, queueId);
  if (queue) putInQueue(turn, call.id, { queue, via: 'returned', priority: 0, needs: call.needs, direct: null });
  else endCall(turn, call.id, { by: 'system', reason: 'queue-removed', cause: 38 });
}

import type { By } from '../agent.ts';
import type { Call } from '../call.ts';
import type { AgentId, CallId, LegId, QueueId } from '../ids.ts';
import { indexOf } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending } from './availability.ts';
import { endCall } from './ending.ts';
import { admit, orderOf, queueOf } from './queue.ts';

/** What is asked for: whose number, which queue, and the place that it keeps. */
export type CallbackWanted = {
  readonly originId: CallId | null;
  readonly number: string;
  readonly callerName: string;
  readonly serviceId: string;
  readonly language: string;
  readonly queueId: QueueId;
  readonly priority: number;
  readonly order: number;
  readonly waitingSince: number;
  readonly notBefore: number | null;
  readonly by: By | { readonly kind: 'caller' };
};

/** A call-back takes its place in the queue, or waits for its time. */
export function requestCallback(turn: Turn, wanted: CallbackWanted): CallId {
  const callId = turn.draw.id('call');
  emit(turn, { type: 'callback-requested', callId, legId: turn.draw.id('leg'), ...wanted });
  if (wanted.notBefore !== null && wanted.notBefore > turn.now)
    ask(turn, { type: 'set-timer', timerId: `callback:${callId}`, at: wanted.notBefore });
  else enter(turn, callId);
  return callId;
}

/** The caller left the queue by a key for this: the place goes on without the caller. False when there is none. */
export function keepPlace(turn: Turn, call: Call, number: string): boolean {
  if (!call.left) return false;
  const { id: originId, callerName, serviceId, language, left } = call;
  const notBefore = null;
  requestCallback(turn, {
    originId,
    number,
    callerName,
    serviceId,
    language,
    ...left,
    notBefore,
    by: { kind: 'caller' },
  });
  return true;
}

/** A call-back without a caller before it: its turn begins when it is asked for, or at its time. */
export function scheduleCallback(
  turn: Turn,
  wanted: Omit<CallbackWanted, 'originId' | 'serviceId' | 'language' | 'priority' | 'order' | 'waitingSince'>,
): CallId | null {
  const queue = queueOf(turn, wanted.queueId);
  const service = queue && indexOf(turn.site).services.get(queue.service);
  if (!queue || !service) return null;
  const waitingSince = Math.max(turn.now, wanted.notBefore ?? turn.now);
  const language = turn.flows.current(service.flow)?.language ?? 'es';
  const order = orderOf(queue, waitingSince, 0);
  const { id: serviceId } = service;
  return requestCallback(turn, { ...wanted, originId: null, serviceId, language, priority: 0, order, waitingSince });
}

function enter(turn: Turn, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  if (!call?.callback) return;
  const { queueId, priority, order, waitingSince } = call.callback;
  const queue = queueOf(turn, queueId);
  if (!queue) {
    endCall(turn, callId, { by: 'system', reason: 'queue-removed', cause: 38 });
    return;
  }
  admit(turn, callId, { queue, via: 'callback', priority, needs: call.needs, waitingSince, order });
}

/** The agent is there: the person is called. */
export function callPerson(
  turn: Turn,
  call: Call,
  {
    agentId,
    agentLegId,
    queueId,
  }: { readonly agentId: AgentId; readonly agentLegId: LegId; readonly queueId: QueueId },
): void {
  const queue = queueOf(turn, queueId);
  const { trunk, callerId } = turn.site.outbound;
  const ringSeconds = queue?.callback.ringSeconds ?? 30;
  const bridgeId = turn.draw.id('bridge');
  // A leg of its own for each attempt: an id that Asterisk has seen is not used again.
  const legId = turn.draw.id('leg');
  const attempt = (call.callback?.attempts ?? 0) + 1;
  const until = turn.now + ringSeconds * 1000;
  const { id: callId, number } = call;
  emit(turn, { type: 'callback-dialled', callId, agentId, queueId, legId, agentLegId, bridgeId, attempt, until });
  ask(turn, { type: 'make-bridge', bridgeId, legs: [agentLegId] });
  ask(turn, { type: 'dial-number', legId, number, trunk: trunk ?? '', callerId, ringSeconds, callId });
  ask(turn, { type: 'set-timer', timerId: `callback:${callId}`, at: until });
}

/** The person answered. */
export function personAnswered(turn: Turn, call: Call): void {
  if (call.place.at !== 'calling') return;
  const { agentId, agentLegId, bridgeId, queueId } = call.place;
  emit(turn, { type: 'line-answered', callId: call.id });
  emit(turn, { type: 'call-connected', callId: call.id, agentId, queueId, bridgeId, agentLegId });
  ask(turn, { type: 'add-to-bridge', bridgeId, legId: call.legId });
  ask(turn, { type: 'cancel-timer', timerId: `callback:${call.id}` });
}

/** Nobody answered, or the agent gave up: tried again later in the same place, or that was the last time. */
export function personMissed(turn: Turn, call: Call, cause: number): void {
  if (call.place.at !== 'calling' || !call.callback) return;
  const { agentId, agentLegId, bridgeId, queueId } = call.place;
  const queue = queueOf(turn, queueId);
  const attempt = call.callback.attempts;
  const isLast = !queue || attempt >= queue.callback.attempts;
  const nextAt = isLast ? null : turn.now + queue.callback.retrySeconds * 1000;
  emit(turn, { type: 'callback-missed', callId: call.id, agentId, attempt, cause, nextAt });
  ask(turn, { type: 'hang-up-leg', legId: call.legId, reason: 'normal' });
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  ask(turn, { type: 'destroy-bridge', bridgeId });
  if (nextAt === null) endCall(turn, call.id, { by: 'system', reason: 'callback-failed', cause });
  else ask(turn, { type: 'set-timer', timerId: `callback:${call.id}`, at: nextAt });
  applyPending(turn, agentId);
}

/** A call-back's timer came: its time, or the end of the ringing. */
export function callbackTimer(turn: Turn, call: Call): void {
  if (call.place.at === 'calling') personMissed(turn, call, 19);
  else if (call.place.at === 'scheduled') {
    emit(turn, { type: 'callback-due', callId: call.id });
    enter(turn, call.id);
  }
}

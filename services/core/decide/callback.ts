import type { By } from '../agent.ts';
import type { Call } from '../call.ts';
import { CentralitaError } from '../errors.ts';
import type { AgentId, CallId, LegId, QueueId } from '../ids.ts';
import { nextOpening } from '../schedule.ts';
import type { Command } from '../signal.ts';
import { indexOf } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending, setAside } from './availability.ts';
import { callbackHours, callbackNumber, checkCallback } from './callback-limits.ts';
import { endCall } from './ending.ts';
import { admit, orderOf, queueOf } from './queue.ts';

/** What is asked for: whose number, which queue, and the place that it keeps. */
type Wanted = {
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
  readonly reason: string;
};

/** A call-back takes its place in the queue, or waits for its time. */
function requestCallback(turn: Turn, wanted: Wanted): void {
  const callId = turn.draw.id('call');
  emit(turn, { type: 'callback-requested', callId, legId: turn.draw.id('leg'), ...wanted });
  if (wanted.notBefore !== null && wanted.notBefore > turn.now)
    ask(turn, { type: 'set-timer', timerId: `callback:${callId}`, at: wanted.notBefore });
  else enter(turn, callId);
}

/** The caller left the queue by a key for this: the place goes on without the caller. False when it may not. */
export function keepPlace(turn: Turn, call: Call, written: string): boolean {
  const known = callbackNumber(turn, call, written);
  if (!call.left || 'refused' in known) return false;
  const { id: originId, callerName, serviceId, language, left } = call;
  const { queueId, priority, order, waitingSince } = left;
  requestCallback(turn, {
    originId,
    number: known.number,
    callerName,
    serviceId,
    language,
    queueId,
    priority,
    order,
    waitingSince,
    notBefore: null,
    by: { kind: 'caller' },
    reason: '',
  });
  return true;
}

/**
 * A call-back without a caller before it: its turn begins when it is asked for, or at its time.
 * @throws CentralitaError where the queue, the number or the time will not do.
 */
export function scheduleCallback(turn: Turn, command: Extract<Command, { name: 'request-callback' }>, by: By): void {
  const { queueId, number, callerName, reason } = command;
  const notBefore = command.notBefore !== null && command.notBefore > turn.now ? command.notBefore : null;
  checkCallback(turn, queueId, number, notBefore ?? turn.now);
  const queue = queueOf(turn, queueId);
  if (!queue) return;
  const waitingSince = notBefore ?? turn.now;
  const service = indexOf(turn.site).services.get(queue.service);
  requestCallback(turn, {
    originId: null,
    number,
    callerName,
    serviceId: queue.service,
    language: (service && turn.flows.current(service.flow)?.language) ?? 'es',
    queueId,
    priority: 0,
    order: orderOf(queue, waitingSince, 0),
    waitingSince,
    notBefore,
    by,
    reason,
  });
}

/**
 * A call-back is not wanted any more.
 * @throws CentralitaError when there is none, or its person is on the line already.
 */
export function cancelCallback(turn: Turn, callId: CallId, by: By, reason: string): void {
  const call = turn.world.calls.get(callId);
  if (call?.direction !== 'callback')
    throw new CentralitaError('no-callback', 'There is no such call-back any more; it has been made or cancelled.');
  if (call.leg === 'here')
    throw new CentralitaError('callback-connected', 'The person is on the line already; end the call instead.');
  emit(turn, { type: 'supervised', callId, by, what: 'end', to: null, reason });
  endCall(turn, callId, { by: 'system', reason: 'callback-cancelled', cause: 16 });
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
  // The agent hears that it rings.
  ask(turn, { type: 'ring-leg', legId: agentLegId });
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

/** Nobody answered: tried again later in the same place and within the hours, or that was the last time. */
export function personMissed(turn: Turn, call: Call, cause: number): void {
  if (call.place.at !== 'calling' || !call.callback) return;
  const { agentId, queueId } = call.place;
  const queue = queueOf(turn, queueId);
  const hours = queue && callbackHours(turn.site, queue);
  const isLast = !queue || call.callback.attempts >= queue.callback.attempts;
  const againAt = isLast ? null : turn.now + queue.callback.retrySeconds * 1000;
  const nextAt = againAt === null || !hours ? againAt : nextOpening(hours, againAt);
  apart(turn, call, { whose: 'person', cause, nextAt });
  if (nextAt === null) endCall(turn, call.id, { by: 'system', reason: 'callback-failed', cause });
  else ask(turn, { type: 'set-timer', timerId: `callback:${call.id}`, at: nextAt });
  applyPending(turn, agentId);
}

/** The agent did not wait for the person: the next agent is sought at once, and it is no attempt. `how` is null without blame. */
export function agentMissed(turn: Turn, call: Call, cause: number, how: 'declined' | 'lost' | null): void {
  if (call.place.at !== 'calling') return;
  const { agentId } = call.place;
  apart(turn, call, { whose: 'agent', cause, nextAt: turn.now });
  if (how === null) applyPending(turn, agentId);
  else setAside(turn, agentId, how);
  emit(turn, { type: 'callback-due', callId: call.id });
  enter(turn, call.id);
}

function apart(
  turn: Turn,
  call: Call,
  how: { readonly whose: 'person' | 'agent'; readonly cause: number; readonly nextAt: number | null },
): void {
  if (call.place.at !== 'calling' || !call.callback) return;
  const { agentId, agentLegId, bridgeId } = call.place;
  emit(turn, { type: 'callback-missed', callId: call.id, agentId, attempt: call.callback.attempts, ...how });
  ask(turn, { type: 'hang-up-leg', legId: call.legId, reason: 'normal' });
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  ask(turn, { type: 'destroy-bridge', bridgeId });
  ask(turn, { type: 'cancel-timer', timerId: `callback:${call.id}` });
}

/** A call-back's timer came: its time, or the end of the ringing. */
export function callbackTimer(turn: Turn, call: Call): void {
  if (call.place.at === 'calling') personMissed(turn, call, 19);
  else if (call.place.at === 'scheduled') {
    emit(turn, { type: 'callback-due', callId: call.id });
    enter(turn, call.id);
  }
}

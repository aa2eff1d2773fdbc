import type { Call } from '../call.ts';
import { emptyDay } from '../evolve-queue.ts';
import type { CallId, QueueId } from '../ids.ts';
import type { Prompt } from '../prompt.ts';
import { localTime } from '../schedule.ts';
import type { Queue } from '../site.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { play } from './prompts.ts';

export const queueOf = (turn: Turn, queueId: QueueId): Queue | undefined =>
  turn.site.queues.find((one) => one.id === queueId);

/** Whether anybody attends the queue: signed in, even if busy, on a break or out of reach for a moment. */
function attended(turn: Turn, queue: Queue): boolean {
  return queue.agents.some((id) => {
    const agent = turn.world.agents.get(id);
    return agent !== undefined && agent.availability.kind !== 'signed-out';
  });
}

/**
 * A flow puts its call into a queue. Without anybody signed in the flow goes on by its exit `no-agents`.
 * False when there is no such queue.
 */
export function enterQueue(turn: Turn, callId: CallId, queueId: QueueId, priority: number): boolean {
  const queue = queueOf(turn, queueId);
  if (!queue) return false;
  putInQueue(turn, callId, queue, priority, false);
  const call = turn.world.calls.get(callId);
  if (call && !attended(turn, queue)) sendAway(turn, call);
  return true;
}

/** Puts a call at the end of its queue, or at the head when its agent was lost. */
export function putInQueue(turn: Turn, callId: CallId, queue: Queue, priority: number, returned: boolean): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const position = returned ? 1 : (turn.world.waiting.get(queue.id)?.length ?? 0) + 1;
  const service = turn.site.services.find((one) => one.id === queue.service);
  const day = localTime(turn.now, service?.hours.timeZone ?? 'UTC').date;
  const nextAnnounceAt = turn.now + queue.announceSeconds * 1000;
  const visit = turn.draw.id('visit');
  emit(turn, {
    type: 'queue-entered',
    callId,
    queueId: queue.id,
    visit,
    position,
    priority,
    returned,
    day,
    nextAnnounceAt,
  });
  ask(turn, { type: 'start-music', legId: call.legId });
  ask(turn, { type: 'set-timer', timerId: `announce:${callId}`, at: nextAnnounceAt });
}

/** Takes a call out of its queue. */
export function leaveQueue(
  turn: Turn,
  call: Call,
  reason: 'answered' | 'abandoned' | 'voicemail' | 'no-agents' | 'ended',
): void {
  if (call.place.at !== 'queue') return;
  const { queueId, visit, returned, day, enteredAt } = call.place;
  const queue = queueOf(turn, queueId);
  const waitMs = turn.now - enteredAt;
  const withinTarget = waitMs <= (queue?.serviceLevel.seconds ?? 0) * 1000;
  const short = waitMs < (queue?.shortAbandonSeconds ?? 0) * 1000;
  const { id: callId } = call;
  emit(turn, { type: 'queue-left', callId, queueId, visit, reason, returned, waitMs, withinTarget, short, day });
  ask(turn, { type: 'cancel-timer', timerId: `announce:${callId}` });
}

function sendAway(turn: Turn, call: Call): void {
  leaveQueue(turn, call, 'no-agents');
  ask(turn, { type: 'stop-music', legId: call.legId });
  turn.followUps.push({ callId: call.id, input: { type: 'no-agents' } });
}

/** After a sign-out: calls of a queue that nobody attends any more go on by the flow's exit. */
export function releaseUnattended(turn: Turn, agentId: string): void {
  for (const queue of turn.site.queues) {
    if (!queue.agents.includes(agentId) || attended(turn, queue)) continue;
    for (const callId of turn.world.waiting.get(queue.id) ?? []) {
      const call = turn.world.calls.get(callId);
      if (call?.place.at === 'queue' && call.place.offer === null && call.step !== null) sendAway(turn, call);
    }
  }
}

/**
 * Seconds until a place in the queue is served: calls ahead and this one, times the day's mean conversation and the
 * wrap-up, shared by the agents who attend. Null until a conversation of today has ended.
 */
export function expectedWait(turn: Turn, queue: Queue, position: number): number | null {
  const today = turn.world.today.get(queue.id) ?? emptyDay('');
  const agents = queue.agents.filter((id) => turn.world.agents.get(id)?.availability.kind === 'available').length;
  if (today.talks === 0 || agents === 0) return null;
  const handleSeconds = today.talkMs / today.talks / 1000 + queue.wrapUpSeconds;
  return Math.round((handleSeconds * position) / agents);
}

/** Tells a waiting caller the place and, when known, the expected wait. An offer in progress is not talked over. */
export function announce(turn: Turn, call: Call): void {
  if (call.place.at !== 'queue') return;
  const queue = queueOf(turn, call.place.queueId);
  if (!queue) return;
  const nextAnnounceAt = turn.now + queue.announceSeconds * 1000;
  const position = (turn.world.waiting.get(queue.id) ?? []).indexOf(call.id) + 1;
  const expectedWaitSeconds = expectedWait(turn, queue, position);
  const said = { callId: call.id, queueId: queue.id, position, expectedWaitSeconds, nextAnnounceAt };
  emit(turn, { type: 'queue-announced', ...said });
  ask(turn, { type: 'set-timer', timerId: `announce:${call.id}`, at: nextAnnounceAt });
  play(turn, call.id, announcement(position, expectedWaitSeconds));
}

function announcement(position: number, seconds: number | null): readonly Prompt[] {
  const text = (key: string): Prompt => ({ kind: 'text', key });
  const place: Prompt[] = [text('queue-position'), { kind: 'number', value: position }];
  if (seconds === null) return place;
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return [...place, text('queue-wait-under-a-minute')];
  return [...place, text('queue-wait'), { kind: 'number', value: minutes }, text('queue-minutes')];
}

/** The announcement ended: music again. */
export function queueAnnounced(turn: Turn, call: Call): void {
  ask(turn, { type: 'start-music', legId: call.legId });
}

import type { Agenda, Call, Direct, Needs, QueuePlace, Via } from '../call.ts';
import type { QueueEnd } from '../event.ts';
import { mayTake } from '../floor.ts';
import type { QueueExit } from '../flow.ts';
import type { AgentId, CallId, QueueId } from '../ids.ts';
import { dayOf, isOpen } from '../schedule.ts';
import type { Queue } from '../site.ts';
import { indexOf, isAgent } from '../site-index.ts';
import { ask, emit, floor, type Turn } from '../turn.ts';

/** What is worth more than any wait where priority is strict, in ms: eleven days. */
const strictMs = 1e9;
/** Queues that a call may overflow through at once; a circle is refused when the site is checked. */
const overflowLimit = 10;

export const queueOf = (turn: Turn, queueId: QueueId): Queue | undefined => indexOf(turn.site).queues.get(queueId);

/** Whether anybody attends the queue: signed in, even if busy, on a break or out of reach for a moment. */
export const isAttended = (turn: Turn, queueId: QueueId): boolean => (floor(turn).queue(queueId)?.signedIn ?? 0) > 0;

/** How a call comes into a queue. */
export type Entering = {
  readonly queue: Queue;
  readonly via: Via;
  readonly priority: number;
  readonly needs: Needs;
  /** Since when the caller waits (ms since the epoch), where that is earlier than now. */
  readonly waitingSince?: number;
  /** The place that is kept; otherwise it follows from wait and priority. */
  readonly order?: number;
  readonly direct?: Direct | null;
};

/** What a flow asks of a queue. `agentId`: who is rung first. */
type Wanted = {
  readonly queueId: QueueId;
  readonly priority: number;
  readonly needs: Needs;
  readonly agentId?: AgentId | undefined;
};

/** For this agent alone while the telephone rings; null where the agent takes no calls. */
function directTo(turn: Turn, queue: Queue, agentId: AgentId): Direct | null {
  const agent = turn.world.agents.get(agentId);
  if (!isAgent(turn.site, agentId) || agent?.availability.kind !== 'available' || !agent.reachable) return null;
  return { agentId, until: turn.now + queue.ringSeconds * 1000, why: 'transfer' };
}

/**
 * A flow puts its call into a queue. A queue that is closed, full or unattended gives it back by that exit.
 * False when there is no such queue.
 */
export function enterQueue(turn: Turn, callId: CallId, wanted: Wanted): boolean {
  const { queueId, priority, needs, agentId } = wanted;
  const queue = queueOf(turn, queueId);
  const call = turn.world.calls.get(callId);
  if (!queue || !call) return false;
  if (queue.hours && !isOpen(queue.hours, turn.now)) {
    turn.followUps.push({ callId, input: { type: 'queue-exit', exit: 'closed' } });
    return true;
  }
  const named = agentId === undefined ? undefined : directTo(turn, queue, agentId);
  if (named === null) {
    turn.followUps.push({ callId, input: { type: 'queue-exit', exit: 'no-agents' } });
    return true;
  }
  // Who left by a key and comes back has lost nothing by it.
  const { waitingSince, order } = call.left?.queueId === queueId ? call.left : {};
  const kept = waitingSince === undefined || order === undefined ? {} : { waitingSince, order };
  const higher = Math.max(priority, vipPriority(turn, queue, call));
  const entering = { queue, via: 'flow', priority: higher, needs, ...kept } as const;
  if (named) putInQueue(turn, callId, { ...entering, direct: named });
  else admit(turn, callId, entering);
  return true;
}

/** The priority that a queue's lists give to a caller; 0 is usual. */
export function vipPriority(turn: Turn, queue: Queue, call: Call): number {
  const { lists } = indexOf(turn.site);
  return Math.max(0, ...queue.vip.filter(({ list }) => lists.get(list)?.has(call.number)).map((one) => one.priority));
}

/** Puts a call into a queue and, where a rule says so, on into another or out again. */
export function admit(turn: Turn, callId: CallId, entering: Entering, depth = 0): void {
  const { queue } = entering;
  const waiting = floor(turn).queue(queue.id)?.waiting ?? 0;
  const available = floor(turn).queue(queue.id)?.available ?? 0;
  putInQueue(turn, callId, entering);
  const call = turn.world.calls.get(callId);
  if (call?.place.at !== 'queue' || call.direction === 'callback') return;
  const rule = queue.overflow.find(
    ({ length, ratio }) =>
      (length !== undefined && waiting >= length) ||
      (ratio !== undefined && waiting + 1 > ratio * available && !hasReady(turn, call)),
  );
  if (rule && depth < overflowLimit && overflow(turn, call, rule.to, depth)) return;
  if (queue.maximum.length !== null && waiting >= queue.maximum.length) sendAway(turn, call, 'full');
  else if (!isAttended(turn, queue.id) && call.place.direct === null) sendAway(turn, call, 'no-agents');
}

function hasReady(turn: Turn, call: Call): boolean {
  return call.place.at === 'queue' && (floor(turn).queue(call.place.queueId)?.readyCount ?? 0) > 0;
}

/** Sends a waiting call on to another queue with the wait it has. False when there is no such queue. */
export function overflow(turn: Turn, call: Call, to: QueueId, depth = 0): boolean {
  const queue = queueOf(turn, to);
  if (call.place.at !== 'queue' || !queue || (queue.hours && !isOpen(queue.hours, turn.now))) return false;
  const { waitingSince, priority } = call.place;
  leaveQueue(turn, call, 'overflow');
  admit(turn, call.id, { queue, via: 'overflow', priority, needs: call.needs, waitingSince }, depth + 1);
  return true;
}

/** Puts a call in its place of a queue: by wait and priority, at the head when its agent was lost. */
export function putInQueue(turn: Turn, callId: CallId, entering: Entering): void {
  const { queue, via, priority, needs, waitingSince = turn.now } = entering;
  const call = turn.world.calls.get(callId);
  const queueFloor = floor(turn).queue(queue.id);
  if (!call || !queueFloor) return;
  const timeZone = indexOf(turn.site).services.get(queue.service)?.hours.timeZone ?? 'UTC';
  const head = via === 'returned' ? (queueFloor.headOrder ?? turn.now) - 1 : null;
  const order = queueFloor.freeOrder(head ?? entering.order ?? orderOf(queue, waitingSince, priority));
  const direct = entering.direct === undefined ? knownAgent(turn, call, queue) : entering.direct;
  emit(turn, {
    type: 'queue-entered',
    callId,
    queueId: queue.id,
    visit: turn.draw.id('visit'),
    position: queueFloor.positionFor(order),
    via,
    priority,
    order,
    waitingSince,
    direct,
    needs,
    returned: via === 'returned' || via === 'callback',
    day: dayOf(turn.now, timeZone).date,
    agenda: firstAgenda(turn, call, queue, direct),
  });
  if (call.leg === 'here') ask(turn, { type: 'start-music', legId: call.legId });
  setQueueTimer(turn, callId);
}

/** Who is lower is served first: each level of priority is worth some waiting. */
export function orderOf(queue: Queue, waitingSince: number, priority: number): number {
  return waitingSince - priority * (queue.agingSeconds === null ? strictMs : queue.agingSeconds * 1000);
}

/** The agent who knows the caller, where the strategy waits for that one. */
function knownAgent(turn: Turn, call: Call, queue: Queue): Direct | null {
  const distribution = floor(turn).queue(queue.id)?.distribution;
  const last = turn.world.lastAgents.get(call.number);
  if (!distribution || distribution.lastAgentFor === null || !last) return null;
  const agent = turn.world.agents.get(last.agentId);
  const late = turn.now - last.at > distribution.lastAgentWithin;
  if (late || agent?.availability.kind !== 'available' || !queue.agents.includes(last.agentId)) return null;
  if (distribution.lastAgentFor === 0 && !mayTake(turn.world, agent)) return null;
  return { agentId: last.agentId, until: turn.now + distribution.lastAgentFor, why: 'last-agent' };
}

function firstAgenda(turn: Turn, call: Call, queue: Queue, direct: Direct | null): Agenda {
  const { now } = turn;
  const distribution = floor(turn).queue(queue.id)?.distribution;
  const after = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined || call.direction === 'callback' ? null : now + seconds * 1000;
  const waits = queue.overflow.flatMap(({ afterSeconds }) => afterSeconds ?? []);
  const widens = distribution?.widensFrom === 'entering' ? distribution.widens[0] : undefined;
  return {
    announceAt: queue.announce.position || queue.announce.wait ? after(queue.announceSeconds) : null,
    comfortAt: after(queue.comfort?.everySeconds),
    widenAt: direct ? direct.until : widens === undefined ? null : now + widens,
    overflowAt: after(waits.length > 0 ? Math.min(...waits) : null),
    limitAt: after(queue.maximum.seconds),
  };
}

/** When a waiting call wants something done next (ms since the epoch); null: never. */
export function nextOf({ agenda }: QueuePlace): number | null {
  const times = Object.values(agenda).filter((at) => at !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

export function setQueueTimer(turn: Turn, callId: CallId): void {
  const place = turn.world.calls.get(callId)?.place;
  const at = place?.at === 'queue' ? nextOf(place) : null;
  if (at !== null) ask(turn, { type: 'set-timer', timerId: `queue:${callId}`, at });
}

/** Takes a call out of its queue. */
export function leaveQueue(turn: Turn, call: Call, reason: QueueEnd): void {
  if (call.place.at !== 'queue') return;
  const { queueId, visit, via, day, enteredAt } = call.place;
  const queue = queueOf(turn, queueId);
  const waitMs = turn.now - enteredAt;
  const withinTarget = waitMs <= (queue?.serviceLevel.seconds ?? 0) * 1000;
  const short = waitMs < (queue?.shortAbandonSeconds ?? 0) * 1000;
  const returned = via === 'returned' || via === 'callback';
  const { id: callId } = call;
  emit(turn, { type: 'queue-left', callId, queueId, visit, reason, returned, waitMs, withinTarget, short, day });
  ask(turn, { type: 'cancel-timer', timerId: `queue:${callId}` });
}

/** Gives a waiting call back to its flow. */
export function sendAway(turn: Turn, call: Call, exit: QueueExit): void {
  leaveQueue(turn, call, exit);
  ask(turn, { type: 'stop-music', legId: call.legId });
  turn.followUps.push({ callId: call.id, input: { type: 'queue-exit', exit } });
}

/** After a sign-out: calls of a queue that nobody attends any more go on by the flow's exit. */
export function releaseUnattended(turn: Turn, agentId: string): void {
  for (const { queue } of indexOf(turn.site).queuesOf.get(agentId) ?? []) releaseQueue(turn, queue.id, 'no-agents');
}

/** Gives the calls of a queue that nobody attends back to their flows; call-backs whose person is not on the line wait on. */
export function releaseQueue(turn: Turn, queueId: QueueId, exit: QueueExit): void {
  if (isAttended(turn, queueId)) return;
  for (const callId of [...(floor(turn).queue(queueId)?.calls() ?? [])]) {
    const call = turn.world.calls.get(callId);
    if (call?.place.at === 'queue' && call.place.offers.length === 0 && call.leg === 'here') sendAway(turn, call, exit);
  }
}

/**
 * Seconds until a place in the queue is served: calls ahead and this one, times the day's mean conversation and the
 * wrap-up, shared by the agents who attend. Null until a conversation of today has ended.
 */
export function expectedWait(turn: Turn, queue: Queue, position: number): number | null {
  const today = turn.world.today.get(queue.id);
  const agents = floor(turn).queue(queue.id)?.available ?? 0;
  if (!today || today.talks === 0 || agents === 0) return null;
  const handleSeconds = today.talkMs / today.talks / 1000 + queue.wrapUpSeconds;
  return Math.round((handleSeconds * position) / agents);
}

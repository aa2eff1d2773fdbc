import { sameAvailability } from '../../services/core/agent.ts';
import type { Call, QueuePlace } from '../../services/core/call.ts';
import type { EventOf } from '../../services/core/event.ts';
import { type Floor, mayTake } from '../../services/core/floor.ts';
import type { AgentId, CallId, QueueId } from '../../services/core/ids.ts';
import { agentsIn, legsOf } from '../../services/core/members.ts';
import type { Distribution, Router } from '../../services/core/router.ts';
import type { Site } from '../../services/core/site.ts';
import { indexOf } from '../../services/core/site-index.ts';
import type { World } from '../../services/core/world.ts';
import { heardSides, unconsented } from './consent-rules.ts';
import type { Ledger } from './ledger.ts';

/** What a check reads. */
export type State = {
  readonly world: World;
  readonly site: Site;
  readonly floor: Floor;
  readonly router: Router;
  readonly ledger: Ledger;
};
type Breach = (sentence: string) => void;

/** Invariants of one call; the numbers are those of docs/architecture.md. */
export function checkCall({ world, floor, ledger, site }: State, callId: CallId, breach: Breach): void {
  const call = world.calls.get(callId);
  if ((call !== undefined) !== ledger.calls.has(callId))
    breach(`4: call ${callId} lives in one book and not in the other`);
  if (!call) return;
  const { place, recording } = call;
  const visit = ledger.visits.get(callId);
  if (place.at === 'queue') {
    if (visit?.visit !== place.visit || visit.queueId !== place.queueId || visit.order !== place.order)
      breach(`2: call ${callId} waits in ${place.queueId}, and its visit says otherwise`);
    const offers = ledger.offersOf.get(callId);
    if ((offers?.size ?? 0) !== place.offers.length || place.offers.some((id) => !offers?.has(id)))
      breach(`1: call ${callId} and its offers disagree`);
    if (indexOf(site).queues.has(place.queueId) && (floor.queue(place.queueId)?.position(callId) ?? 0) === 0)
      breach(`2: call ${callId} waits in ${place.queueId} and has no place there`);
    if (call.step === null && call.direction === 'inbound' && place.via === 'flow')
      breach(`4: call ${callId} waits and its flow has ended`);
  } else {
    if (visit) breach(`2: call ${callId} is ${place.at} and its visit of ${visit.queueId} is open`);
    if ((ledger.offersOf.get(callId)?.size ?? 0) > 0) breach(`1: call ${callId} is ${place.at} and is being offered`);
  }
  for (const agentId of agentsIn(place)) {
    const agent = world.agents.get(agentId);
    if (agent?.call !== callId) breach(`1: agent ${agentId} is in ${callId}, and says ${agent?.call ?? 'nothing'}`);
  }
  for (const [legId, role] of legsOf(call)) {
    const known = world.legs.get(legId);
    if (known?.callId !== callId || known.kind !== role.kind)
      breach(`7: leg ${legId} of ${callId} is not known as such`);
  }
  const capture = recording?.capture;
  if (capture && world.spool === 'full') breach(`5: ${capture.captureId} goes on without room in the spool`);
  if (capture && !capture.stopAsked) {
    const kept = capture.muteAsked ? { caller: false, others: false } : heardSides(capture.silent);
    for (const wrong of unconsented({ call, site, ledger, kept }))
      breach(`5: ${capture.captureId} goes on and ${wrong}`);
    if (ledger.paused.has(callId) && !capture.muteAsked) breach(`5: ${capture.captureId} goes on in a pause`);
  }
  if (ledger.sensitive.has(callId) && call.step !== null && !call.sensitive)
    breach(`5: call ${callId} is in a sensitive step and does not know it`);
  if (call.sensitive && recording?.capture && !recording.capture.muteAsked && !recording.capture.stopAsked)
    breach(`5: ${recording.capture.captureId} goes on in a sensitive step`);
  if (call.playing && world.playbacks.get(call.playing) !== callId) breach(`7: what plays to ${callId} is not known`);
}

/** Invariants of one agent. `busy`: conversations the agent is in, counted from the calls. */
export function checkAgent({ world, ledger }: State, agentId: AgentId, busy: number, breach: Breach): void {
  const agent = world.agents.get(agentId);
  if (!agent) return;
  const offerId = ledger.offerTo.get(agentId);
  const total = busy + (offerId ? 1 : 0);
  if (total > 1) breach(`1: agent ${agentId} is in ${total} offers or conversations`);
  if ((agent.offer ?? undefined) !== offerId) breach(`1: agent ${agentId} and its offer disagree`);
  const offer = agent.offer ? world.offers.get(agent.offer) : undefined;
  if (agent.offer && offer?.agentId !== agentId) breach(`1: the offer of agent ${agentId} is another's`);
  if ((agent.call !== null) !== busy > 0) breach(`1: agent ${agentId} and its call disagree`);
  if (agent.pending && !agent.offer && !agent.call && !agent.wrapUp)
    breach(`1: agent ${agentId} is free and its change still waits`);
  if (
    agent.pending &&
    agent.offer &&
    agent.pending.availability.kind !== 'available' &&
    sameAvailability(agent.pending.availability, agent.availability)
  )
    breach(`1: agent ${agentId} waits for the change that it has`);
  const activity = activityOf(world, agentId, busy);
  if (activity !== null && activity !== agent.activity)
    breach(`7: agent ${agentId} is said to be ${agent.activity} and is ${activity}`);
}

/** What an agent does, from where the agent stands; null where more than one word would do. */
function activityOf(world: World, agentId: AgentId, busy: number): string | null {
  const agent = world.agents.get(agentId);
  if (!agent) return null;
  if (busy > 0) {
    const place = agent.call ? world.calls.get(agent.call)?.place : undefined;
    if (place?.at !== 'conversation' || place.agentId !== agentId) return null;
    return place.held ? 'holding' : place.third ? null : 'talking';
  }
  if (agent.offer) return 'offered';
  if (agent.wrapUp) return 'wrapping-up';
  return agent.reachable ? 'idle' : 'unreachable';
}

/** The queue's strategy as it should be, whatever the engine asks. */
function distributionOf({ site, router }: State, queueId: QueueId): Distribution | undefined {
  const queue = indexOf(site).queues.get(queueId);
  return queue && router.of(queue.strategy);
}

const waiting = (world: World, callId: CallId): { call: Call; place: QueuePlace } | null => {
  const call = world.calls.get(callId);
  return call?.place.at === 'queue' ? { call, place: call.place } : null;
};

/** 3: whether a waiting call that nobody is offered could be taken by an agent. */
export function isNeglected(state: State, callId: CallId, agentId: AgentId): boolean {
  const { world, floor, site } = state;
  const asked = waiting(world, callId);
  if (!asked || asked.place.offers.length > 0 || !mayTake(world, world.agents.get(agentId))) return false;
  const { direct, queueId } = asked.place;
  if (direct) return direct.agentId === agentId;
  if (!indexOf(site).queues.get(queueId)?.agents.includes(agentId)) return false;
  const queue = floor.queue(queueId);
  const candidate = floor.placesOf(agentId).find((one) => one.queue === queue)?.candidate;
  // An agent of the queue who may take a call and does not stand there is neglected as well.
  return !candidate || (distributionOf(state, queueId)?.admits(asked, candidate) ?? false);
}

/** 2: who stands before a call, wants the same, and was passed over when it was offered. */
export function checkOvertaking(state: State, { callId, queueId }: EventOf<'offer-made'>, breach: Breach): void {
  const { world, ledger } = state;
  const offered = waiting(world, callId);
  const distribution = distributionOf(state, queueId);
  if (!offered || offered.place.direct || !distribution) return;
  const wants = distribution.wants(offered);
  for (const otherId of ledger.inQueue.get(queueId) ?? []) {
    const other = waiting(world, otherId);
    if (!other || other.place.direct || other.place.offers.length > 0 || other.place.order >= offered.place.order)
      continue;
    if (distribution.wants(other) === wants)
      breach(`2: ${callId} is offered before ${otherId}, which stands before it`);
  }
}

/** Offers of a call, no more than its strategy has room for. */
export function checkRoom(state: State, { callId, queueId }: EventOf<'offer-made'>, breach: Breach): void {
  const asked = waiting(state.world, callId);
  const room = asked && distributionOf(state, queueId)?.room(asked.place.stage);
  if (asked && room !== null && room !== undefined && asked.place.offers.length > room)
    breach(`1: call ${callId} has ${asked.place.offers.length} offers where ${room} are allowed`);
}

/** 2: the place follows from waiting and priority, and from nothing else. */
export function checkOrder(
  site: Site,
  event: EventOf<'queue-entered'> | EventOf<'priority-changed'>,
  waitingSince: number,
  breach: Breach,
): void {
  const queue = indexOf(site).queues.get(event.queueId);
  if (!queue) return;
  const worth = queue.agingSeconds === null ? 1e9 : queue.agingSeconds * 1000;
  const expected = waitingSince - event.priority * worth;
  if (event.order < expected || event.order > expected + 1)
    breach(`2: ${event.callId} has the order ${event.order} in ${event.queueId}; wait and priority make ${expected}`);
}

/** 8: a queue's figures are those of the events, and add up. */
export function checkFigures({ world, ledger }: State, queueId: QueueId, breach: Breach): void {
  const today = world.today.get(queueId);
  const figures = ledger.figures.get(queueId);
  if (!today || !figures) {
    if (today || figures) breach(`8: queue ${queueId} has figures in one book and not in the other`);
    return;
  }
  for (const key of ['day', 'offered', 'answered', 'answeredWithin', 'waitMs', 'talks', 'talkMs'] as const)
    if (today[key] !== figures[key])
      breach(`8: queue ${queueId} says ${key} ${today[key]}, the events ${figures[key]}`);
  const { offered, answered, abandoned, shortAbandoned, voicemail, overflowed, moved, callbacks } = today;
  const sum = answered + abandoned + shortAbandoned + voicemail + overflowed + moved + callbacks + figures.waiting;
  if (offered !== sum) breach(`8: queue ${queueId} was offered ${offered} calls and tells of ${sum}`);
}

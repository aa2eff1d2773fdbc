import type { Agent } from '../core/agent.ts';
import type { Call, Offer } from '../core/call.ts';
import { consentOf, othersOf, policyOf } from '../core/consent.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Floor } from '../core/floor.ts';
import { isToBeRecorded } from '../core/recording-rules.ts';
import { dayOf } from '../core/schedule.ts';
import type { Queue, Site, User } from '../core/site.ts';
import { indexOf } from '../core/site-index.ts';
import { emptyDay } from '../core/today.ts';
import type { QueueDay, World } from '../core/world.ts';
import type {
  AgentView,
  CallPhase,
  CallView,
  ConsoleState,
  QueueToday,
  QueueView,
  ThirdView,
  WatcherView,
} from './protocol.ts';

const nameOf = (site: Site, userId: string) => indexOf(site).users.get(userId)?.name ?? userId;

/** An agent of the site as the console shows it, signed in or not. */
export function agentView(user: User, world: World, site: Site): AgentView {
  const queues = (indexOf(site).queuesOf.get(user.id) ?? []).map((one) => one.queue.id);
  const skills = user.skills ?? {};
  const watching = world.watching.get(user.id) ?? null;
  const agent = world.agents.get(user.id);
  if (!agent) {
    return {
      id: user.id,
      name: user.name,
      availability: { kind: 'signed-out' },
      availabilitySince: 0,
      availabilityBy: { kind: 'system' },
      pending: null,
      activity: null,
      activitySince: 0,
      reachable: false,
      callId: null,
      queues,
      skills,
      overrun: false,
      watching,
    };
  }
  const { availabilityBy: by, pending } = agent;
  return {
    id: user.id,
    name: user.name,
    availability: agent.availability,
    availabilitySince: agent.availabilitySince,
    availabilityBy: by.kind === 'person' ? { ...by, name: nameOf(site, by.userId) } : by,
    pending: pending && {
      availability: pending.availability,
      byName: pending.by.kind === 'person' ? nameOf(site, pending.by.userId) : '',
    },
    activity: isWorking(agent) ? agent.activity : null,
    activitySince: agent.activitySince,
    reachable: agent.reachable,
    callId: callIdOf(agent, world),
    queues,
    skills,
    overrun: agent.overrun,
    watching,
  };
}

/** Signed in, or still busy with something from before. */
function isWorking(agent: Agent): boolean {
  return agent.availability.kind !== 'signed-out' || agent.call !== null || agent.wrapUp !== null;
}

/** The call an agent talks with, is kept for, or is offered. */
export function callIdOf(agent: Agent, world: World): string | null {
  if (agent.call) return agent.call;
  return (agent.offer && world.offers.get(agent.offer)?.callId) ?? null;
}

/** A queue with today's figures; today is the service's own date at `now` (ms since the epoch). */
export function queueView(queue: Queue, world: World, site: Site, floor: Floor, now: number): QueueView {
  const queueFloor = floor.queue(queue.id);
  const waiting = [...(queueFloor?.calls() ?? [])];
  const entered = waiting.flatMap((callId) => {
    const place = world.calls.get(callId)?.place;
    return place?.at === 'queue' ? [place.enteredAt] : [];
  });
  const timeZone = indexOf(site).services.get(queue.service)?.hours.timeZone ?? 'UTC';
  const day = dayOf(now, timeZone).date;
  const known = world.today.get(queue.id);
  return {
    id: queue.id,
    name: queue.name,
    serviceId: queue.service,
    waiting: waiting.length,
    longestSince: entered.length > 0 ? Math.min(...entered) : null,
    agentsSignedIn: queueFloor?.signedIn ?? 0,
    agentsIdle: queueFloor?.readyCount ?? 0,
    level: queue.level,
    canEscalate: queue.escalatesTo !== null,
    targetSeconds: queue.serviceLevel.seconds,
    targetShare: queue.serviceLevel.target,
    today: todayOf(known?.day === day ? known : emptyDay(day)),
  };
}

function todayOf(day: QueueDay): QueueToday {
  const { day: _, talks: __, talkMs: ___, ...figures } = day;
  const counted = day.offered - day.shortAbandoned;
  return { ...figures, serviceLevel: counted > 0 ? day.answeredWithin / counted : null };
}

/** A call in progress. */
export function callView(call: Call, world: World, site: Site): CallView {
  const { place, recording } = call;
  const [offerId] = place.at === 'queue' ? place.offers : [];
  const offer = offerId === undefined ? null : (world.offers.get(offerId) ?? null);
  const agentId = 'agentId' in place ? place.agentId : (offer?.agentId ?? null);
  const policy = policyOf(site, call.serviceId);
  const running = recording?.capture?.state === 'running' ? recording.capture : null;
  return {
    id: call.id,
    number: call.number,
    callerName: call.callerName,
    dialled: call.dialled,
    serviceId: call.serviceId,
    serviceName: indexOf(site).services.get(call.serviceId)?.name ?? call.serviceId,
    language: call.language,
    rangAt: call.rangAt,
    phase: phaseOf(call, offer),
    phaseSince: phaseSinceOf(call, offer, site),
    path: call.path,
    queueId: place.at === 'menu' ? null : place.queueId,
    agentId,
    agentName: agentId === null ? null : nameOf(site, agentId),
    consent: call.consent,
    recording: running === null ? 'none' : running.muted ? 'paused' : 'on',
    pausedUntil: call.pause?.until ?? null,
    silent: running?.silent ?? { caller: false, others: false },
    others: othersOf(call).map((party) => ({
      party,
      name: party.startsWith('agent:') ? nameOf(site, party.slice('agent:'.length)) : party.slice('number:'.length),
      consent: consentOf(call, party, policy),
    })),
    toRecord: policy.policy === 'never' ? 'never' : isToBeRecorded(call, site) ? 'yes' : 'on-demand',
    direction: call.direction,
    priority: place.at === 'queue' ? place.priority : 0,
    third: thirdOf(call, site),
    watchers: watchersOf(call, site),
    callback: call.callback && {
      attempts: call.callback.attempts,
      nextAt: place.at === 'scheduled' ? place.until : null,
    },
  };
}

function thirdOf({ place }: Call, site: Site): ThirdView | null {
  if (place.at === 'outside') {
    const { number: id, state, since } = place;
    return { kind: 'number', id, name: id, state, mode: 'conference', since };
  }
  const third = place.at === 'conversation' ? place.third : null;
  if (!third) return null;
  const { who, state, mode, since } = third;
  const id = who.kind === 'agent' ? who.agentId : who.number;
  return { kind: who.kind, id, name: who.kind === 'agent' ? nameOf(site, id) : id, state, mode, since };
}

function watchersOf({ place }: Call, site: Site): readonly WatcherView[] {
  if (place.at !== 'conversation') return [];
  return place.watchers.map(({ userId, mode, state }) => ({ userId, name: nameOf(site, userId), mode, state }));
}

function phaseOf(call: Call, offer: Offer | null): CallPhase {
  switch (call.place.at) {
    case 'menu':
      return call.voicemail === 'recording' ? 'voicemail' : 'menu';
    case 'queue':
      return offer ? 'offered' : 'queued';
    case 'conversation':
      return call.place.held ? 'holding' : 'talking';
    case 'kept':
    case 'outside':
    case 'scheduled':
    case 'calling':
      return call.place.at;
  }
}

/** An offered call keeps its place in the queue: it is offered since the telephone began to ring. */
function phaseSinceOf(call: Call, offer: Offer | null, site: Site): number {
  const ringSeconds = offer && indexOf(site).queues.get(offer.queueId)?.ringSeconds;
  if (offer && ringSeconds) return offer.until - ringSeconds * 1_000;
  return call.place.at === 'menu' && call.path.length === 0 ? call.rangAt : call.placeSince;
}

/** All that the console shows. */
export function consoleState(
  world: World,
  site: Site,
  floor: Floor,
  now: number,
  disk: SpoolRoom = 'free',
): ConsoleState {
  return {
    agents: agentsOf(site).map((user) => agentView(user, world, site)),
    queues: site.queues.map((queue) => queueView(queue, world, site, floor, now)),
    calls: [...world.calls.values()].map((call) => callView(call, world, site)),
    telephony: world.telephony,
    spool: world.spool,
    disk,
  };
}

export function agentsOf(site: Site): readonly User[] {
  return site.users.filter((one) => one.roles.includes('agent'));
}

/** Somebody of the site who is an agent. */
export function agentOf(site: Site, userId: string): User | undefined {
  const user = indexOf(site).users.get(userId);
  return user?.roles.includes('agent') ? user : undefined;
}

import type { Agent } from '../core/agent.ts';
import type { Call, Offer } from '../core/call.ts';
import { emptyDay } from '../core/evolve-queue.ts';
import { localTime } from '../core/schedule.ts';
import type { Queue, Site, User } from '../core/site.ts';
import type { QueueDay, World } from '../core/world.ts';
import type { AgentView, CallPhase, CallView, ConsoleState, QueueToday, QueueView } from './protocol.ts';

const nameOf = (site: Site, userId: string) => site.users.find((one) => one.id === userId)?.name ?? userId;

/** An agent of the site as the console shows it, signed in or not. */
export function agentView(user: User, world: World, site: Site): AgentView {
  const queues = site.queues.filter((one) => one.agents.includes(user.id)).map((one) => one.id);
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
export function queueView(queue: Queue, world: World, site: Site, now: number): QueueView {
  const waiting = world.waiting.get(queue.id) ?? [];
  const entered = waiting.flatMap((callId) => {
    const place = world.calls.get(callId)?.place;
    return place?.at === 'queue' ? [place.enteredAt] : [];
  });
  const agents = queue.agents.flatMap((id) => world.agents.get(id) ?? []);
  const signedIn = agents.filter((one) => one.availability.kind !== 'signed-out');
  const idle = signedIn.filter((one) => one.availability.kind === 'available' && one.activity === 'idle');
  const timeZone = site.services.find((one) => one.id === queue.service)?.hours.timeZone ?? 'UTC';
  const day = localTime(now, timeZone).date;
  const known = world.today.get(queue.id);
  return {
    id: queue.id,
    name: queue.name,
    serviceId: queue.service,
    waiting: waiting.length,
    longestSince: entered.length > 0 ? Math.min(...entered) : null,
    agentsSignedIn: signedIn.length,
    agentsIdle: idle.length,
    targetSeconds: queue.serviceLevel.seconds,
    targetShare: queue.serviceLevel.target,
    today: todayOf(known?.day === day ? known : emptyDay(day)),
  };
}

function todayOf(day: QueueDay): QueueToday {
  const { offered, answered, answeredWithin, abandoned, shortAbandoned, voicemail, waitMs } = day;
  const counted = offered - shortAbandoned;
  const serviceLevel = counted > 0 ? answeredWithin / counted : null;
  return { offered, answered, answeredWithin, abandoned, shortAbandoned, voicemail, waitMs, serviceLevel };
}

/** A call in progress. */
export function callView(call: Call, world: World, site: Site): CallView {
  const { place, recording } = call;
  const offer = place.at === 'queue' && place.offer ? (world.offers.get(place.offer) ?? null) : null;
  const agentId = place.at === 'conversation' || place.at === 'kept' ? place.agentId : (offer?.agentId ?? null);
  const running = recording?.capture?.state === 'running' ? recording.capture : null;
  return {
    id: call.id,
    number: call.number,
    callerName: call.callerName,
    dialled: call.dialled,
    serviceId: call.serviceId,
    serviceName: site.services.find((one) => one.id === call.serviceId)?.name ?? call.serviceId,
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
  };
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
      return 'kept';
  }
}

/** An offered call keeps its place in the queue: it is offered since the telephone began to ring. */
function phaseSinceOf(call: Call, offer: Offer | null, site: Site): number {
  const ringSeconds = offer && site.queues.find((one) => one.id === offer.queueId)?.ringSeconds;
  if (offer && ringSeconds) return offer.until - ringSeconds * 1_000;
  return call.place.at === 'menu' && call.path.length === 0 ? call.rangAt : call.placeSince;
}

/** All that the console shows. */
export function consoleState(world: World, site: Site, now: number): ConsoleState {
  return {
    agents: agentsOf(site).map((user) => agentView(user, world, site)),
    queues: site.queues.map((queue) => queueView(queue, world, site, now)),
    calls: [...world.calls.values()].map((call) => callView(call, world, site)),
    telephony: world.telephony,
  };
}

export function agentsOf(site: Site): readonly User[] {
  return site.users.filter((one) => one.roles.includes('agent'));
}

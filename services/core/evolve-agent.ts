import type { Activity, Agent } from './agent.ts';
import type { Event } from './event.ts';
import type { AgentId } from './ids.ts';
import { touch, type World } from './world.ts';

const unknownAgent = (id: AgentId, at: number): Agent => ({
  id,
  availability: { kind: 'signed-out' },
  availabilitySince: at,
  availabilityBy: { kind: 'system' },
  pending: null,
  reachable: false,
  reachableSince: at,
  present: false,
  offer: null,
  call: null,
  wrapUp: null,
  overrun: false,
  missed: 0,
  activity: 'unreachable',
  activitySince: at,
  idleSince: at,
});

function activityOf(world: World, agent: Agent): Activity {
  const place = agent.call ? world.calls.get(agent.call)?.place : undefined;
  if (place?.at === 'conversation') {
    if (place.agentId === agent.id) return place.held ? 'holding' : 'talking';
    return place.third?.state === 'ringing' ? 'offered' : 'talking';
  }
  if (place?.at === 'calling') return 'talking';
  if (agent.offer) return 'offered';
  if (agent.wrapUp) return 'wrapping-up';
  return agent.reachable && !agent.call ? 'idle' : 'unreachable';
}

/** Field by field: the copy that every event of a call makes takes a tenth of what a spread takes. */
function copyOf(agent: Agent): { -readonly [Field in keyof Agent]: Agent[Field] } {
  return {
    id: agent.id,
    availability: agent.availability,
    availabilitySince: agent.availabilitySince,
    availabilityBy: agent.availabilityBy,
    pending: agent.pending,
    reachable: agent.reachable,
    reachableSince: agent.reachableSince,
    present: agent.present,
    offer: agent.offer,
    call: agent.call,
    wrapUp: agent.wrapUp,
    overrun: agent.overrun,
    missed: agent.missed,
    activity: agent.activity,
    activitySince: agent.activitySince,
    idleSince: agent.idleSince,
  };
}

/** Changes an agent; the activity follows from what it has then. */
export function refreshActivity(world: World, id: AgentId, at: number, to: Partial<Agent> = {}): void {
  const agent = Object.assign(copyOf(world.agents.get(id) ?? unknownAgent(id, at)), to);
  const activity = activityOf(world, agent);
  if (activity !== agent.activity) {
    agent.activity = activity;
    agent.activitySince = at;
    if (activity !== 'offered') agent.idleSince = at;
  }
  world.agents.set(id, agent);
  touch(world, 'agents', id);
}

/** What an event changes of an agent. In which call the agent is follows from the call: see evolve.ts. */
export function evolveAgent(world: World, event: Event, at: number): void {
  const change = (id: AgentId, to: Partial<Agent>) => refreshActivity(world, id, at, to);
  switch (event.type) {
    case 'availability-changed':
      change(event.agentId, {
        availability: event.availability,
        idleSince: at,
        availabilitySince: at,
        availabilityBy: event.by,
        pending: null,
        overrun: false,
        missed: 0,
      });
      break;
    case 'availability-queued':
      change(event.agentId, { pending: { availability: event.availability, by: event.by } });
      break;
    case 'agent-reachable':
      change(event.agentId, { reachable: true, reachableSince: at });
      break;
    case 'agent-unreachable':
      change(event.agentId, { reachable: false, reachableSince: at });
      break;
    case 'desk-opened':
      change(event.agentId, { present: true });
      break;
    case 'desk-closed':
      change(event.agentId, { present: false });
      break;
    case 'break-overrun':
      change(event.agentId, { overrun: true });
      break;
    case 'missed-counted':
      change(event.agentId, { missed: event.missed });
      break;
    case 'offer-made':
      change(event.agentId, { offer: event.offerId });
      break;
    case 'offer-accepted':
      change(event.agentId, { offer: null, missed: 0 });
      break;
    case 'offer-ended': {
      const idleSince = world.agents.get(event.agentId)?.idleSince ?? at;
      change(event.agentId, { offer: null });
      const agent = world.agents.get(event.agentId);
      // Taken back without blame: whose turn it was, it still is.
      if (agent && event.how === 'cancelled') world.agents.set(agent.id, { ...agent, idleSince });
      break;
    }
    case 'wrap-up-began': {
      const { callId, queueId, until } = event;
      change(event.agentId, { wrapUp: { callId, queueId, until, extendedSeconds: 0 } });
      break;
    }
    case 'wrap-up-extended': {
      const wrapUp = world.agents.get(event.agentId)?.wrapUp;
      const { until, extendedSeconds } = event;
      if (wrapUp) change(event.agentId, { wrapUp: { ...wrapUp, until, extendedSeconds } });
      break;
    }
    case 'wrap-up-ended':
      change(event.agentId, { wrapUp: null });
      break;
    default:
  }
}

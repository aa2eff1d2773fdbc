import type { Activity, Agent } from './agent.ts';
import type { Event } from './event.ts';
import type { AgentId } from './ids.ts';
import type { World } from './world.ts';

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
  activity: 'unreachable',
  activitySince: at,
});

function activityOf(world: World, agent: Agent): Activity {
  const place = agent.call ? world.calls.get(agent.call)?.place : undefined;
  if (place?.at === 'conversation') return place.held ? 'holding' : 'talking';
  if (agent.offer) return 'offered';
  if (agent.wrapUp) return 'wrapping-up';
  return agent.reachable && !agent.call ? 'idle' : 'unreachable';
}

function change(world: World, id: AgentId, at: number, to: Partial<Agent>): void {
  const agent = { ...(world.agents.get(id) ?? unknownAgent(id, at)), ...to };
  const activity = activityOf(world, agent);
  world.agents.set(id, activity === agent.activity ? agent : { ...agent, activity, activitySince: at });
}

/** What an event changes of an agent. Runs after the call's own changes, so that the activity follows from them. */
export function evolveAgent(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'availability-changed':
      change(world, event.agentId, at, {
        availability: event.availability,
        availabilitySince: at,
        availabilityBy: event.by,
        pending: null,
      });
      break;
    case 'availability-queued':
      change(world, event.agentId, at, { pending: { availability: event.availability, by: event.by } });
      break;
    case 'agent-reachable':
      change(world, event.agentId, at, { reachable: true, reachableSince: at });
      break;
    case 'agent-unreachable':
      change(world, event.agentId, at, { reachable: false, reachableSince: at });
      break;
    case 'desk-opened':
      change(world, event.agentId, at, { present: true });
      break;
    case 'desk-closed':
      change(world, event.agentId, at, { present: false });
      break;
    case 'offer-made':
      change(world, event.agentId, at, { offer: event.offerId });
      break;
    case 'offer-accepted':
      change(world, event.agentId, at, { offer: null, call: event.callId });
      break;
    case 'offer-ended':
      change(world, event.agentId, at, { offer: null });
      break;
    case 'call-connected':
    case 'call-held':
    case 'call-resumed':
    case 'agent-lost':
    case 'agent-returned':
      change(world, event.agentId, at, { call: event.callId });
      break;
    case 'agent-gave-up':
      change(world, event.agentId, at, { call: null });
      break;
    case 'wrap-up-began':
      change(world, event.agentId, at, { wrapUp: { callId: event.callId, until: event.until } });
      break;
    case 'wrap-up-extended':
      change(world, event.agentId, at, { wrapUp: { callId: event.callId, until: event.until } });
      break;
    case 'wrap-up-ended':
      change(world, event.agentId, at, { wrapUp: null });
      break;
    case 'call-ended':
      for (const agent of world.agents.values())
        if (agent.call === event.callId) change(world, agent.id, at, { call: null });
      break;
    default:
  }
}

import { type Agent, type Availability, type By, sameAvailability } from '../agent.ts';
import type { AgentId, CallId, QueueId } from '../ids.ts';
import type { Site } from '../site.ts';
import { isAgent } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { queueOf, releaseUnattended } from './queue.ts';

/** How long a telephone that was lost must be there again, in ms. */
const healMs = 10_000;

/** Sets an availability at once when the agent is free, after the call and its wrap-up otherwise. */
export function setAvailability(turn: Turn, agentId: AgentId, availability: Availability, by: By): void {
  const agent = turn.world.agents.get(agentId);
  const busy = agent !== undefined && (agent.call !== null || agent.wrapUp !== null || agent.offer !== null);
  if (busy) {
    // During wrap-up `available` only says: no break after it.
    emit(turn, { type: 'availability-queued', agentId, availability, by });
    setPresenceTimers(turn, agentId);
    return;
  }
  changeNow(turn, agentId, availability, by);
}

/** When a break is longer than its reason allows (ms since the epoch); null: never, or that was said. */
export function breakLimit({ availability, availabilitySince, overrun }: Agent, site: Site): number | null {
  if (availability.kind !== 'break' || overrun) return null;
  const limit = site.breakReasons.find((one) => one.id === availability.reason)?.limitSeconds ?? null;
  return limit === null ? null : availabilitySince + limit * 1000;
}

/** When an agent who is signed in without a telephone is signed out (ms since the epoch); null: never. */
export function awayLimit(agent: Agent, site: Site): number | null {
  const { availability, availabilitySince, pending, reachable, reachableSince } = agent;
  if (reachable || (pending?.availability ?? availability).kind === 'signed-out') return null;
  return Math.max(reachableSince, availabilitySince) + site.awaySeconds * 1000;
}

/**
 * When an agent whose telephone was lost, or could not be rung, is available again (ms since the epoch): after a while in
 * which it was there. Nobody chose to be away, and a centre that was overloaded for a moment must come back by itself.
 * Null: not by itself.
 */
export function healLimit({
  availability,
  availabilitySince,
  pending,
  reachable,
  reachableSince,
}: Agent): number | null {
  const wasLost = availability.kind === 'break' && availability.reason === 'lost' && pending === null;
  return wasLost && reachable ? Math.max(availabilitySince, reachableSince) + healMs : null;
}

/** After a change of availability or telephone. */
export function setPresenceTimers(turn: Turn, agentId: AgentId): void {
  const agent = turn.world.agents.get(agentId);
  const awayAt = agent ? awayLimit(agent, turn.site) : null;
  const healAt = agent ? healLimit(agent) : null;
  if (awayAt !== null) ask(turn, { type: 'set-timer', timerId: `away:${agentId}`, at: awayAt });
  if (healAt !== null) ask(turn, { type: 'set-timer', timerId: `heal:${agentId}`, at: healAt });
}

function changeNow(turn: Turn, agentId: AgentId, availability: Availability, by: By): void {
  emit(turn, { type: 'availability-changed', agentId, availability, by });
  const agent = turn.world.agents.get(agentId);
  const limitAt = agent ? breakLimit(agent, turn.site) : null;
  if (limitAt !== null) ask(turn, { type: 'set-timer', timerId: `break:${agentId}`, at: limitAt });
  else ask(turn, { type: 'cancel-timer', timerId: `break:${agentId}` });
  setPresenceTimers(turn, agentId);
  if (availability.kind === 'signed-out') releaseUnattended(turn, agentId);
}

/** A change that waited for the end of a call or an offer takes effect, if the agent is free now. */
export function applyPending(turn: Turn, agentId: AgentId): void {
  const agent = turn.world.agents.get(agentId);
  if (!agent?.pending || agent.call || agent.wrapUp || agent.offer) return;
  changeNow(turn, agentId, agent.pending.availability, agent.pending.by);
}

/** After an offer that came to nothing: not offered again until the agent says so, or the lost telephone is back for a while. What the agent had asked for goes first. */
export function setAside(turn: Turn, agentId: AgentId, how: 'declined' | 'missed' | 'lost'): void {
  const agent = turn.world.agents.get(agentId);
  if (!agent) return;
  if (agent.pending && agent.pending.availability.kind !== 'available') {
    applyPending(turn, agentId);
    return;
  }
  const availability = { kind: 'break', reason: how } as const;
  if (agent.availability.kind === 'signed-out' || sameAvailability(agent.availability, availability)) return;
  changeNow(turn, agentId, availability, { kind: 'system' });
}

/** The agent is free of a call: the time to note it down begins. */
export function beginWrapUp(turn: Turn, agentId: AgentId, callId: CallId, queueId: QueueId): void {
  // Who has no desk, such as a supervisor who took the call, has nothing to wrap up.
  const seconds = isAgent(turn.site, agentId) ? (queueOf(turn, queueId)?.wrapUpSeconds ?? 0) : 0;
  if (seconds === 0) {
    applyPending(turn, agentId);
    return;
  }
  const until = turn.now + seconds * 1000;
  emit(turn, { type: 'wrap-up-began', agentId, callId, queueId, until });
  ask(turn, { type: 'set-timer', timerId: `wrap-up:${agentId}`, at: until });
}

export function endWrapUp(turn: Turn, agentId: AgentId, how: 'finished' | 'limit'): void {
  const wrapUp = turn.world.agents.get(agentId)?.wrapUp;
  if (!wrapUp) return;
  emit(turn, { type: 'wrap-up-ended', agentId, callId: wrapUp.callId, how });
  ask(turn, { type: 'cancel-timer', timerId: `wrap-up:${agentId}` });
  applyPending(turn, agentId);
}

import type { AgentView } from '../../../../services/live/protocol.ts';

/** Those signed in first, then by name: a row does not jump when its activity changes. */
export function inOrder(agents: readonly AgentView[]): readonly AgentView[] {
  const away = (agent: AgentView) => (agent.availability.kind === 'signed-out' && agent.activity === null ? 1 : 0);
  return agents.toSorted((one, other) => away(one) - away(other) || one.name.localeCompare(other.name));
}

/** Since when the agent does what the row says: the break while resting, the activity otherwise; null if never seen. */
export function sinceOf(agent: AgentView): number | null {
  // Zero: never seen since the journal began.
  if (agent.availabilitySince === 0) return null;
  const resting = agent.activity === null || (agent.activity === 'idle' && agent.availability.kind !== 'available');
  return resting ? agent.availabilitySince : agent.activitySince;
}

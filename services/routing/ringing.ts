import type { AgentId } from '../core/ids.ts';
import type { Ready } from '../core/router.ts';

/** The first so many of those ready, in the strategy's order. */
export function taken(ready: Ready, count: number): readonly AgentId[] {
  const agentIds: AgentId[] = [];
  if (count <= 0) return agentIds;
  for (const { agent } of ready.inOrder()) {
    agentIds.push(agent.id);
    if (agentIds.length >= count) break;
  }
  return agentIds;
}

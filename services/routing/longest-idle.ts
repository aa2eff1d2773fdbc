import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** The agent who has been idle for longest; among equals, the first in the queue's order. */
export const longestIdle: Strategy<Record<string, never>> = {
  type: 'longest-idle',
  parameters: z.strictObject({}),
  choose: ({ agents, now }) => {
    const [first, ...others] = agents;
    if (!first) return null;
    const chosen = others.reduce((best, one) => (idleSince(one) < idleSince(best) ? one : best), first);
    const idleSeconds = Math.round((now - idleSince(chosen)) / 1000);
    return { agentId: chosen.id, why: { code: 'longest-idle', params: { idleSeconds, candidates: agents.length } } };
  },
};

/** An agent is idle since both hold: nothing to do, and available. */
const idleSince = (agent: { readonly activitySince: number; readonly availabilitySince: number }) =>
  Math.max(agent.activitySince, agent.availabilitySince);

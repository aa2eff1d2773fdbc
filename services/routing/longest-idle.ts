import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** The agent who has been idle for longest; among equals, the first in the queue's order. */
export const longestIdle: Strategy<Record<string, never>> = {
  type: 'longest-idle',
  parameters: z.strictObject({}),
  rank: (candidate) => candidate.idleSince,
  choose: ({ ready, now }) => {
    const { first, size } = ready;
    if (!first) return null;
    const idleSeconds = Math.round((now - first.idleSince) / 1000);
    return {
      agentIds: [first.agent.id],
      why: { code: 'longest-idle', params: { idleSeconds, candidates: size } },
    };
  },
};

import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** The agent who took the fewest calls of this queue today; among equals, the one idle for longest. */
export const fewestCalls: Strategy<Record<string, never>> = {
  type: 'fewest-calls',
  parameters: z.strictObject({}),
  rank: ({ standing }) => standing.answered,
  choose: ({ ready: { first, size } }) =>
    first
      ? {
          agentIds: [first.agent.id],
          why: { code: 'fewest-calls', params: { calls: first.standing.answered, candidates: size } },
        }
      : null,
};

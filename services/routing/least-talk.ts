import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** The agent who talked least for this queue today; among equals, the one idle for longest. */
export const leastTalk: Strategy<Record<string, never>> = {
  type: 'least-talk',
  parameters: z.strictObject({}),
  rank: ({ standing }) => standing.talkMs,
  choose: ({ ready: { first, size } }) =>
    first
      ? {
          agentIds: [first.agent.id],
          why: {
            code: 'least-talk',
            params: { talkSeconds: Math.round(first.standing.talkMs / 1000), candidates: size },
          },
        }
      : null,
};

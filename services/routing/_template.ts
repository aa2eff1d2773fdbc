import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** Copy this file, name the strategy, and add one line to index.ts. Here: the first agent in the queue's order. */
export const template: Strategy<Record<string, never>> = {
  type: 'template',
  parameters: z.strictObject({}),
  choose: ({ agents }) => {
    const first = agents[0];
    return first ? { agentId: first.id, why: { code: 'template', params: { candidates: agents.length } } } : null;
  },
};

import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** The first in the queue's order who is free: always the same one first. */
export const linear: Strategy<Record<string, never>> = {
  type: 'linear',
  parameters: z.strictObject({}),
  choose: ({ ready }) => {
    const { first, size } = ready;
    if (!first) return null;
    const place = first.position + 1;
    return { agentIds: [first.agent.id], why: { code: 'linear', params: { place, candidates: size } } };
  },
};

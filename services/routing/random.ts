import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** Any of the free agents, all alike. */
export const random: Strategy<Record<string, never>> = {
  type: 'random',
  parameters: z.strictObject({}),
  choose: ({ ready, random: dice }) => {
    const candidate = ready.at(Math.floor(dice() * ready.size)) ?? ready.first;
    return candidate
      ? { agentIds: [candidate.agent.id], why: { code: 'random', params: { candidates: ready.size } } }
      : null;
  },
};

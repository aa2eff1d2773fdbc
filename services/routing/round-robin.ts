import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/** In turn, in the queue's order: the next free one after who was offered a call last, over restarts too. */
export const roundRobin: Strategy<Record<string, never>> = {
  type: 'round-robin',
  parameters: z.strictObject({}),
  choose: ({ ready, memory, positionOf }) => {
    const last = memory.lastAgent === null ? undefined : positionOf(memory.lastAgent);
    const next = last === undefined ? ready.first : (ready.after(last) ?? ready.first);
    if (!next) return null;
    const params = { place: next.position + 1, last: last === undefined ? 0 : last + 1, candidates: ready.size };
    return { agentIds: [next.agent.id], why: { code: 'round-robin', params } };
  },
};

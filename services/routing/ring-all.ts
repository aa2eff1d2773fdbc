import { z } from 'zod';
import { taken } from './ringing.ts';
import type { Strategy } from './strategy.ts';

type Parameters = { readonly limit: number };

/** All free agents ring at once, up to a limit; who answers first has the call, and the others stop ringing. */
export const ringAll: Strategy<Parameters> = {
  type: 'ring-all',
  parameters: z.strictObject({ limit: z.int().min(1).max(100).default(20) }),
  rank: ({ idleSince }) => idleSince,
  room: (_stage, { limit }) => limit,
  choose: ({ asked, ready }, { limit }) => {
    const ringing = asked.place.offers.length;
    const agentIds = taken(ready, limit - ringing);
    const params = { ringing: ringing + agentIds.length, limit, candidates: ready.size };
    return { agentIds, why: { code: 'ring-all', params } };
  },
};

import { z } from 'zod';
import { taken } from './ringing.ts';
import type { Strategy } from './strategy.ts';

type Parameters = {
  readonly start: number;
  readonly step: number;
  readonly everySeconds: number;
  readonly limit: number;
};

const roomAt = (stage: number, { start, step, limit }: Parameters): number => Math.min(limit, start + stage * step);

/** A few ring first; while nobody answers, more join in. Who answers first has the call. */
export const ringProgressively: Strategy<Parameters> = {
  type: 'ring-progressively',
  parameters: z
    .strictObject({
      start: z.int().min(1).max(100).default(1),
      step: z.int().min(1).max(100).default(1),
      everySeconds: z.int().min(1).max(600).default(5),
      limit: z.int().min(1).max(100).default(20),
    })
    .refine(({ start, limit }) => start <= limit, {
      path: ['limit'],
      message: 'write a limit that is not below start',
    }),
  rank: ({ idleSince }) => idleSince,
  room: roomAt,
  widensFrom: 'ringing',
  widens: ({ start, step, everySeconds, limit }) =>
    Array.from({ length: Math.ceil((limit - start) / step) }, (_, index) => (index + 1) * everySeconds * 1000),
  choose: ({ asked, ready }, parameters) => {
    const ringing = asked.place.offers.length;
    const room = roomAt(asked.place.stage, parameters);
    const agentIds = taken(ready, room - ringing);
    const params = { ringing: ringing + agentIds.length, room, candidates: ready.size };
    return { agentIds, why: { code: 'ring-progressively', params } };
  },
};

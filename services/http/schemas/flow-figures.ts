import { z } from 'zod';
import type { FlowLive, FlowStatistics } from '../protocol.ts';
import { id, instant, time } from './parts.ts';

const flowSteps = z.array(
  z.object({
    step: z.string(),
    type: z.string(),
    calls: z.int(),
    passages: z.int(),
    exits: z.array(z.object({ exit: z.string(), calls: z.int(), passages: z.int() })),
    answered: z.int(),
    leavers: z.int(),
    ended: z.int(),
    open: z.int(),
    medianMs: z.number().nullable(),
    p90Ms: z.number().nullable(),
  }),
);

export const flowStatistics = z
  .object({
    flow: z.string(),
    from: time,
    to: time,
    calls: z.int(),
    steps: flowSteps,
    versions: z.array(z.object({ version: z.string(), steps: flowSteps })),
  })
  .meta({ id: 'FlowStatistics' }) satisfies z.ZodType<FlowStatistics>;

export const flowLive = z
  .array(z.object({ step: z.string(), version: z.string(), callers: z.int(), since: time }))
  .meta({ id: 'FlowLive' }) satisfies z.ZodType<FlowLive>;

/** From and to, as they come in a query. */
export const flowPeriod = z.strictObject({ from: instant, to: instant, version: id.exactOptional() });

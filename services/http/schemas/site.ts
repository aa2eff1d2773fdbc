import { z } from 'zod';
import type { FloorView, SiteHash, SiteView, SiteWritten, StrategyView } from '../protocol.ts';
import { id, localText } from './parts.ts';

const named = z.object({ id, name: localText });

export const siteView = z
  .object({
    services: z.array(z.object({ id, name: z.string(), numbers: z.array(z.string()) })),
    queues: z.array(named),
    agents: z.array(z.object({ id, name: z.string() })),
    /** Who supervises or administers and is no agent. */
    supervisors: z.array(z.object({ id, name: z.string() })),
    breakReasons: z.array(named.extend({ limitSeconds: z.int().nullable() })),
    outcomes: z.array(named),
    consentBases: z.array(named),
    destinations: z.array(z.object({ id, type: z.string() })),
    timeZone: z.string(),
  })
  .meta({ id: 'SiteView' }) satisfies z.ZodType<SiteView>;

const availability = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('break'), reason: z.string() }),
  z.object({ kind: z.literal('signed-out') }),
]);

const activity = z.enum(['idle', 'offered', 'talking', 'holding', 'wrapping-up', 'unreachable']);

export const floorView = z
  .object({
    agents: z.array(z.object({ id, name: z.string(), availability, activity: activity.nullable() })),
    queues: z.array(z.object({ id, waiting: z.int(), agentsIdle: z.int(), above: id.nullable() })),
    outside: z.boolean(),
  })
  .meta({ id: 'FloorView' }) satisfies z.ZodType<FloorView>;

export const strategyView = z
  .object({ type: z.string(), settings: z.record(z.string(), z.unknown()) })
  .meta({ id: 'StrategyView' }) satisfies z.ZodType<StrategyView>;

export const siteHash = z.object({ hash: z.string() }).meta({ id: 'SiteHash' }) satisfies z.ZodType<SiteHash>;

export const siteWritten = z
  .object({ hash: z.string(), site: z.record(z.string(), z.unknown()) })
  .meta({ id: 'SiteWritten' }) satisfies z.ZodType<SiteWritten>;

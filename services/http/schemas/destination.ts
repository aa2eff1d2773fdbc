import { z } from 'zod';
import type { DestinationHealth, DestinationTest } from '../protocol.ts';
import { id, number, time } from './parts.ts';

export const destinationHealth = z
  .object({
    id,
    type: z.string(),
    guarantee: z.enum(['once', 'at-least-once']),
    state: z.enum(['ok', 'failing', 'unused']),
    waiting: z.int(),
    running: z.int(),
    published: z.int(),
    publishedBytes: number,
    dead: z.int(),
    lastPublishedAt: time.nullable(),
    lastFailure: z.object({ at: time, reason: z.string() }).nullable(),
    restsUntil: time.nullable(),
    parallel: z.int(),
    bytesPerSecond: z.int().nullable(),
  })
  .meta({ id: 'DestinationHealth' }) satisfies z.ZodType<DestinationHealth>;

export const destinationTest = z
  .object({
    ok: z.boolean(),
    location: z.string().nullable(),
    removed: z.boolean(),
    ms: number.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'DestinationTest' }) satisfies z.ZodType<DestinationTest>;

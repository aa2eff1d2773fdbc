import { z } from 'zod';
import type { PromptRow } from '../protocol.ts';
import { id, number, time } from './parts.ts';

const promptUse = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), flow: z.string(), step: z.string() }),
  z.object({ kind: z.literal('queue'), queue: id }),
  z.object({ kind: z.literal('queues') }),
  z.object({ kind: z.literal('outage') }),
]);

export const promptRow = z
  .object({
    language: z.string(),
    key: z.string(),
    text: z.string(),
    how: z.enum(['spoken', 'recorded', 'missing']),
    durationMs: number.nullable(),
    loudness: number.nullable(),
    peak: number.nullable(),
    recorded: z.object({ by: id, at: time, file: z.string() }).nullable(),
    uses: z.array(promptUse),
  })
  .meta({ id: 'PromptRow' }) satisfies z.ZodType<PromptRow>;

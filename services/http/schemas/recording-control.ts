import { z } from 'zod';
import type { OpenCall } from '../protocol/recording-control.ts';
import { id } from './parts.ts';

const consent = z.enum(['unknown', 'asked', 'given', 'refused', 'withdrawn']);
const party = z.union([z.templateLiteral(['agent:', z.string()]), z.templateLiteral(['number:', z.string()])]);

export const openCall = z
  .object({
    id,
    number: z.string(),
    serviceId: id,
    agentId: id.nullable(),
    consent,
    others: z.array(z.object({ party, consent })),
    recording: z.enum(['none', 'on', 'paused']),
    pausedUntil: z.number().nullable(),
  })
  .meta({ id: 'OpenCall' }) satisfies z.ZodType<OpenCall>;

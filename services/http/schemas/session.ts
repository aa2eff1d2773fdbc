import { z } from 'zod';
import type { PhoneAccount, Session } from '../protocol.ts';
import { id, role, time } from './parts.ts';

export const session = z
  .object({
    user: z.object({ id, login: z.string(), name: z.string(), roles: z.array(role), language: z.string() }),
    expiresAt: time,
  })
  .meta({ id: 'Session' }) satisfies z.ZodType<Session>;

export const phoneAccount = z
  .object({
    websocketUrl: z.string(),
    uri: z.string(),
    username: z.string(),
    password: z.string(),
    callTo: z.string().nullable(),
  })
  .meta({ id: 'PhoneAccount' }) satisfies z.ZodType<PhoneAccount>;

export const health = z
  .object({ ok: z.boolean(), telephony: z.boolean(), disk: z.enum(['free', 'short', 'full']) })
  .meta({ id: 'Health' });

export const failure = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: 'Failure', description: '`code` is stable; `message` says what to do next.' });

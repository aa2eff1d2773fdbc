import { z } from 'zod';
import type { ApiToken, NewApiToken, Scope } from '../protocol.ts';
import { id, time } from './parts.ts';

export const scope = z.enum([
  'recordings:read',
  'recordings:listen',
  'recordings:tag',
  'recordings:hold',
  'recordings:publish',
  'recordings:erase',
  'calls:control',
  'quality:read',
  'webhooks:manage',
]) satisfies z.ZodType<Scope>;

export const apiToken = z
  .object({
    id,
    name: z.string(),
    scopes: z.array(scope),
    createdBy: id,
    createdByName: z.string(),
    createdAt: time,
    expiresAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: 'ApiToken' }) satisfies z.ZodType<ApiToken>;

export const newApiToken = apiToken
  .extend({ token: z.string() })
  .meta({ id: 'NewApiToken' }) satisfies z.ZodType<NewApiToken>;

/** Nobody remembers a token of five years. */
const LONGEST_DAYS = 730;

export const tokenBody = z.strictObject({
  name: z.string().trim().min(1, 'write what uses it').max(80),
  scopes: z.array(scope).min(1, 'choose what it may do'),
  days: z.int().min(1).max(LONGEST_DAYS, `choose ${LONGEST_DAYS} days at most`),
});

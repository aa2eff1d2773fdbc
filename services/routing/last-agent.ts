import { z } from 'zod';
import type { Strategy } from './strategy.ts';

type Parameters = {
  readonly waitSeconds: number;
  readonly forgetDays: number;
  readonly otherwise: { readonly type: string } & Readonly<Record<string, unknown>>;
};

/**
 * The agent who talked with the caller last, who is waited for a while; then, or when nobody knows the caller, another
 * strategy chooses. `waitSeconds: 0`: only when that agent is free at once.
 */
export const lastAgent: Strategy<Parameters> = {
  type: 'last-agent',
  parameters: z.strictObject({
    waitSeconds: z.int().min(0).max(3600).default(30),
    forgetDays: z.number().min(0).max(3650).default(30),
    otherwise: z.looseObject({ type: z.string() }).default({ type: 'longest-idle' }),
  }),
  otherwise: ({ otherwise }) => otherwise,
  lastAgent: ({ waitSeconds, forgetDays }) => ({ forMs: waitSeconds * 1000, withinMs: forgetDays * 86_400_000 }),
};

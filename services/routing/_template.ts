import { z } from 'zod';
import type { Strategy } from './strategy.ts';

/**
 * Copy this file, name the strategy, add one line to index.ts, and the texts `why.<code>` to the pages' languages.
 * Here: the first in the strategy's order.
 */
export const template: Strategy<Record<string, never>> = {
  type: 'template',
  parameters: z.strictObject({}),
  choose: ({ ready }) =>
    ready.first
      ? { agentIds: [ready.first.agent.id], why: { code: 'template', params: { candidates: ready.size } } }
      : null,
};

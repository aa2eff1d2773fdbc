import { z } from 'zod';
import type { StepType } from '../step.ts';

/** Waits for an agent. `no-agents`: nobody is signed in, or the last one signed out. */
export const queue: StepType<{ readonly queue: string; readonly priority: number }> = {
  type: 'queue',
  schema: z.strictObject({ queue: z.string(), priority: z.int().min(0).max(100).default(0) }),
  exits: () => ['no-agents'],
  references: (config) => ({ prompts: [], queues: [config.queue] }),
  listens: false,
  on: (_context, config, input) => {
    if (input.type === 'enter')
      return [{ do: 'answer' }, { do: 'queue', queueId: config.queue, priority: config.priority }];
    return input.type === 'no-agents' ? [{ do: 'exit', exit: 'no-agents' }] : [];
  },
};

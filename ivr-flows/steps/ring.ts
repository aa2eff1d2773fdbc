import { z } from 'zod';
import type { StepType } from '../step.ts';

/** Lets the line ring for a while, then answers it. */
export const ring: StepType<{ readonly seconds: number }> = {
  type: 'ring',
  docs: 'Lets the line ring for a while, then answers it.',
  example: `
ring:
  type: ring
  seconds: 1
  exits: { done: next }
`,
  pace: 'waits',
  schema: z.strictObject({ seconds: z.number().min(0).max(30).default(1) }),
  exits: () => ['done'],
  references: () => ({ prompts: [], queues: [] }),
  listens: false,
  on: (context, config, input) => {
    if (input.type === 'enter')
      return [{ do: 'ring' }, { do: 'remember', data: null, wakeAt: context.now + config.seconds * 1000 }];
    return input.type === 'wake' ? [{ do: 'answer' }, { do: 'exit', exit: 'done' }] : [];
  },
};

import { z } from 'zod';
import { promptsOf, type StepType } from '../step.ts';

/** Says good-bye, if anything is to be said, and ends the call. */
export const hangUp: StepType<{ readonly prompts: readonly string[] }> = {
  type: 'hang-up',
  docs: 'Says good-bye, if anything is to be said, and ends the call.',
  example: `
goodbye:
  type: hang-up
  prompts: [goodbye]
`,
  pace: 'waits',
  schema: z.strictObject({ prompts: z.array(z.string()).default([]) }),
  exits: () => [],
  references: (config) => ({ prompts: config.prompts, queues: [] }),
  listens: false,
  on: (_context, config, input) => {
    if (input.type === 'enter' && config.prompts.length > 0)
      return [{ do: 'answer' }, { do: 'play', prompts: promptsOf(config.prompts) }];
    return input.type === 'digit' ? [] : [{ do: 'hang-up' }];
  },
};

import { z } from 'zod';
import { promptsOf, type StepType } from '../step.ts';

/** Says something and goes on. A key cuts it short and is kept for the next step that listens. */
export const announce: StepType<{ readonly prompts: readonly string[] }> = {
  type: 'announce',
  docs: 'Says something and goes on; a key cuts it short, and is kept for the next question.',
  example: `
welcome:
  type: announce
  prompts: [welcome]
  exits: { done: next }
`,
  pace: 'waits',
  schema: z.strictObject({ prompts: z.array(z.string()).min(1) }),
  exits: () => ['done'],
  references: (config) => ({ prompts: config.prompts, queues: [] }),
  listens: false,
  cutByKeys: true,
  on: (context, config, input) => {
    if (input.type === 'enter' && context.ahead === 0)
      return [{ do: 'answer' }, { do: 'play', prompts: promptsOf(config.prompts) }];
    return [{ do: 'answer' }, { do: 'exit', exit: 'done' }];
  },
};

import { z } from 'zod';
import type { StepType } from '../step.ts';

const schema = z.strictObject({
  /** The way out of the step that went into this flow. */
  exit: z.string().min(1).default('done'),
});

/** Back to the flow that went into this one; where none did, the call ends. */
export const returnStep: StepType<z.infer<typeof schema>> = {
  type: 'return',
  docs: 'Goes back to the flow that went into this one, by a way out of its step; where none did, the call ends.',
  example: `
return:
  type: return
  exit: done
`,
  pace: 'at-once',
  schema,
  exits: () => [],
  references: () => ({ prompts: [], queues: [] }),
  returns: ({ exit }) => exit,
  listens: false,
  on: (_context, { exit }, input) => (input.type === 'enter' ? [{ do: 'return', exit }] : []),
};

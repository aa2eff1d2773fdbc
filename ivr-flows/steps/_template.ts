import { z } from 'zod';
import type { StepType } from '../step.ts';

/** Copy this file, name the step type, and add one line to index.ts. Here: goes on at once. */
export const template: StepType<Record<string, never>> = {
  type: 'template',
  docs: 'Goes on at once.',
  example: `
template:
  type: template
  exits: { done: next }
`,
  pace: 'at-once',
  schema: z.strictObject({}),
  exits: () => ['done'],
  references: () => ({ prompts: [], queues: [] }),
  listens: false,
  on: (_context, _config, input) => (input.type === 'enter' ? [{ do: 'exit', exit: 'done' }] : []),
};

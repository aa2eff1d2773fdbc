import { z } from 'zod';
import type { FlowContext } from '../../services/core/flow.ts';
import type { StepType } from '../step.ts';

const schema = z.strictObject({
  /** Way out → its weight beside the others. */
  variants: z
    .record(z.string().min(1), z.number().min(0).max(1_000_000))
    .refine((variants) => Object.values(variants).some((weight) => weight > 0), 'at least one weight must be above 0'),
  /** Whether a caller's number goes the same way each time, as long as the weights are the same. */
  sticky: z.boolean().default(false),
});

/** Sends a share of the callers each way: to find out which is better. */
export const experiment: StepType<z.infer<typeof schema>> = {
  type: 'experiment',
  docs: 'Sends a share of the callers each way, by weight; `sticky`: each number the same way every time.',
  example: `
experiment:
  type: experiment
  variants: { short: 50, long: 50 }
  sticky: true
  exits: { short: next, long: next }
`,
  pace: 'at-once',
  schema,
  exits: ({ variants }) => Object.keys(variants),
  references: () => ({ prompts: [], queues: [] }),
  listens: false,
  on: (context, { variants, sticky }, input) => {
    if (input.type !== 'enter') return [];
    const weights = Object.entries(variants);
    const dice = sticky && context.callerNumber !== '' ? shareOf(context) : context.random();
    let left = dice * weights.reduce((sum, [, weight]) => sum + weight, 0);
    const chosen = weights.find(([, weight]) => {
      left -= weight;
      return left < 0;
    });
    return [{ do: 'exit', exit: chosen?.[0] ?? weights.find(([, weight]) => weight > 0)?.[0] ?? '' }];
  },
};

/** A number in [0, 1) that a caller's number always has in this step: FNV-1a, mixed once more so that neighbours part. */
function shareOf({ callerNumber, flow, step }: FlowContext): number {
  let hash = 0x811c9dc5;
  for (const char of `${flow}/${step}/${callerNumber}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

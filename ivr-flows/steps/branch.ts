import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type Condition, conditionSchema, holds, listsIn, queuesIn, readsIn } from './condition.ts';

const schema = z.strictObject({
  /** The first that holds is taken; none: `otherwise`. */
  cases: z
    .array(z.strictObject({ exit: z.string().min(1), when: conditionSchema }))
    .min(1)
    .max(50),
});
type Config = { readonly cases: readonly { readonly exit: string; readonly when: Condition }[] };

/** Goes by what is known of the call: caller, number dialled, lists, variables, time, how a queue stands. */
export const branch: StepType<Config> = {
  type: 'branch',
  docs: 'Goes by caller, number dialled, lists, variables, time, or how a queue stands.',
  example: `
branch:
  type: branch
  cases:
    - { exit: abroad, when: { variable: caller.number, matches: "00.*" } }
    - { exit: evening, when: { variable: time, atLeast: "18:00" } }
    - { exit: crowded, when: { any: [{ queue: general, figure: waiting, above: 10 }, { queue: general, figure: wait, above: 600 }] } }
  exits: { abroad: next, evening: next, crowded: next, otherwise: next }
`,
  pace: 'at-once',
  schema,
  exits: ({ cases }) => [...new Set(cases.map(({ exit }) => exit)), 'otherwise'],
  references: ({ cases }) => ({
    prompts: [],
    queues: cases.flatMap(({ when }) => queuesIn(when)),
    lists: cases.flatMap(({ when }) => listsIn(when)),
  }),
  variables: ({ cases }) => ({ reads: cases.flatMap(({ when }) => readsIn(when)), sets: [], aloud: [] }),
  listens: false,
  on: (context, { cases }, input) => {
    if (input.type !== 'enter') return [];
    return [{ do: 'exit', exit: cases.find(({ when }) => holds(context, when))?.exit ?? 'otherwise' }];
  },
};

import { z } from 'zod';
import type { StepType } from '../step.ts';
import { readsOf, valueSchema, variableSchema, worth } from './values.ts';

const schema = z.strictObject({
  /** Variable → what it holds from now on; `{{name}}` is another one's value. */
  values: z.record(variableSchema, valueSchema),
});

/** Sets variables, and goes on at once. */
export const set: StepType<z.infer<typeof schema>> = {
  type: 'set',
  docs: 'Sets variables, to fixed values or to those of others.',
  example: `
set:
  type: set
  values: { topic: invoices, from: "{{caller.number}}" }
  exits: { done: next }
`,
  pace: 'at-once',
  schema,
  exits: () => ['done'],
  references: () => ({ prompts: [], queues: [] }),
  variables: ({ values }) => ({
    reads: Object.values(values).flatMap((one) => (typeof one === 'string' ? readsOf(one) : [])),
    sets: Object.keys(values).map((name) => ({ name })),
    aloud: [],
  }),
  listens: false,
  on: (context, config, input) => {
    if (input.type !== 'enter') return [];
    const read = Object.entries(config.values).map(([name, written]) => [name, worth(context, written)] as const);
    return [
      {
        do: 'set',
        values: Object.fromEntries(read.map(([name, { value }]) => [name, value])),
        secret: read.filter(([, { secret }]) => secret).map(([name]) => name),
      },
      { do: 'exit', exit: 'done' },
    ];
  },
};

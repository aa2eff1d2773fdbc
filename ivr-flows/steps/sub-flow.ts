import { z } from 'zod';
import type { StepType } from '../step.ts';
import { readsOf, valueSchema, variableSchema, worth } from './values.ts';

const schema = z.strictObject({
  flow: z.string(),
  /** Variable of that flow → its value there. */
  with: z.record(variableSchema, valueSchema).default({}),
  /** Variable of this flow → variable of that one, when it returns. */
  get: z.record(variableSchema, variableSchema).default({}),
});

/** Goes into another flow, which has variables of its own, and on by the way out by which that returns. */
export const subFlow: StepType<z.infer<typeof schema>> = {
  type: 'sub-flow',
  docs: "Goes into another flow, and on by the way out of that flow's `return` step; at most 8 flows deep.",
  example: `
sub-flow:
  type: sub-flow
  flow: consulta-de-expediente
  with: {}
  get: { order: expediente }
  exits: { done: next, person: next }
`,
  pace: 'at-once',
  schema,
  exits: () => [],
  references: ({ flow }) => ({ prompts: [], queues: [], flows: [flow] }),
  variables: (config) => ({
    reads: Object.values(config.with).flatMap((one) => (typeof one === 'string' ? readsOf(one) : [])),
    sets: Object.keys(config.get).map((name) => ({ name })),
    aloud: [],
  }),
  goesInto: ({ flow }) => flow,
  listens: false,
  on: (context, config, input) => {
    if (input.type === 'enter') {
      const given = Object.entries(config.with).map(([name, written]) => [name, worth(context, written)] as const);
      return [
        {
          do: 'sub-flow',
          flow: config.flow,
          values: Object.fromEntries(given.map(([name, { value }]) => [name, value])),
          secret: given.filter(([, { secret }]) => secret).map(([name]) => name),
        },
      ];
    }
    if (input.type !== 'returned') return [];
    const got = Object.entries(config.get).map(([name, theirs]) => [name, input.variable(theirs)] as const);
    return [
      {
        do: 'set',
        values: Object.fromEntries(got.map(([name, { value }]) => [name, value])),
        secret: got.filter(([, { secret }]) => secret).map(([name]) => name),
      },
      { do: 'exit', exit: input.exit },
    ];
  },
};

import { z } from 'zod';
import { indexOf } from '../../services/core/site-index.ts';
import type { StepType } from '../step.ts';
import { namesIn, variableSchema, worth } from './values.ts';

const schema = z.strictObject({
  /** A table of the site. */
  table: z.string(),
  /** What is looked up, such as `{{order}}`. */
  key: z.string().min(1).max(500),
  /** Variable → column of the row that is found. */
  get: z.record(variableSchema, z.string().min(1)).default({}),
});

/** Looks something up in a table of the site. Without a row, the variables are unset. */
export const lookUp: StepType<z.infer<typeof schema>> = {
  type: 'look-up',
  docs: 'Looks a key up in a table of the site, and puts columns of its row into variables.',
  example: `
look-up:
  type: look-up
  table: expedientes
  key: "{{order}}"
  get: { state: estado }
  exits: { found: next, missing: next }
`,
  pace: 'at-once',
  schema,
  exits: () => ['found', 'missing'],
  references: ({ table, get }) => ({
    prompts: [],
    queues: [],
    tables: [{ table, columns: [...new Set(Object.values(get))] }],
  }),
  variables: ({ key, get }) => ({
    reads: namesIn(key).map((name) => ({ name })),
    sets: Object.keys(get).map((name) => ({ name })),
    aloud: [],
  }),
  listens: false,
  on: (context, { table, key, get }, input) => {
    if (input.type !== 'enter') return [];
    const row = indexOf(context.site)
      .tables.get(table)
      ?.get(String(worth(context, key).value ?? '').trim());
    const values = Object.fromEntries(Object.entries(get).map(([name, column]) => [name, row?.[column]]));
    return [
      { do: 'set', values },
      { do: 'exit', exit: row ? 'found' : 'missing' },
    ];
  },
};

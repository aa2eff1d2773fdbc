import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

/** A menu by keys: each key is a way out of its name, besides `silence` and `wrong`. */
export const menu: StepType<AskSettings & { readonly keys: Readonly<Record<string, string>> }> = {
  type: 'menu',
  schema: z.strictObject({
    ...askSettings,
    /** Key → name of the way out. */
    keys: z.record(keySchema, z.string().min(1)),
  }),
  exits: (config) => [...new Set(Object.values(config.keys)), 'silence', 'wrong'],
  callerExits: (config) => [...Object.values(config.keys), 'wrong'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  on: (context, config, input) =>
    ask(
      context,
      config,
      input,
      (digit) => {
        const exit = config.keys[digit];
        return exit ? [{ do: 'exit', exit }] : null;
      },
      (how) => [{ do: 'exit', exit: how }],
    ),
};

import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

/** A menu by keys: each key is a way out of its name, besides `silence` and `wrong`. */
export const menu: StepType<AskSettings & { readonly keys: Readonly<Record<string, string>> }> = {
  type: 'menu',
  docs: 'Asks for a key; each leads out by the name that it has.',
  example: `
menu:
  type: menu
  prompts: [menu-incidents, menu-requests, menu-person]
  wrongPrompt: wrong-key
  keys: { "1": incidents, "2": requests, "0": person }
  exits: { incidents: next, requests: next, person: next, silence: next, wrong: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['silence'],
  schema: z.strictObject({
    ...askSettings,
    /** Key → name of the way out. */
    keys: z.record(keySchema, z.string().min(1)),
  }),
  exits: (config) => [...new Set(Object.values(config.keys)), 'silence', 'wrong'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  cutByKeys: true,
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

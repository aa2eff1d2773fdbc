import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

/** Asks for the language of the call; without an answer the flow's own stays. */
export const language: StepType<AskSettings & { readonly languages: Readonly<Record<string, string>> }> = {
  type: 'language',
  docs: "Asks for the language of the call; without an answer the flow's own stays.",
  example: `
language:
  type: language
  prompts: [language-spanish, "language-english@en"]
  languages: { "1": es, "2": en }
  exits: { done: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['done'],
  schema: z.strictObject({
    ...askSettings,
    /** Key → language. */
    languages: z.record(keySchema, z.string().min(2)),
  }),
  exits: () => ['done'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  cutByKeys: true,
  on: (context, config, input) =>
    ask(
      context,
      config,
      input,
      (digit) => {
        const chosen = config.languages[digit];
        return chosen
          ? [
              { do: 'language', language: chosen },
              { do: 'exit', exit: 'done' },
            ]
          : null;
      },
      () => [{ do: 'exit', exit: 'done' }],
    ),
};

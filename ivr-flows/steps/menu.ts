import { z } from 'zod';
import type { FlowAction, FlowContext } from '../../services/core/flow.ts';
import type { StepType } from '../step.ts';
import { ask, askPrompts, askSettings, keySchema } from './ask.ts';

const schema = z
  .strictObject({
    ...askSettings,
    /** Key → name of the way out. */
    keys: z.record(keySchema, z.string().min(1)),
    /** Key → language → words that mean the same, where a recogniser listens. */
    speech: z.record(keySchema, z.record(z.string().min(2), z.array(z.string().min(1)).min(1))).default({}),
    /** How sure the recogniser must be, from 0 to 1. */
    confidence: z.number().min(0).max(1).default(0.5),
  })
  .refine(({ keys, speech }) => Object.keys(speech).every((key) => Object.hasOwn(keys, key)), {
    message: 'names a key that the menu has not; add it to keys',
    path: ['speech'],
  });
type Config = z.infer<typeof schema>;

/** A menu by keys, and by words where a recogniser listens: each is a way out of its name, besides `silence` and `wrong`. */
export const menu: StepType<Config> = {
  type: 'menu',
  docs: 'Asks for a key, or for a word where a recogniser listens; each leads out by the name that it has.',
  example: `
menu:
  type: menu
  prompts: [menu-incidents, menu-requests, menu-person]
  wrongPrompt: wrong-key
  keys: { "1": incidents, "2": requests, "0": person }
  speech: { "1": { en: [incident, problem] }, "2": { en: [request] }, "0": { en: [person, somebody] } }
  exits: { incidents: next, requests: next, person: next, silence: next, wrong: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['silence'],
  schema,
  exits: (config) => [...new Set(Object.values(config.keys)), 'silence', 'wrong'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  cutByKeys: true,
  on: (context, config, input) => {
    const words = input.type === 'enter' && context.hears ? [...wordsIn(context, config).keys()] : [];
    const listen: readonly FlowAction[] = words.length > 0 ? [{ do: 'listen', words }] : [];
    // A word that was understood is its key; one that was not, a wrong one.
    const key = input.type === 'heard' ? keyOf(context, config, input) : null;
    return [
      ...listen,
      ...ask(
        context,
        config,
        key === null ? input : { type: 'digit', digit: key },
        (digit) => {
          const exit = config.keys[digit];
          return exit ? [{ do: 'exit', exit }] : null;
        },
        (how) => [{ do: 'exit', exit: how }],
      ),
    ];
  },
};

/** Word (lower case) → key, in the call's language. */
function wordsIn({ language }: FlowContext, { speech }: Config): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(speech).flatMap(([key, words]) =>
      (words[language] ?? []).map((word) => [word.toLowerCase(), key] as const),
    ),
  );
}

function keyOf(context: FlowContext, config: Config, heard: { words: string; confidence: number }): string {
  const key = wordsIn(context, config).get(heard.words.trim().toLowerCase());
  return heard.confidence >= config.confidence ? (key ?? '') : '';
}

import { z } from 'zod';
import type { FlowAction } from '../../services/core/flow.ts';
import { promptsOf, type StepType } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

type Config = AskSettings & {
  readonly yes: string;
  readonly no: string;
  readonly version: string;
  readonly introduction: readonly string[];
  readonly limitSeconds: number;
};

type Memory = { readonly stage: 'introducing' | 'recording' };

/**
 * Takes a message. Who has given consent speaks after the introduction; who has not is asked first, and without a yes
 * nothing is taken. `#` or the limit ends it.
 */
export const voicemail: StepType<Config> = {
  type: 'voicemail',
  schema: z.strictObject({
    /** The question to those who have not given consent. */
    ...askSettings,
    yes: keySchema.default('1'),
    no: keySchema.default('2'),
    version: z.string().min(1),
    /** Said before the tone. */
    introduction: z.array(z.string()).min(1),
    limitSeconds: z.int().min(5).max(600).default(120),
  }),
  exits: () => ['done', 'refused'],
  references: (config) => ({ prompts: [...askPrompts(config), ...config.introduction], queues: [] }),
  listens: true,
  on: (context, config, input) => {
    const introduce: readonly FlowAction[] = [
      { do: 'remember', data: { stage: 'introducing' } satisfies Memory, wakeAt: null },
      { do: 'play', prompts: [...promptsOf(config.introduction), { kind: 'tone' }] },
    ];
    const stage = (context.data as Memory | null)?.stage;
    if (stage === 'recording') {
      if (input.type === 'digit' && input.digit === '#')
        return [
          { do: 'voicemail', how: 'key' },
          { do: 'exit', exit: 'done' },
        ];
      return input.type === 'wake'
        ? [
            { do: 'voicemail', how: 'limit' },
            { do: 'exit', exit: 'done' },
          ]
        : [];
    }
    if (stage === 'introducing') {
      if (input.type !== 'prompt-done') return [];
      const wakeAt = context.now + config.limitSeconds * 1000;
      return [
        { do: 'voicemail', how: 'begin' },
        { do: 'remember', data: { stage: 'recording' } satisfies Memory, wakeAt },
      ];
    }
    if (input.type === 'enter' && context.consent === 'given') return introduce;
    const answer = { do: 'consent', wording: config.prompts[0] ?? '', version: config.version } as const;
    const asked = input.type === 'enter' ? [{ ...answer, how: 'asked', digit: null } as const] : [];
    const refused = (digit: string | null) =>
      [{ ...answer, how: 'refused', digit } as const, { do: 'exit', exit: 'refused' } as const] as const;
    return [
      ...asked,
      ...ask(
        context,
        config,
        input,
        (digit) => {
          if (digit === config.yes) return [{ ...answer, how: 'given', digit }, ...introduce];
          return digit === config.no ? refused(digit) : null;
        },
        () => refused(null),
      ),
    ];
  },
};

import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

type Config = AskSettings & {
  readonly yes: string;
  readonly no: string;
  readonly version: string;
};

/** Asks whether the call may be recorded. Only a clear yes is one: silence and wrong keys are a no. */
export const consent: StepType<Config> = {
  type: 'consent',
  schema: z.strictObject({
    ...askSettings,
    yes: keySchema.default('1'),
    no: keySchema.default('2'),
    /** Version of the wording: kept with every answer, so that it is known what was asked. */
    version: z.string().min(1),
  }),
  exits: () => ['given', 'refused'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  on: (context, config, input) => {
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
          if (digit === config.yes)
            return [
              { ...answer, how: 'given', digit },
              { do: 'exit', exit: 'given' },
            ];
          return digit === config.no ? refused(digit) : null;
        },
        () => refused(null),
      ),
    ];
  },
};

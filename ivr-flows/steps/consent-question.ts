import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import { type AskSettings, ask, askSettings, keySchema } from './ask.ts';

/** Settings of a question for consent. */
export const consentSettings = {
  ...askSettings,
  yes: keySchema.default('1'),
  no: keySchema.default('2'),
  /** Version of the wording: kept with every answer, so that it is known what was asked. */
  version: z.string().min(1),
};

export type ConsentSettings = AskSettings & { readonly yes: string; readonly no: string; readonly version: string };

/** Asks for consent. Only a clear yes is one: the no key, silence and wrong keys leave by `refused`. */
export function askConsent(
  context: FlowContext,
  config: ConsentSettings,
  input: FlowInput,
  given: readonly FlowAction[],
): readonly FlowAction[] {
  const answer = { do: 'consent', wording: config.prompts[0] ?? '', version: config.version } as const;
  const asked: readonly FlowAction[] = input.type === 'enter' ? [{ ...answer, how: 'asked', digit: null }] : [];
  const refused = (digit: string | null): readonly FlowAction[] => [
    { ...answer, how: 'refused', digit },
    { do: 'exit', exit: 'refused' },
  ];
  const chosen = (digit: string) => {
    if (digit === config.yes) return [{ ...answer, how: 'given', digit } as const, ...given];
    return digit === config.no ? refused(digit) : null;
  };
  return [...asked, ...ask(context, config, input, chosen, () => refused(null))];
}

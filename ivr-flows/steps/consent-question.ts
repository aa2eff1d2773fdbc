import { z } from 'zod';
import { policyOf } from '../../services/core/consent.ts';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import { promptsOf } from '../step.ts';
import { type AskSettings, ask, askPrompts, askSettings, keySchema } from './ask.ts';

/** Settings of a question for consent. */
export const consentSettings = {
  ...askSettings,
  yes: keySchema.default('1'),
  no: keySchema.default('2'),
  /** Version of the wording: kept with every answer, so that it is known what was asked. */
  version: z.string().min(1),
  /** Said instead of the question where the service announces that it records, and does not ask. */
  announcement: z.array(z.string()).min(1).default(['consent-announce']),
};

export type ConsentSettings = AskSettings & {
  readonly yes: string;
  readonly no: string;
  readonly version: string;
  readonly announcement: readonly string[];
};

/** All language keys that a question for consent may say. */
export const consentPrompts = (config: ConsentSettings): readonly string[] => [
  ...askPrompts(config),
  ...config.announcement,
];

/** What is remembered while it is announced; a question has the memory of `ask`. */
type Announcing = { readonly announcing: true };

/**
 * Asks for consent. Only a clear yes is one: the no key, silence and wrong keys leave by `refused`. A service that
 * announces tells that it records; one that never records asks nothing. Whoever changes that while a caller is here
 * changes it for this caller too: the other manner then begins anew, and no key or prompt of the first one counts in it.
 */
export function askConsent(
  context: FlowContext,
  config: ConsentSettings,
  input: FlowInput,
  given: readonly FlowAction[],
): readonly FlowAction[] {
  const { policy, basis } = policyOf(context.site, context.serviceId);
  const announcing = (context.data as Partial<Announcing> | null)?.announcing === true;
  if (policy === 'never') return [{ do: 'exit', exit: 'refused' }];
  if (policy === 'announce') return announce(context, config, announcing ? input : { type: 'enter' }, basis, given);
  const { version } = config;
  const said = promptsOf(config.prompts);
  const answer = { do: 'consent', wording: config.prompts[0] ?? '', version, said } as const;
  const begins = input.type === 'enter' || announcing;
  const refused = (digit: string | null): readonly FlowAction[] => [
    { ...answer, how: 'refused', digit },
    { do: 'exit', exit: 'refused' },
  ];
  const chosen = (digit: string) => {
    if (digit === config.yes) return [{ ...answer, how: 'given', digit } as const, ...given];
    return digit === config.no ? refused(digit) : null;
  };
  const question = (now: FlowContext, told: FlowInput) => ask(now, config, told, chosen, () => refused(null));
  if (!begins) return question(context, input);
  const forget: readonly FlowAction[] = announcing ? [{ do: 'remember', data: null, wakeAt: null }] : [];
  return [
    { ...answer, how: 'asked', digit: null },
    ...forget,
    ...question({ ...context, data: null }, { type: 'enter' }),
  ];
}

/** It is heard to its end: a key that cuts it short, or was typed ahead, is no more than a key. An objection stays one. */
function announce(
  context: FlowContext,
  config: ConsentSettings,
  input: FlowInput,
  basis: string,
  given: readonly FlowAction[],
): readonly FlowAction[] {
  if (context.consent === 'refused' || context.consent === 'withdrawn') return [{ do: 'exit', exit: 'refused' }];
  const told = promptsOf(config.announcement);
  const said: FlowAction = { do: 'play', prompts: told };
  switch (input.type) {
    case 'enter':
      return [
        { do: 'answer' },
        { do: 'remember', data: { announcing: true } satisfies Announcing, wakeAt: null },
        said,
      ];
    case 'digit':
      return context.playing ? [] : [said];
    case 'prompt-done': {
      const { version } = config;
      const wording = config.announcement[0] ?? '';
      return [{ do: 'consent', how: 'announced', wording, version, digit: null, basis, said: told }, ...given];
    }
    default:
      return [];
  }
}

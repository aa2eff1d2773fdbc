import { z } from 'zod';
import { policyOf } from '../../services/core/consent.ts';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import { promptsOf } from '../step.ts';
import { askConsent, type ConsentSettings, consentPrompts, consentSettings } from './consent-question.ts';

/** Settings of a step that takes a spoken message; besides them, `limitSeconds`. */
export const messageSettings = {
  /** The question to those who have not given consent. */
  ...consentSettings,
  /** Said before the tone. */
  introduction: z.array(z.string()).min(1),
};

export type MessageSettings = ConsentSettings & {
  readonly introduction: readonly string[];
  readonly limitSeconds: number;
};

type Memory = { readonly stage: 'introducing' | 'recording' };

/** All language keys that such a step may say. */
export const messagePrompts = (config: MessageSettings): readonly string[] => [
  ...consentPrompts(config),
  ...config.introduction,
];

/**
 * Takes a message after the introduction and a tone; `#` or the limit ends it. Who has not given consent is asked first,
 * and without a yes nothing is taken; nor where nothing is recorded any more.
 * @param into what the message is: a voicemail, or a part of the call's recording.
 */
export function takeMessage(
  into: 'voicemail' | 'message',
  context: FlowContext,
  config: MessageSettings,
  input: FlowInput,
): readonly FlowAction[] {
  const introduce: readonly FlowAction[] = [
    { do: 'answer' },
    { do: 'remember', data: { stage: 'introducing' } satisfies Memory, wakeAt: null },
    { do: 'play', prompts: [...promptsOf(config.introduction), { kind: 'tone' }] },
  ];
  const end = (how: 'key' | 'limit'): readonly FlowAction[] => [
    { do: into, how },
    { do: 'exit', exit: 'done' },
  ];
  switch ((context.data as Memory | null)?.stage) {
    case 'recording':
      if (input.type === 'digit' && input.digit === '#') return end('key');
      return input.type === 'wake' ? end('limit') : [];
    case 'introducing': {
      if (input.type !== 'prompt-done') return [];
      const wakeAt = context.now + config.limitSeconds * 1000;
      return [
        { do: into, how: 'begin' },
        { do: 'remember', data: { stage: 'recording' } satisfies Memory, wakeAt },
      ];
    }
    default: {
      const may = context.consent === 'given' && policyOf(context.site, context.serviceId).policy !== 'never';
      return input.type === 'enter' && may ? introduce : askConsent(context, config, input, introduce);
    }
  }
}

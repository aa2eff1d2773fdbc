import { z } from 'zod';
import type { FlowAction } from '../../services/core/flow.ts';
import { promptsOf, type StepType } from '../step.ts';
import { askConsent, type ConsentSettings, consentPrompts, consentSettings } from './consent-question.ts';

type Config = ConsentSettings & { readonly introduction: readonly string[]; readonly limitSeconds: number };
type Memory = { readonly stage: 'introducing' | 'recording' };

/**
 * Takes a message into the call's recording, and goes on. Who has not given consent is asked first, and without a yes
 * nothing is taken; the consent holds for the rest of the call, as one given anywhere else.
 */
export const record: StepType<Config> = {
  type: 'record',
  docs: "Takes a spoken message into the call's recording, with consent, and goes on; `#` or the limit ends it.",
  example: `
record:
  type: record
  introduction: [voicemail-introduction]
  prompts: [voicemail-consent]
  wrongPrompt: wrong-key
  version: "2026-11"
  limitSeconds: 60
  exits: { done: next, refused: next }
`,
  pace: 'waits',
  schema: z.strictObject({
    ...consentSettings,
    /** Said before the tone. */
    introduction: z.array(z.string()).min(1),
    limitSeconds: z.int().min(2).max(600).default(60),
  }),
  exits: () => ['done', 'refused'],
  references: (config) => ({ prompts: [...consentPrompts(config), ...config.introduction], queues: [] }),
  listens: true,
  on: (context, config, input) => {
    const introduce: readonly FlowAction[] = [
      { do: 'answer' },
      { do: 'remember', data: { stage: 'introducing' } satisfies Memory, wakeAt: null },
      { do: 'play', prompts: [...promptsOf(config.introduction), { kind: 'tone' }] },
    ];
    switch ((context.data as Memory | null)?.stage) {
      case 'recording':
        if (input.type === 'digit' && input.digit === '#') return end('key');
        return input.type === 'wake' ? end('limit') : [];
      case 'introducing': {
        if (input.type !== 'prompt-done') return [];
        const wakeAt = context.now + config.limitSeconds * 1000;
        return [
          { do: 'message', how: 'begin' },
          { do: 'remember', data: { stage: 'recording' } satisfies Memory, wakeAt },
        ];
      }
      default:
        if (input.type === 'enter' && context.consent === 'given') return introduce;
        return askConsent(context, config, input, introduce);
    }
  },
};

const end = (how: 'key' | 'limit'): readonly FlowAction[] => [
  { do: 'message', how },
  { do: 'exit', exit: 'done' },
];

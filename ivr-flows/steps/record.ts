import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type MessageSettings, messagePrompts, messageSettings, takeMessage } from './take-message.ts';

/**
 * Takes a message into the call's recording, and goes on. Who has not given consent is asked first, and without a yes
 * nothing is taken; the consent holds for the rest of the call, as one given anywhere else.
 */
export const record: StepType<MessageSettings> = {
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
    ...messageSettings,
    limitSeconds: z.int().min(2).max(600).default(60),
  }),
  exits: () => ['done', 'refused'],
  references: (config) => ({ prompts: messagePrompts(config), queues: [] }),
  listens: true,
  on: (context, config, input) => takeMessage('message', context, config, input),
};

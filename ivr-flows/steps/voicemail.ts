import { z } from 'zod';
import type { StepType } from '../step.ts';
import { type MessageSettings, messagePrompts, messageSettings, takeMessage } from './take-message.ts';

/**
 * Takes a message. Who has given consent speaks after the introduction; who has not is asked first, and without a yes
 * nothing is taken. `#` or the limit ends it.
 */
export const voicemail: StepType<MessageSettings> = {
  type: 'voicemail',
  docs: 'Takes a message, for which it asks consent of those who have given none.',
  example: `
voicemail:
  type: voicemail
  introduction: [voicemail-introduction]
  prompts: [voicemail-consent]
  wrongPrompt: wrong-key
  version: "2026-11"
  exits: { done: next, refused: next }
`,
  pace: 'waits',
  schema: z.strictObject({
    ...messageSettings,
    limitSeconds: z.int().min(5).max(600).default(120),
  }),
  exits: () => ['done', 'refused'],
  references: (config) => ({ prompts: messagePrompts(config), queues: [] }),
  listens: true,
  on: (context, config, input) => takeMessage('voicemail', context, config, input),
};

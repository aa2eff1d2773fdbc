import { z } from 'zod';
import type { StepType } from '../step.ts';
import { askConsent, type ConsentSettings, consentPrompts, consentSettings } from './consent-question.ts';

/** Asks whether the call may be recorded. */
export const consent: StepType<ConsentSettings> = {
  type: 'consent',
  docs: 'Asks whether the call may be recorded; silence is a no.',
  example: `
consent:
  type: consent
  prompts: [consent-ask]
  wrongPrompt: wrong-key
  version: "2026-11"
  exits: { given: next, refused: next }
`,
  pace: 'asks',
  exitsUnasked: () => ['refused'],
  schema: z.strictObject(consentSettings),
  exits: () => ['given', 'refused'],
  references: (config) => ({ prompts: consentPrompts(config), queues: [] }),
  listens: true,
  cutByKeys: true,
  on: (context, config, input) => askConsent(context, config, input, [{ do: 'exit', exit: 'given' }]),
};

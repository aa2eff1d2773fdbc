import { z } from 'zod';
import type { StepType } from '../step.ts';
import { askPrompts } from './ask.ts';
import { askConsent, type ConsentSettings, consentSettings } from './consent-question.ts';

/** Asks whether the call may be recorded. */
export const consent: StepType<ConsentSettings> = {
  type: 'consent',
  schema: z.strictObject(consentSettings),
  exits: () => ['given', 'refused'],
  callerExits: () => ['given'],
  references: (config) => ({ prompts: askPrompts(config), queues: [] }),
  listens: true,
  on: (context, config, input) => askConsent(context, config, input, [{ do: 'exit', exit: 'given' }]),
};

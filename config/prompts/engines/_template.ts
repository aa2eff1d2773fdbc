import { z } from 'zod';
import type { SpeechEngine } from './engine.ts';

const schema = z.strictObject({
  engine: z.literal('name-of-the-engine'),
  /** Settings of a voice. */
  voice: z.string().min(1),
});

/** Copy this file, name the engine, and add one line to engines/index.ts. */
export const template: SpeechEngine<z.infer<typeof schema>> = {
  name: 'name-of-the-engine',
  schema,
  // Sound is kept by text, voice and this: another answer means that everything is spoken anew.
  version: async () => '1',
  speak: async ({ text, file }) => {
    throw new Error(`Write the sound of "${text}" into ${file}.`);
  },
};

import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { runtimeProgram } from '../../runtime.ts';
import type { SpeechEngine } from './engine.ts';
import { programVersion, runSpeech } from './program-engine.ts';

const schema = z.strictObject({
  engine: z.literal('flite'),
  /** `slt` is a woman of the United States, `rms` and `kal16` are men, `awb` is a Scot. */
  voice: z.enum(['slt', 'rms', 'awb', 'kal16', 'kal']).default('slt'),
});

/** English only, a person's voice cut to pieces: softer than espeak-ng. `npm run setup -- voices` fetches it. */
export const flite: SpeechEngine<z.infer<typeof schema>> = {
  name: 'flite',
  schema,
  version: () => programVersion('flite', '--version', /flite-\S+/),
  speak: async ({ text, file }, { voice }) => {
    // It takes texts from a file, never from its input.
    writeFileSync(`${file}.txt`, text);
    await runSpeech(runtimeProgram('flite'), ['-voice', voice, '-f', `${file}.txt`, '-o', file], '', 'flite');
  },
};

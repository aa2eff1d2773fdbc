import { z } from 'zod';
import { runtimeProgram } from '../../runtime.ts';
import type { SpeechEngine } from './engine.ts';
import { programVersion, runSpeech } from './program-engine.ts';

const schema = z.strictObject({
  engine: z.literal('espeak-ng'),
  /** As `espeak-ng --voices` lists them, a variant after a plus: `es`, `en-us+f3`. */
  voice: z.string().regex(/^[\w-]+(\+[\w-]+)?$/, 'is no name of a voice'),
  /** Words a minute. */
  speed: z.int().min(80).max(400).default(150),
  /** 0 is low, 99 high. */
  pitch: z.int().min(0).max(99).default(50),
});

/** Robotic and clear; every language, out of the box. */
export const espeakNg: SpeechEngine<z.infer<typeof schema>> = {
  name: 'espeak-ng',
  schema,
  version: () => programVersion('espeak-ng', '--version', /speech: \S+/),
  speak: async ({ text, file }, { voice, speed, pitch }) => {
    const args = ['-v', voice, '-s', String(speed), '-p', String(pitch), '-w', file, '--stdin'];
    await runSpeech(runtimeProgram('espeak-ng'), args, text, 'espeak-ng');
  },
};

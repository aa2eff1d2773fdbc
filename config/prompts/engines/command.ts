import { z } from 'zod';
import type { SpeechEngine } from './engine.ts';
import { runSpeech } from './program-engine.ts';

const schema = z.strictObject({
  engine: z.literal('command'),
  /**
   * Program and arguments; no shell reads them. `{file}` becomes the path of the sound file to write, `{language}` the
   * language; the text comes by standard input, or where `{text}` stands.
   */
  command: z
    .array(z.string().min(1))
    .min(1)
    .refine((words) => words.some((word) => word.includes('{file}')), 'name the file to write as {file}'),
  /** Write another one when the voice behind the program has changed: everything is spoken anew. */
  version: z.string().default('1'),
});

/** Any program of this machine that writes a sound file: Piper, pico2wave, Festival's text2wave. */
export const command: SpeechEngine<z.infer<typeof schema>> = {
  name: 'command',
  schema,
  version: async ({ version }) => version,
  speak: async ({ text, language, file }, { command: [program = '', ...args] }) => {
    const filled = args.map((word) =>
      word.replaceAll(/\{(file|language|text)\}/g, (_, name: string) => ({ file, language, text })[name] ?? ''),
    );
    await runSpeech({ command: program, args: [], env: {} }, filled, text, program);
  },
};

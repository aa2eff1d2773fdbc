import type { z } from 'zod';

/** What an engine is told: the text in a language, and where the sound belongs. */
export interface Utterance {
  readonly text: string;
  readonly language: string;
  /** Path of the sound file to write, in any format that ffmpeg reads. */
  readonly file: string;
}

/** *Speech engine*: makes text into sound. One file each, one line in engines/index.ts. */
export interface SpeechEngine<Config> {
  readonly name: string;
  /** A voice's settings, `engine` with this name among them. */
  readonly schema: z.ZodType<Config>;
  /** What the sound depends on besides text and settings, such as the program's release. @throws where it cannot be used. */
  readonly version: (config: Config) => Promise<string>;
  /** @throws an error whose message says why. */
  readonly speak: (utterance: Utterance, config: Config) => Promise<void>;
}

/** An engine as the registry holds it: its settings are checked where they come in. */
export interface BoundEngine {
  readonly name: string;
  readonly read: (voice: unknown) => z.ZodSafeParseResult<unknown>;
  readonly version: (voice: unknown) => Promise<string>;
  readonly speak: (utterance: Utterance, voice: unknown) => Promise<void>;
}

export function bind<Config>(engine: SpeechEngine<Config>): BoundEngine {
  return {
    name: engine.name,
    read: (voice) => engine.schema.safeParse(voice),
    version: (voice) => engine.version(engine.schema.parse(voice)),
    speak: (utterance, voice) => engine.speak(utterance, engine.schema.parse(voice)),
  };
}

import { z } from 'zod';
import { CentralitaError } from '../../../services/core/errors.ts';
import { closestWord } from '../../closest-word.ts';
import { command } from './command.ts';
import { type BoundEngine, bind } from './engine.ts';
import { espeakNg } from './espeak-ng.ts';
import { flite } from './flite.ts';
import { http } from './http.ts';

/** The registry of speech engines: one line an engine. */
const engines: readonly BoundEngine[] = [bind(espeakNg), bind(flite), bind(command), bind(http)];

/** A voice of the settings: its engine, and what that engine wants to know. */
export type Voice = { readonly engine: string } & Readonly<Record<string, unknown>>;

/** Checks a voice with the schema of its engine. */
export const voiceSchema = z.looseObject({ engine: z.string() }).transform((written, context): Voice => {
  const engine = engines.find(({ name }) => name === written.engine);
  if (!engine) {
    const names = engines.map(({ name }) => name);
    const guess = closestWord(written.engine, names);
    const message = `there is no speech engine "${written.engine}"; ${guess ? `did you mean "${guess}"?` : `name one of: ${names.join(', ')}`}`;
    context.issues.push({ code: 'custom', message, path: ['engine'], input: written });
    return z.NEVER;
  }
  const read = engine.read(written);
  if (read.success) return { ...(read.data as Voice) };
  for (const { path, message } of read.error.issues)
    context.issues.push({ code: 'custom', message, path: [...path], input: written });
  return z.NEVER;
});

/** The engine of a voice. @throws CentralitaError `engine-unknown`. */
export function engineOf(voice: Voice): BoundEngine {
  const engine = engines.find(({ name }) => name === voice.engine);
  if (engine) return engine;
  throw new CentralitaError('engine-unknown', `There is no speech engine "${voice.engine}"; correct prompts.voices.`);
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const placedSchema = z.object({
  source: z.string(),
  how: z.enum(['spoken', 'recorded']),
  ms: z.number(),
  loudness: z.number(),
  peak: z.number(),
});

/** A prompt as it is in place: what it was made of, its length in ms, its loudness in LUFS and true peak in dB. */
export type Placed = Readonly<z.infer<typeof placedSchema>>;

export function manifestPath(sounds: string): string {
  return join(sounds, 'prompts.json');
}

/** What is in place, by `<language>/<key>`. */
export function readManifest(sounds: string): Readonly<Record<string, Placed>> {
  const path = manifestPath(sounds);
  if (!existsSync(path)) return {};
  try {
    return z.record(z.string(), placedSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A damaged list, or one of an earlier release, only means that everything is placed again.
    return {};
  }
}

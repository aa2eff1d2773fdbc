import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encoded } from '../../config/demo-site/telephones/tone.ts';
import type { Voice } from '../../config/prompts/engines/index.ts';
import { speak } from '../../config/prompts/synthesis.ts';

const HEADER = 44;

/** A word or more as a voice says it: 16 bit, 8 kHz, one channel. */
export async function spokenSound(text: string, voice: Voice = { engine: 'flite', voice: 'slt' }): Promise<Buffer> {
  const cache = mkdtempSync(join(tmpdir(), 'centralita-spoken-'));
  try {
    return readFileSync((await speak(text, 'en', voice, cache)).wav).subarray(HEADER);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** The same as a telephone sends it: A-law. */
export async function spokenAlaw(text: string): Promise<Uint8Array> {
  const sound = await spokenSound(text);
  return encoded(Int16Array.from({ length: sound.length / 2 }, (_, n) => sound.readInt16LE(n * 2)));
}

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { decodeSound, RATES, type Rate } from './decode.ts';
import { engineOf, type Voice } from './engines/index.ts';
import { normalise } from './sound/normalise.ts';
import { wavOf } from './sound/wav.ts';

/** Raise it when the sound of the same text changes. */
const SOUND_VERSION = 3;

/** What is spoken where the settings say nothing: espeak-ng, which knows every language. */
const USUAL: Readonly<Record<string, Voice>> = {
  es: { engine: 'espeak-ng', voice: 'es', speed: 150 },
  en: { engine: 'espeak-ng', voice: 'en-us', speed: 155 },
};

/** Who speaks a language. */
export function voiceOf(language: string, voices: Readonly<Record<string, Voice>>): Voice {
  return voices[language] ?? USUAL[language] ?? { engine: 'espeak-ng', voice: language, speed: 150 };
}

/** The same sound at both telephone rates, as Asterisk names them, and what was measured of it. */
export interface PromptSound extends Readonly<Record<Rate, string>> {
  readonly measured: SoundMeasure;
}

/** Length in ms; loudness in LUFS and true peak in dB, both of the 16 kHz file. */
export interface SoundMeasure {
  readonly ms: number;
  readonly loudness: number;
  readonly peak: number;
}

/** A text as sound, from the cache or spoken now. @throws CentralitaError `prompt-not-made`. */
export async function speak(text: string, language: string, voice: Voice, cache: string): Promise<PromptSound> {
  const engine = engineOf(voice);
  try {
    const what = JSON.stringify([SOUND_VERSION, voice, await engine.version(voice), language, text]);
    return await cached(cache, what, async (folder) => {
      const file = join(folder, 'speech.wav');
      await engine.speak({ text, language, file }, voice);
      return file;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CentralitaError('prompt-not-made', `The prompt "${text}" could not be spoken. ${reason}`, {
      cause: error,
    });
  }
}

/** A recorded file as sound for the telephone, from the cache or converted now. @throws CentralitaError `prompt-not-made`. */
export async function fromRecording(path: string, cache: string): Promise<PromptSound> {
  const content = createHash('sha256').update(readFileSync(path)).digest('hex');
  return cached(cache, JSON.stringify([SOUND_VERSION, content]), async () => path);
}

async function cached(cache: string, what: string, make: (folder: string) => Promise<string>): Promise<PromptSound> {
  const name = createHash('sha256').update(what).digest('hex').slice(0, 32);
  const paths = { wav: join(cache, `${name}.wav`), wav16: join(cache, `${name}.wav16`) };
  const note = join(cache, `${name}.json`);
  // The note is the last to be written.
  if (existsSync(note)) return { ...paths, measured: JSON.parse(readFileSync(note, 'utf8')) as SoundMeasure };
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'work-'));
  try {
    const made = await soundOf(await make(folder));
    for (const rate of ['wav', 'wav16'] as const) place(paths[rate], made[rate]);
    place(note, JSON.stringify(made.measured));
    return { ...paths, measured: made.measured };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function place(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${randomUUID()}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

/** Any sound file at the loudness of prompts, both rates. @throws CentralitaError `prompt-not-made`. */
async function soundOf(path: string) {
  const decoded = await decodeSound(path, [RATES.wav, RATES.wav16]);
  if ('failed' in decoded) throw notMade(path, `ffmpeg cannot read it (${decoded.failed.errors}).`);
  const [eight = new Float32Array(), sixteen = eight] = decoded.sounds;
  const low = normalise(eight, RATES.wav);
  const high = normalise(sixteen, RATES.wav16);
  if (low === null || high === null) throw notMade(path, 'it is silent.');
  return {
    wav: wavOf(low.samples, RATES.wav),
    wav16: wavOf(high.samples, RATES.wav16),
    measured: {
      ms: Math.round((high.samples.length / RATES.wav16) * 1000),
      loudness: tenth(high.loudness),
      peak: tenth(high.peak),
    },
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

function notMade(what: string, reason: string): CentralitaError {
  return new CentralitaError('prompt-not-made', `The sound ${what} cannot be a prompt: ${reason}`);
}

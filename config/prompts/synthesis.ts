import { execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';
import { type RuntimeProgram, runtimeProgram } from '../runtime.ts';

/** A voice of espeak-ng and its speed in words a minute. */
interface Voice {
  readonly name: string;
  readonly speed: number;
}

/** A language without an entry is spoken by espeak-ng's voice of the same name. */
const VOICES: Readonly<Record<string, Voice>> = {
  es: { name: 'es', speed: 150 },
  en: { name: 'en-us', speed: 155 },
};

/** Raise it when the sound of the same text changes. */
const SOUND_VERSION = 2;

/** Even loudness for telephones (EBU R 128 at -19 LUFS), and a breath after each text, so that texts can follow. */
const FILTER = 'loudnorm=I=-19:TP=-2:LRA=7,apad=pad_dur=0.2';

/** The same sound at both telephone rates, as Asterisk names them. */
export interface PromptSound {
  /** 8 kHz. */
  readonly wav: string;
  /** 16 kHz. */
  readonly wav16: string;
}

/** A text as sound, from the cache or spoken now. @throws CentralitaError `prompt-not-made`. */
export async function speak(text: string, language: string, cache: string): Promise<PromptSound> {
  const voice = VOICES[language] ?? { name: language, speed: 150 };
  const name = createHash('sha256')
    .update(JSON.stringify([SOUND_VERSION, voice, text]))
    .digest('hex')
    .slice(0, 32);
  return cached(cache, name, async (sound) => {
    const speech = runtimeProgram('espeak-ng');
    const wave = join(dirname(sound.wav), `${randomUUID()}.speech.wav`);
    try {
      await run(speech, ['-v', voice.name, '-s', String(voice.speed), '-w', wave, '--stdin'], text);
      await convert(wave, sound);
    } finally {
      rmSync(wave, { force: true });
    }
  });
}

/** A recorded file as sound for the telephone, from the cache or converted now. */
export async function fromRecording(path: string, cache: string): Promise<PromptSound> {
  const name = createHash('sha256').update(`${SOUND_VERSION}`).update(readFileSync(path)).digest('hex').slice(0, 32);
  return cached(cache, name, (sound) => convert(path, sound));
}

async function cached(cache: string, name: string, make: (sound: PromptSound) => Promise<void>): Promise<PromptSound> {
  const sound = { wav: join(cache, `${name}.wav`), wav16: join(cache, `${name}.wav16`) };
  if (existsSync(sound.wav) && existsSync(sound.wav16)) return sound;
  mkdirSync(cache, { recursive: true });
  const partial = { wav: `${sound.wav}.${randomUUID()}`, wav16: `${sound.wav16}.${randomUUID()}` };
  try {
    await make(partial);
    renameSync(partial.wav, sound.wav);
    renameSync(partial.wav16, sound.wav16);
  } finally {
    for (const path of Object.values(partial)) rmSync(path, { force: true });
  }
  return sound;
}

async function convert(source: string, sound: PromptSound): Promise<void> {
  const program = runtimeProgram('ffmpeg');
  // Without metadata: a plain header is all that Asterisk's reader knows.
  const output = (rate: number, path: string) => {
    const format = ['-ac', '1', '-ar', String(rate), '-c:a', 'pcm_s16le', '-map_metadata', '-1', '-bitexact'];
    return ['-af', FILTER, ...format, '-f', 'wav', path];
  };
  const input = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-i', source];
  const args = [...program.args, ...input, ...output(8_000, sound.wav), ...output(16_000, sound.wav16)];
  try {
    await promisify(execFile)(program.command, args, { env: { ...process.env, ...program.env } });
  } catch (error) {
    throw notMade(source, error);
  }
}

async function run(program: RuntimeProgram, args: readonly string[], input: string): Promise<void> {
  const child = spawn(program.command, [...program.args, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...program.env },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
    child.stdin.once('error', reject);
    child.stdin.end(input);
  });
  if (code !== 0) throw notMade(input, new Error(`${program.command} ended with code ${code}`));
}

function notMade(what: string, cause: unknown): CentralitaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CentralitaError('prompt-not-made', `The prompt "${what}" could not be made into sound: ${reason}`, {
    cause,
  });
}

import { spawnSync } from 'node:child_process';
import type { Media } from '../../config/demo-site/telephones/media.ts';
import { decode, RATE } from '../../config/demo-site/telephones/tone.ts';
import { runtimeProgram } from '../../config/runtime.ts';

import { until } from './story.ts';

export { RATE } from '../../config/demo-site/telephones/tone.ts';

/** A tone that is there, and one that is not: dB below full scale. */
export const AUDIBLE_DB = -35;
export const SILENT_DB = -50;
/** What a busy machine may swallow of a tone, in ms. A controller that starts anew takes longer. */
export const HICCUP_MS = 500;

/** A recording's sides, 8 kHz, 16 bit. */
export interface Stereo {
  readonly left: Int16Array;
  readonly right: Int16Array;
  readonly ms: number;
}

/** Decodes any sound file with ffmpeg, sides kept apart. */
export function decodeStereo(file: Uint8Array): Stereo {
  const program = runtimeProgram('ffmpeg');
  const args = ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', '-ac', '2', '-ar', String(RATE), 'pipe:1'];
  const run = spawnSync(program.command, [...program.args, ...args], {
    env: { ...process.env, ...program.env },
    input: file,
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) throw new Error(`ffmpeg cannot decode it: ${run.stderr}`);
  const samples = run.stdout.length >> 2;
  const left = new Int16Array(samples);
  const right = new Int16Array(samples);
  for (let n = 0; n < samples; n += 1) {
    left[n] = run.stdout.readInt16LE(n * 4);
    right[n] = run.stdout.readInt16LE(n * 4 + 2);
  }
  return { left, right, ms: (samples / RATE) * 1000 };
}

/** A stretch of samples between two times in ms. */
export function between(samples: Int16Array, fromMs: number, toMs: number): Int16Array {
  return samples.subarray(Math.max(0, Math.round((fromMs * RATE) / 1000)), Math.round((toMs * RATE) / 1000));
}

/** Level of one frequency, in dB below full scale (Goertzel, Hann window). */
export function levelOf(samples: Int16Array, hertz: number): number {
  const turn = (2 * Math.PI * hertz) / RATE;
  let sine = 0;
  let cosine = 0;
  let weight = 0;
  samples.forEach((sample, n) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / samples.length);
    weight += window;
    sine += sample * window * Math.sin(turn * n);
    cosine += sample * window * Math.cos(turn * n);
  });
  return decibels((2 * Math.hypot(sine, cosine)) / Math.max(weight, 1));
}

/** The loudest sample, in dB below full scale. */
export function peakOf(samples: Int16Array): number {
  return decibels(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
}

/**
 * The longest stretch without a frequency, in ms. In short windows: a packet that came late leaves a little silence and
 * shifts the tone, which in a long window could cancel itself.
 */
export function longestGapMs(samples: Int16Array, hertz: number): number {
  const stepMs = 50;
  let [longest, now] = [0, 0];
  for (const level of levelsOf(samples, hertz, stepMs)) {
    now = level > AUDIBLE_DB ? 0 : now + stepMs;
    longest = Math.max(longest, now);
  }
  return longest;
}

/** Levels of a frequency in each window of `stepMs` of a stretch. */
export function levelsOf(samples: Int16Array, hertz: number, stepMs = 500): readonly number[] {
  const step = (stepMs * RATE) / 1000;
  const count = Math.floor(samples.length / step);
  return Array.from({ length: count }, (_, n) => levelOf(samples.subarray(n * step, (n + 1) * step), hertz));
}

function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 0.1) / 32_768);
}

type Ear = Pick<Media, 'heard' | 'heardMs'>;

/** Waits until a telephone hears a frequency, from now on, for so long without a break. */
export function hears(ear: Ear, hertz: number, ms = 1_000): Promise<void> {
  return listens(ear, ms, `${hertz} Hz`, (samples) => longestGapMs(samples, hertz) <= HICCUP_MS);
}

/** Waits until a telephone hears something else than a frequency, from now on, for so long: music, or a prompt. */
export function hearsSomethingElse(ear: Ear, hertz: number, ms = 1_000): Promise<void> {
  return listens(
    ear,
    ms,
    `sound without ${hertz} Hz`,
    (samples) => levelOf(samples, hertz) < SILENT_DB && peakOf(samples) > AUDIBLE_DB,
  );
}

/** Waits until a telephone hears all of these frequencies and none of those, from now on, for so long. */
export function hearsOnly(ear: Ear, heard: readonly number[], unheard: readonly number[], ms = 1_500): Promise<void> {
  return listens(
    ear,
    ms,
    `${heard.join(' and ')} Hz without ${unheard.join(', ')} Hz`,
    (samples) =>
      heard.every((hertz) => longestGapMs(samples, hertz) <= HICCUP_MS) &&
      unheard.every((hertz) => levelOf(samples, hertz) < SILENT_DB),
  );
}

/** Whether a telephone has heard a frequency without a break since it had heard `fromMs` in all. */
export function heardThroughout(ear: Ear, hertz: number, fromMs: number): boolean {
  const samples = decode(ear.heard(ear.heardMs - fromMs));
  return samples.length > 0 && longestGapMs(samples, hertz) <= HICCUP_MS;
}

async function listens(ear: Ear, ms: number, what: string, test: (samples: Int16Array) => boolean): Promise<void> {
  const from = ear.heardMs;
  await until(`${what} heard for ${ms} ms`, () => ear.heardMs - from >= ms && test(decode(ear.heard(ms))));
}

const MICROPHONE_RATE = 48_000;

/** What a browser's microphone hears, over and over: a tone, loud, because browsers take a steady one for noise and damp it by 12 dB. */
export function microphoneWav(hertz: number): Buffer {
  const samples = MICROPHONE_RATE * 3;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(MICROPHONE_RATE, 24);
  wav.writeUInt32LE(MICROPHONE_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n += 1) {
    const sample = hertz === 0 ? 0 : 24_000 * Math.sin((2 * Math.PI * hertz * n) / MICROPHONE_RATE);
    wav.writeInt16LE(Math.round(sample), 44 + n * 2);
  }
  return wav;
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RATES } from '../../config/prompts/decode.ts';
import type { Voice } from '../../config/prompts/engines/index.ts';
import { integratedLoudness } from '../../config/prompts/sound/loudness.ts';
import { normalise } from '../../config/prompts/sound/normalise.ts';
import { truePeak } from '../../config/prompts/sound/peaks.ts';
import { fromRecording, speak } from '../../config/prompts/synthesis.ts';
import { runtimePaths } from '../../config/runtime.ts';
import { meterOf } from './sound-meter.ts';

const cache = mkdtempSync(join(tmpdir(), 'centralita-sound-'));
afterAll(() => rmSync(cache, { recursive: true }));

const espeak: Voice = { engine: 'espeak-ng', voice: 'es' };
/** A voice that is loud and quiet in turns: a limiter has work to do. */
const tones = (rate: number, seconds: number, level: (second: number) => number) =>
  Float32Array.from({ length: rate * seconds }, (_, n) => level(n / rate) * Math.sin((2 * Math.PI * 997 * n) / rate));
/** Stretches quieter than `least` at the edges, in ms. */
function edgesOf(path: string, rate: number, least = 0.01) {
  const wav = readFileSync(path);
  const samples = Array.from(
    { length: (wav.length - 44) / 2 },
    (_, n) => Math.abs(wav.readInt16LE(44 + n * 2)) / 32_768,
  );
  const first = samples.findIndex((one) => one > least);
  const last = samples.length - 1 - [...samples].reverse().findIndex((one) => one > least);
  return { lead: (first / rate) * 1000, tail: ((samples.length - 1 - last) / rate) * 1000 };
}

describe('the sound of a prompt', () => {
  test('a tone of 997 Hz at −20 dB measures −23 LUFS in one channel', () => {
    for (const rate of Object.values(RATES))
      expect(
        integratedLoudness(
          tones(rate, 5, () => 0.1),
          rate,
        ),
      ).toBeCloseTo(-23, 0);
  });

  test('a peak between two samples is seen', () => {
    const rate = 16_000;
    // A quarter of the rate, shifted by an eighth of a turn: every sample is 3 dB below the peak.
    const samples = Float32Array.from({ length: rate }, (_, n) => 0.5 * Math.sin((Math.PI / 2) * n + Math.PI / 4));
    expect(truePeak(samples)).toBeCloseTo(-6, 0);
  });

  test('is as loud as all others by ffmpeg’s meter, and never louder than its ceiling, at both rates', async () => {
    const texts = ['Bienvenido a la mesa de ayuda de Empresa de ejemplo.', 'Para español, pulse uno.', 'Sí.'];
    for (const text of texts) {
      const sound = await speak(text, 'es', espeak, cache);
      for (const rate of ['wav', 'wav16'] as const) {
        const { loudness, peak } = meterOf(sound[rate]);
        expect.soft(loudness, text).toBeGreaterThan(-16.5);
        expect.soft(loudness, text).toBeLessThan(-15.5);
        expect.soft(peak, text).toBeLessThanOrEqual(-2);
      }
    }
  });

  test('is as loud where quiet and loud stretches follow one another', () => {
    const made = normalise(
      tones(16_000, 6, (second) => (second % 1 < 0.05 ? 0.9 : 0.02)),
      16_000,
    );
    expect(made?.loudness).toBeCloseTo(-16, 0);
    expect(made?.peak).toBeLessThanOrEqual(-2);
  });

  test('begins and ends within a breath', async () => {
    const spoken = await speak('Gracias por su llamada.', 'es', espeak, cache);
    const recorded = await fromRecording(join(runtimePaths().sounds, 'en_US_f_Allison/digits/5.wav'), cache);
    for (const sound of [spoken, recorded])
      for (const rate of ['wav', 'wav16'] as const) {
        const { lead, tail } = edgesOf(sound[rate], RATES[rate]);
        expect.soft(lead).toBeLessThan(40);
        expect.soft(tail).toBeLessThan(80);
      }
  });

  test('of silence is none', () => {
    expect(normalise(new Float32Array(16_000), 16_000)).toBe(null);
    expect(normalise(new Float32Array(0), 16_000)).toBe(null);
  });

  test('is kept by text, voice and engine', async () => {
    const text = 'Hola.';
    const one = await speak(text, 'es', espeak, cache);
    expect(await speak(text, 'es', espeak, cache)).toEqual(one);
    expect((await speak(text, 'es', { ...espeak, speed: 200 }, cache)).wav).not.toBe(one.wav);
    expect((await speak(text, 'en', espeak, cache)).wav).not.toBe(one.wav);
  });

  test('cannot be made by a voice that does not exist', async () => {
    await expect(speak('Hola.', 'es', { engine: 'espeak-ng', voice: 'xx-nobody' }, cache)).rejects.toMatchObject({
      code: 'prompt-not-made',
      message: expect.stringContaining('espeak-ng failed'),
    });
  });
});

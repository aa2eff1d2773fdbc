import { writeFileSync } from 'node:fs';

const RATE = 8_000;

/** Writes seconds of a pure tone as G.711 A-law, 8 kHz, for SIPp's rtp_stream. A whole number of periods: it loops without a click. */
export function writeTone(file: string, hertz: number, seconds = 1): void {
  const samples = Uint8Array.from({ length: RATE * seconds }, (_, n) =>
    alaw(Math.round(8_000 * Math.sin((2 * Math.PI * hertz * n) / RATE))),
  );
  writeFileSync(file, samples);
}

/** ITU-T G.711, A-law, of a 16-bit sample. */
function alaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_767) >> 3;
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4;
  const mantissa = exponent === 0 ? magnitude >> 1 : magnitude >> exponent;
  return (sign | (exponent << 4) | (mantissa & 0x0f)) ^ 0x55;
}

/** One side of raw 16-bit stereo: 0 left, 1 right. */
export function channelOf(raw: Buffer, side: 0 | 1): readonly number[] {
  return Array.from({ length: Math.floor(raw.length / 4) }, (_, n) => raw.readInt16LE(n * 4 + side * 2));
}

/** How strong a tone is in samples, as its amplitude (Goertzel). */
export function strengthOf(samples: readonly number[], hertz: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, n) => {
    const angle = (2 * Math.PI * hertz * n) / RATE;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / Math.max(samples.length, 1);
}

/**
 * The median strength of a tone over windows of 50 ms: a packet that a busy machine delivers late shifts the tone, which
 * in one long window would partly cancel itself.
 */
export function typicalStrength(samples: readonly number[], hertz: number): number {
  const window = RATE / 20;
  const count = Math.floor(samples.length / window);
  const strengths = Array.from({ length: count }, (_, n) =>
    strengthOf(samples.slice(n * window, (n + 1) * window), hertz),
  ).sort((one, other) => one - other);
  return strengths[Math.floor(count / 2)] ?? 0;
}

/** The longest stretch of exact zeros on both sides, in seconds, and where it begins and ends (sample numbers). */
export function longestSilence(left: readonly number[], right: readonly number[]) {
  let best = { from: 0, to: 0 };
  let from = 0;
  for (let n = 0; n <= left.length; n += 1) {
    if (n < left.length && left[n] === 0 && right[n] === 0) continue;
    if (n - from > best.to - best.from) best = { from, to: n };
    from = n + 1;
  }
  return { ...best, seconds: (best.to - best.from) / RATE };
}

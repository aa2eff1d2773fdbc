/** Sound of the telephones of demo and tests: G.711 A-law, 8 kHz. */
export const RATE = 8_000;
const AMPLITUDE = 8_000;

/** One second of a pure tone; a whole number of periods, so that it repeats without a click. */
export function toneSecond(hertz: number): Uint8Array {
  return Uint8Array.from({ length: RATE }, (_, n) =>
    encode(Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hertz * n) / RATE))),
  );
}

/** A-law bytes of 16-bit samples. */
export function encoded(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, encode);
}

/** ITU-T G.711 A-law of a 16-bit sample. */
function encode(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_767) >> 4;
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4;
  const mantissa = exponent === 0 ? magnitude >> 1 : magnitude >> exponent;
  return (sign | (exponent << 4) | (mantissa & 0x0f)) ^ 0x55;
}

const DECODED = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = (code & 0x0f) * 2 + 1;
  const magnitude = exponent === 0 ? mantissa << 3 : (mantissa + 32) << (exponent + 2);
  return (code & 0x80) === 0 ? -magnitude : magnitude;
});

/** The 16-bit samples of A-law bytes. */
export function decode(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => DECODED[byte] ?? 0);
}

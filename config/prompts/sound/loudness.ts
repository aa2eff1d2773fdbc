/** Loudness after ITU-R BS.1770-4 and EBU R 128, of one channel. Samples are floats, full scale 1; answers are in LUFS. */

/** A filter of second order: b0, b1, b2, a1, a2. */
type Biquad = readonly [number, number, number, number, number];

const BLOCK_S = 0.4;
const OVERLAP = 4;
/** Shorter sounds are measured as if they were repeated, so that a single word has a loudness too. */
const SHORTEST_S = 3;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

/** The first stage of the K-weighting for any sampling rate: the head as a shelf (BS.1770-4, annex 1). */
function shelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = 0.7071752369554196;
  const gain = 10 ** (3.999843853973347 / 20);
  const middle = gain ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return [
    (gain + (middle * k) / q + k * k) / a0,
    (2 * (k * k - gain)) / a0,
    (gain - (middle * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ];
}

/** The second stage: a high pass. */
function highPass(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0];
}

function filter(samples: Float32Array, [b0, b1, b2, a1, a2]: Biquad): Float32Array {
  const filtered = new Float32Array(samples.length);
  let [z1, z2] = [0, 0];
  for (let n = 0; n < samples.length; n += 1) {
    const x = samples[n] ?? 0;
    const y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    filtered[n] = y;
  }
  return filtered;
}

function repeated(samples: Float32Array, length: number): Float32Array {
  if (samples.length === 0 || samples.length >= length) return samples;
  const long = new Float32Array(Math.ceil(length / samples.length) * samples.length);
  for (let from = 0; from < long.length; from += samples.length) long.set(samples, from);
  return long;
}

const loudnessOf = (power: number) => -0.691 + 10 * Math.log10(Math.max(power, 1e-12));
const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** The integrated loudness; −Infinity for silence. */
export function integratedLoudness(samples: Float32Array, rate: number): number {
  const weighted = filter(filter(repeated(samples, SHORTEST_S * rate), shelf(rate)), highPass(rate));
  const block = Math.round(BLOCK_S * rate);
  const powers: number[] = [];
  for (let from = 0; from + block <= weighted.length; from += block / OVERLAP) {
    let sum = 0;
    for (let n = from; n < from + block; n += 1) sum += (weighted[n] ?? 0) ** 2;
    powers.push(sum / block);
  }
  const heard = powers.filter((power) => loudnessOf(power) > ABSOLUTE_GATE);
  if (heard.length === 0) return Number.NEGATIVE_INFINITY;
  const gate = loudnessOf(meanOf(heard)) + RELATIVE_GATE;
  return loudnessOf(meanOf(heard.filter((power) => loudnessOf(power) > gate)));
}

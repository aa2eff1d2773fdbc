/** What is silence at the edges of a sound, and how much of it stays. Samples are floats, full scale 1. */

const FRAME_S = 0.005;
/** Below the sound's own loudness by so much it is silence, in dB: −40 dB at −16 LUFS. */
const SILENCE_BELOW = 24;
/** What stays before the first and after the last sound: breath and weak consonants live there. Two texts so have 80 ms between them. */
const LEAD_S = 0.02;
const TAIL_S = 0.06;
const FADE_S = 0.005;

/**
 * Cuts the silence at both edges away but for a breath, and fades what is left in and out.
 * @param loudness of the sound, in LUFS.
 */
export function trimmed(samples: Float32Array, rate: number, loudness: number): Float32Array {
  const frame = Math.max(1, Math.round(FRAME_S * rate));
  const least = 10 ** ((loudness - SILENCE_BELOW) / 10);
  let [first, last] = [-1, -1];
  for (let from = 0; from < samples.length; from += frame) {
    const part = samples.subarray(from, from + frame);
    let sum = 0;
    for (const sample of part) sum += sample * sample;
    if (sum / part.length < least) continue;
    if (first < 0) first = from;
    last = from + part.length;
  }
  if (first < 0) return samples.slice(0, 0);
  const [lead, tail] = [Math.round(LEAD_S * rate), Math.round(TAIL_S * rate)];
  const kept = new Float32Array(lead + (last - first) + tail);
  // Where the sound is cut tight already, silence takes the place of breath: the distance is always the same.
  const from = Math.max(0, first - lead);
  kept.set(samples.subarray(from, Math.min(samples.length, last + tail)), lead - (first - from));
  return faded(kept, Math.round(FADE_S * rate));
}

function faded(samples: Float32Array, length: number): Float32Array {
  const reach = Math.min(length, samples.length >> 1);
  for (let n = 0; n < reach; n += 1) {
    const gain = n / reach;
    samples[n] = (samples[n] ?? 0) * gain;
    samples[samples.length - 1 - n] = (samples[samples.length - 1 - n] ?? 0) * gain;
  }
  return samples;
}

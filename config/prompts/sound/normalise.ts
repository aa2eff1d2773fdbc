import { trimmed } from './edges.ts';
import { integratedLoudness } from './loudness.ts';
import { limit, truePeak } from './peaks.ts';

/** Even loudness for telephones, in LUFS (EBU R 128), and the true peak that is never passed, in dB. */
export const TARGET_LUFS = -16;
export const CEILING_DBTP = -2;
/** What the rounding to 16 bits and another meter's interpolation may add. */
const MARGIN_DB = 0.3;
const CLOSE_ENOUGH_LU = 0.05;
const ROUNDS = 8;
/** Nothing to be heard: below it a sound is silence with noise. */
const SILENT_LUFS = -60;

export interface Normalised {
  readonly samples: Float32Array;
  /** LUFS, and dB below full scale. */
  readonly loudness: number;
  readonly peak: number;
}

/** A sound at the loudness of all prompts, its edges trimmed; null where there is nothing to be heard. */
export function normalise(samples: Float32Array, rate: number): Normalised | null {
  const before = integratedLoudness(samples, rate);
  if (before < SILENT_LUFS) return null;
  const cut = trimmed(samples, rate, before);
  const loudness = integratedLoudness(cut, rate);
  if (loudness < SILENT_LUFS) return null;
  let gain = TARGET_LUFS - loudness;
  let best = louder(cut, rate, gain);
  // The limiter takes some of the loudness that the gain gave.
  for (let round = 0; round < ROUNDS && Math.abs(best.loudness - TARGET_LUFS) > CLOSE_ENOUGH_LU; round += 1) {
    gain += TARGET_LUFS - best.loudness;
    best = louder(cut, rate, gain);
  }
  return best;
}

function louder(samples: Float32Array, rate: number, gain: number): Normalised {
  const factor = 10 ** (gain / 20);
  const made = limit(
    samples.map((sample) => sample * factor),
    rate,
    CEILING_DBTP - MARGIN_DB,
  );
  return { samples: made, loudness: integratedLoudness(made, rate), peak: truePeak(made) };
}

import type { Waveform } from '../services/http/protocol.ts';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './timeline.ts';

/** A page is drawn at about this many points; shorter recordings get a point every 50 ms. */
const POINTS = 2000;
const SHORTEST_STEP_MS = 50;

/** Collects the waveform of both sides while the audio passes by. `durationMs` fixes how fine it is. */
export function collectPeaks(durationMs: number): {
  readonly add: (chunk: Buffer) => void;
  readonly waveform: () => Waveform;
} {
  const stepMs = Math.max(SHORTEST_STEP_MS, Math.ceil(durationMs / POINTS / 10) * 10);
  const stepSamples = (stepMs * SAMPLE_RATE) / 1000;
  const sides: readonly [number[], number[]] = [[], []];
  const peak: [number, number] = [0, 0];
  let samples = 0;
  const flush = () => {
    for (const side of [0, 1] as const) {
      sides[side].push(Math.round((peak[side] / 32768) * 1000) / 1000);
      peak[side] = 0;
    }
    samples = 0;
  };
  return {
    add: (chunk) => {
      for (let at = 0; at < chunk.length; at += BYTES_PER_SAMPLE) {
        peak[0] = Math.max(peak[0], Math.abs(chunk.readInt16LE(at)));
        peak[1] = Math.max(peak[1], Math.abs(chunk.readInt16LE(at + 2)));
        samples += 1;
        if (samples === stepSamples) flush();
      }
    },
    waveform: () => {
      if (samples > 0) flush();
      return { stepMs, left: sides[0], right: sides[1] };
    },
  };
}

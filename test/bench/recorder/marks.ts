import { encoded, RATE } from '../../../config/demo-site/telephones/tone.ts';

/** One packet: 20 ms. */
export const FRAME = 160;
export const FRAME_MS = 20;
/** As many marks as there are; the same mark comes again after so many frames. */
const MARKS = 16;
const AMPLITUDE = 8_000;
/** How far the mark moves from one frame to the next, so that neighbours sound unlike each other; odd, so that all come. */
const STRIDE = 5;
/** Below this root mean square a frame is silent; a mark has 5,657. */
const SILENT = 400;
/** Share of a frame's power that its mark has to have. */
const CLEAR = 0.6;
const RUN = 5;

/** Every mark has a whole number of periods in a frame: 500 to 2,750 Hz, 150 Hz apart. */
const hertzOf = (mark: number) => 500 + 150 * mark;

const waves = Array.from({ length: MARKS }, (_, mark) => {
  const turn = (2 * Math.PI * hertzOf(mark)) / RATE;
  return {
    sine: Float64Array.from({ length: FRAME }, (__, n) => Math.sin(turn * n)),
    cosine: Float64Array.from({ length: FRAME }, (__, n) => Math.cos(turn * n)),
  };
});

/** Frames that can be told from each other: a tone each, in a fixed order that repeats after 16. A-law, 3.2 s. */
export function markedSound(): Uint8Array {
  const samples = new Int16Array(FRAME * MARKS * 10);
  for (let n = 0; n < samples.length; n += 1) {
    const mark = (Math.floor(n / FRAME) * STRIDE) % MARKS;
    samples[n] = Math.round(AMPLITUDE * (waves[mark]?.sine[n % FRAME] ?? 0));
  }
  return encoded(samples);
}

/** What one side of a recording has of the marks, from its first run of them to its last. */
export type MarksFound = {
  /** 0: there are none. */
  readonly frames: number;
  /** Frames of silence or of something else inside. */
  readonly holes: number;
  /** Frames that were sounded and are not there. */
  readonly skipped: number;
  /** Frames that are not as they were sounded, one after the other: holes and what was skipped, a skipped one with a hole in its place once. */
  readonly lost: number;
  /** Where they begin and end; ms. */
  readonly fromMs: number;
  readonly toMs: number;
};

/** Reads the marks of a side; `fromMs`: what comes before is not looked at. */
export function readMarks(samples: Int16Array, fromMs = 0): MarksFound {
  const start = Math.round((fromMs * RATE) / 1000);
  const offset = start + bestOffset(samples.subarray(start));
  const read: number[] = [];
  for (let at = offset; at + FRAME <= samples.length; at += FRAME) read.push(markAt(samples, at));
  const first = runFrom(read);
  if (first < 0) return { frames: 0, holes: 0, skipped: 0, lost: 0, fromMs: 0, toMs: 0 };
  const last = read.length - 1 - runFrom([...read].reverse(), -1);
  let [holes, skipped, lost, hole] = [0, 0, 0, 0];
  let before = read[first] ?? 0;
  for (let n = first + 1; n <= last; n += 1) {
    const mark = read[n] ?? -1;
    // A frame counts once it and one of its neighbours follow each other.
    if (mark < 0 || !(read[n + 1] === next(mark) || mark === next(before) || n === last)) {
      hole += 1;
      continue;
    }
    const jump = placeOf(mark) - placeOf(before) - 1;
    const missing = ((jump % MARKS) + MARKS) % MARKS;
    holes += hole;
    skipped += missing;
    lost += Math.max(hole, missing);
    hole = 0;
    before = mark;
  }
  const msOf = (frame: number) => ((offset + frame * FRAME) * 1000) / RATE;
  return { frames: last - first + 1, holes, skipped, lost, fromMs: msOf(first), toMs: msOf(last + 1) };
}

const next = (mark: number, by = 1) => (((mark + by * STRIDE) % MARKS) + MARKS) % MARKS;
/** Place of a mark in the order: the inverse of the stride modulo 16 is 13. */
const placeOf = (mark: number) => (mark * 13) % MARKS;

/** The first of some frames that follow each other as they should. */
function runFrom(read: readonly number[], by = 1): number {
  let run = 0;
  for (let n = 0; n < read.length; n += 1) {
    const mark = read[n] ?? -1;
    run = mark >= 0 && n > 0 && mark === next(read[n - 1] ?? -1, by) && (read[n - 1] ?? -1) >= 0 ? run + 1 : 0;
    if (run === RUN) return n - RUN;
  }
  return -1;
}

/** Frames of a recording begin anywhere: where the marks are clearest. */
function bestOffset(samples: Int16Array): number {
  let best = { offset: 0, clear: -1 };
  const frames = Math.min(60, Math.floor(samples.length / FRAME) - 1);
  for (let offset = 0; offset < FRAME; offset += 8) {
    let clear = 0;
    for (let n = 0; n < frames; n += 1) if (markAt(samples, offset + n * FRAME, 0.9) >= 0) clear += 1;
    if (clear > best.clear) best = { offset, clear };
  }
  return best.offset;
}

/** The mark of a frame; -1: silence, or nothing clear. */
function markAt(samples: Int16Array, at: number, clear = CLEAR): number {
  let power = 0;
  for (let n = 0; n < FRAME; n += 1) power += (samples[at + n] ?? 0) ** 2;
  if (Math.sqrt(power / FRAME) < SILENT) return -1;
  let [found, most] = [-1, 0];
  for (let mark = 0; mark < MARKS; mark += 1) {
    const { sine, cosine } = waves[mark] ?? { sine: [], cosine: [] };
    let [real, imaginary] = [0, 0];
    for (let n = 0; n < FRAME; n += 1) {
      const sample = samples[at + n] ?? 0;
      real += sample * (sine[n] ?? 0);
      imaginary += sample * (cosine[n] ?? 0);
    }
    const share = ((real * real + imaginary * imaginary) * 2) / FRAME;
    if (share > most) [found, most] = [mark, share];
  }
  return most >= clear * power ? found : -1;
}

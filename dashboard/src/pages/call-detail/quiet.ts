import type { Waveform } from '../../../../services/http/protocol.ts';

/** Seconds. */
export type Span = { readonly from: number; readonly to: number };

/** Below this peak nobody speaks. */
const QUIET = 0.02;
/** Shorter pauses belong to the talk; of each some is left, so that words are not cut. */
const SHORTEST_S = 1.5;
const LEFT_S = 0.3;

/** Where both sides are silent for long. */
export function quietSpans({ stepMs, left, right }: Waveform): readonly Span[] {
  const spans: Span[] = [];
  const steps = Math.max(left.length, right.length);
  let begun: number | null = null;
  for (let step = 0; step <= steps; step += 1) {
    const quiet = step < steps && (left[step] ?? 0) < QUIET && (right[step] ?? 0) < QUIET;
    if (quiet) begun ??= step;
    else if (begun !== null) {
      const from = (begun * stepMs) / 1000 + LEFT_S;
      const to = (step * stepMs) / 1000 - LEFT_S;
      if (to - from >= SHORTEST_S - 2 * LEFT_S) spans.push({ from, to });
      begun = null;
    }
  }
  return spans;
}

/** Where the silence ends in which a moment is; null where it is in none. */
export function endOfQuiet(spans: readonly Span[], seconds: number): number | null {
  return spans.find((span) => seconds >= span.from && seconds < span.to)?.to ?? null;
}

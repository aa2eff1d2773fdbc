/** What of the call is in sight: ms since its first ring. */
export type View = { readonly from: number; readonly to: number };

/** No closer than a quarter of a second. */
const CLOSEST_MS = 250;

/** All of it, with a little room at both ends. */
export function wholeOf(lengthMs: number): View {
  const room = Math.max(200, lengthMs * 0.01);
  return { from: -room, to: lengthMs + room };
}

/** Zooms about a place that stays where it is; `by` < 1 comes closer. Never wider than the whole. */
export function zoomed(view: View, whole: View, about: number, by: number): View {
  const width = view.to - view.from;
  const next = Math.min(whole.to - whole.from, Math.max(CLOSEST_MS, width * by));
  const share = (about - view.from) / width;
  return inside({ from: about - share * next, to: about + (1 - share) * next }, whole);
}

export function panned(view: View, whole: View, byMs: number): View {
  return inside({ from: view.from + byMs, to: view.to + byMs }, whole);
}

/** Moves the view as little as needed for a place to be in it. */
export function showing(view: View, whole: View, at: number): View {
  if (at >= view.from && at <= view.to) return view;
  const width = view.to - view.from;
  return inside({ from: at - width * 0.1, to: at + width * 0.9 }, whole);
}

function inside(view: View, whole: View): View {
  const width = view.to - view.from;
  if (width >= whole.to - whole.from) return whole;
  const from = Math.min(Math.max(view.from, whole.from), whole.to - width);
  return { from, to: from + width };
}

const steps = [
  50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000,
];

/** Where the scale is marked: at round times, about `count` of them. */
export function ticksOf({ from, to }: View, count: number): readonly number[] {
  const step = steps.find((one) => (to - from) / one <= count) ?? 7_200_000;
  const first = Math.ceil(Math.max(0, from) / step) * step;
  const many = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: many }, (_, index) => first + index * step);
}

/** In per cent of the width. */
export const placeOf = ({ from, to }: View, at: number): number => ((at - from) / (to - from)) * 100;

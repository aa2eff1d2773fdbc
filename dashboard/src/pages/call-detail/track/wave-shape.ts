import { placeOf, type View } from './scale.ts';

/** No finer than a screen shows. */
const MOST_POINTS = 1_200;

/** Peaks as one closed line over (−1) or under (1) the middle. */
export function shapeOf(peaks: readonly number[], side: -1 | 1, stepMs: number, startsAt: number, view: View): string {
  const first = Math.max(0, Math.floor((view.from - startsAt) / stepMs));
  const last = Math.min(peaks.length, Math.ceil((view.to - startsAt) / stepMs) + 1);
  const many = Math.max(1, Math.ceil((last - first) / MOST_POINTS));
  const points: string[] = [];
  for (let at = first; at < last; at += many) {
    const peak = Math.max(0, ...peaks.slice(at, at + many));
    points.push(`${placeOf(view, startsAt + at * stepMs).toFixed(3)},${(1 + side * peak).toFixed(3)}`);
  }
  if (points.length === 0) return '';
  const [from, to] = [placeOf(view, startsAt + first * stepMs), placeOf(view, startsAt + last * stepMs)];
  return `M${from.toFixed(3)},1L${points.join('L')}L${to.toFixed(3)},1Z`;
}

import type { Waveform } from '../../../../../services/http/protocol.ts';
import { placeOf, type View } from './scale.ts';

/** No finer than a screen shows. */
const MOST_POINTS = 1_200;

/** The sound of both sides where it was taken: the caller above, the other side below. */
export function WaveLane(props: { readonly waveform: Waveform; readonly startsAt: number; readonly view: View }) {
  const { waveform, startsAt, view } = props;
  return (
    <svg className="track-wave" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden>
      <path className="track-wave-caller" d={shapeOf(waveform.left, -1, waveform.stepMs, startsAt, view)} />
      <path className="track-wave-agent" d={shapeOf(waveform.right, 1, waveform.stepMs, startsAt, view)} />
    </svg>
  );
}

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

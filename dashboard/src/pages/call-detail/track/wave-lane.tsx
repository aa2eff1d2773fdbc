import type { Waveform } from '../../../../../services/http/protocol.ts';
import type { View } from './scale.ts';
import { shapeOf } from './wave-shape.ts';

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

import type { RecordingDetail, TimelineEntry } from '../../../../services/http/protocol.ts';

type Clock = Pick<RecordingDetail, 'startedAt' | 'durationMs'>;

/** Where in the audio something happened, in seconds; before its start is its start, after its end is its end. */
export function audioSeconds(recording: Clock, at: number): number {
  const offset = Math.max(0, at - recording.startedAt);
  return Math.min(offset, recording.durationMs ?? offset) / 1000;
}

/** The last thing that had happened at a moment (ms since the epoch); null before the first. */
export function entryBefore(timeline: readonly TimelineEntry[], moment: number): TimelineEntry | null {
  // A hundredth more: a seek to an event lands on it in spite of the player's rounding.
  return timeline.findLast((entry) => entry.at <= moment + 10) ?? null;
}

/** The silences of a recording, in seconds of its audio: what was paused, and the gaps between its parts. */
export function silencesOf(
  recording: Pick<RecordingDetail, 'startedAt' | 'durationMs' | 'parts'>,
): readonly { readonly from: number; readonly to: number; readonly kind: 'pause' | 'gap' }[] {
  const end = recording.startedAt + (recording.durationMs ?? 0);
  const span = (from: number, to: number | null, kind: 'pause' | 'gap') => ({
    from: audioSeconds(recording, from),
    to: audioSeconds(recording, to ?? end),
    kind,
  });
  return recording.parts.flatMap((part, index) => {
    const next = recording.parts[index + 1];
    const pauses = part.pauses.map((pause) => span(pause.from, pause.to ?? part.endedAt, 'pause'));
    const gap = next !== undefined && part.endedAt !== null ? [span(part.endedAt, next.startedAt, 'gap')] : [];
    return [...pauses, ...gap];
  });
}

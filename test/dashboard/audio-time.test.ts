import { describe, expect, it } from 'vitest';
import { audioSeconds, entryBefore, silencesOf } from '../../dashboard/src/pages/call-detail/audio-time.ts';
import type { TimelineEntry } from '../../services/http/protocol.ts';

const recording = { startedAt: 100_000, durationMs: 60_000 };
const entry = (seq: number, at: number): TimelineEntry => ({ seq, at, type: 'call-held', lane: 'agent', data: {} });

describe('events beside the audio', () => {
  it('are at their own time minus the start of the audio', () => {
    expect(audioSeconds(recording, 112_300)).toBe(12.3);
  });

  it('from before the audio are at its start, those from after at its end', () => {
    expect(audioSeconds(recording, 90_000)).toBe(0);
    expect(audioSeconds(recording, 500_000)).toBe(60);
  });

  it('become current when the head reaches them', () => {
    const timeline = [entry(1, 95_000), entry(2, 100_000), entry(3, 112_300), entry(4, 170_000)];
    expect(entryBefore(timeline, 100_000)?.seq).toBe(2);
    expect(entryBefore(timeline, 112_280)?.seq).toBe(2);
    expect(entryBefore(timeline, 112_300)?.seq).toBe(3);
    expect(entryBefore([entry(9, 150_000)], 101_000)).toBeNull();
  });

  it('is current right after it was pressed, for any of them', () => {
    for (let at = 100_000; at <= 160_000; at += 137) {
      const sought = recording.startedAt + audioSeconds(recording, at) * 1000;
      expect(entryBefore([entry(1, at - 30), entry(2, at)], sought)?.seq).toBe(2);
    }
  });
});

describe('the silences of a recording', () => {
  it('are its pauses and the gaps between its parts', () => {
    const parts = [
      { startedAt: 100_000, endedAt: 120_000, pauses: [{ from: 105_000, to: 110_000 }] },
      { startedAt: 130_000, endedAt: 160_000, pauses: [{ from: 155_000, to: null }] },
    ];
    expect(silencesOf({ ...recording, parts })).toEqual([
      { from: 5, to: 10, kind: 'pause' },
      { from: 20, to: 30, kind: 'gap' },
      { from: 55, to: 60, kind: 'pause' },
    ]);
  });

  it('are none in one part without pause', () => {
    expect(silencesOf({ ...recording, parts: [{ startedAt: 100_000, endedAt: 160_000, pauses: [] }] })).toEqual([]);
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectPeaks } from '../../recorder/peaks.ts';
import { planTimeline, timelineAudio } from '../../recorder/timeline.ts';
import { folders, spool, tones } from './tones.ts';

describe('the timeline of a recording', () => {
  it('puts silence where no part is', () => {
    const plan = planTimeline([
      { path: 'a', startedAt: 1000, bytes: 64_000 },
      { path: 'b', startedAt: 5500, bytes: 32_000 },
    ]);
    expect(plan).toEqual({
      segments: [
        { path: 'a', silenceBytes: 0, bytes: 64_000 },
        { path: 'b', silenceBytes: 2500 * 32, bytes: 32_000 },
      ],
      durationMs: 5500,
    });
  });

  it('follows the order of the journal where the clock was set back between parts, and measures on from there', () => {
    const hour = 3_600_000;
    const plan = planTimeline([
      { path: 'a', startedAt: 10 * hour, bytes: 60_000 * 32 },
      { path: 'b', startedAt: 9 * hour + 70_000, bytes: 20_000 * 32 },
      { path: 'c', startedAt: 9 * hour + 100_000, bytes: 5_000 * 32 },
    ]);
    expect(plan.segments).toEqual([
      { path: 'a', silenceBytes: 0, bytes: 60_000 * 32 },
      { path: 'b', silenceBytes: 0, bytes: 20_000 * 32 },
      { path: 'c', silenceBytes: 10_000 * 32, bytes: 5_000 * 32 },
    ]);
    expect(plan.durationMs).toBe(95_000);
  });

  it('keeps every sample once and in order, whatever the clock does', () => {
    const steps = fc.array(
      fc.record({
        lengthMs: fc.integer({ min: 0, max: 90_000 }),
        gapMs: fc.integer({ min: 0, max: 60_000 }),
        setMs: fc.oneof(
          { weight: 3, arbitrary: fc.constant(0) },
          fc.integer({ min: -900, max: 900 }),
          fc.constantFrom(-3_600_000, 3_600_000),
        ),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (parts) => {
        let wall = 1_800_000_000_000;
        const told = parts.map(({ lengthMs, gapMs, setMs }, n) => {
          const part = { path: String(n), startedAt: wall, bytes: lengthMs * 32 };
          wall += lengthMs + gapMs + setMs;
          return part;
        });
        const { segments, durationMs } = planTimeline(told);
        const heard = told.filter(({ bytes }) => bytes > 0);
        expect(segments.map(({ path, bytes }) => ({ path, bytes }))).toEqual(
          heard.map(({ path, bytes }) => ({ path, bytes })),
        );
        for (const { silenceBytes } of segments) expect(silenceBytes).toBeGreaterThanOrEqual(0);
        const sum = segments.reduce((all, one) => all + one.silenceBytes + one.bytes, 0);
        expect(durationMs).toBe(sum / 32);
        // Where nobody touched the clock, sound is where the journal has it.
        if (parts.some(({ setMs }) => setMs !== 0)) return;
        let at = 0;
        for (const { path, silenceBytes, bytes } of segments) {
          at += silenceBytes / 32;
          expect(at).toBe((told[Number(path)]?.startedAt ?? 0) - (told[0]?.startedAt ?? 0));
          at += bytes / 32;
        }
      }),
    );
  });

  it('lets a part follow at once when the clocks make it overlap', () => {
    const plan = planTimeline([
      { path: 'a', startedAt: 0, bytes: 32_064 },
      { path: 'b', startedAt: 1000, bytes: 32_000 },
    ]);
    expect(plan.segments[1]).toEqual({ path: 'b', silenceBytes: 0, bytes: 32_000 });
    expect(plan.durationMs).toBe(2002);
  });

  it('cuts half a sample and keeps the zero of a first part that holds nothing', () => {
    const plan = planTimeline([
      { path: 'a', startedAt: 0, bytes: 0 },
      { path: 'b', startedAt: 100, bytes: 35 },
    ]);
    expect(plan.segments).toEqual([{ path: 'b', silenceBytes: 3200, bytes: 32 }]);
  });

  it('has nothing when no part holds a sample', () => {
    expect(planTimeline([{ path: 'a', startedAt: 0, bytes: 3 }])).toEqual({ segments: [], durationMs: 0 });
    expect(planTimeline([])).toEqual({ segments: [], durationMs: 0 });
  });
});

describe('its audio', () => {
  let place: Awaited<ReturnType<typeof folders>>;
  beforeEach(async () => {
    place = await folders();
  });
  afterEach(() => place.remove());

  it('is the parts and the gaps, byte by byte', async () => {
    const one = tones({ ms: 2100, left: 440, right: 0 });
    const two = tones({ ms: 300, left: 0, right: 880 });
    await spool(place.spoolFolder, 'rec', 'one', one);
    await spool(place.spoolFolder, 'rec', 'two', Buffer.concat([two, Buffer.alloc(2)]));
    const path = (name: string) => `${place.spoolFolder}/rec/${name}.raw`;
    const { segments } = planTimeline([
      { path: path('one'), startedAt: 0, bytes: one.length },
      { path: path('two'), startedAt: 5000, bytes: two.length + 2 },
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of timelineAudio(segments)) chunks.push(chunk);
    expect(Buffer.concat(chunks)).toEqual(Buffer.concat([one, Buffer.alloc(2900 * 32), two]));
  });
});

describe('peaks', () => {
  it('are those of each side, a point every 50 ms, fewer for a long recording', () => {
    const pcm = tones({ ms: 120, left: 1000, right: 0 });
    const peaks = collectPeaks(120);
    for (let at = 0; at < pcm.length; at += 400) peaks.add(pcm.subarray(at, at + 400));
    expect(peaks.waveform()).toEqual({ stepMs: 50, left: [0.244, 0.244, 0.244], right: [0, 0, 0] });
    expect(collectPeaks(3_600_000).waveform().stepMs).toBe(1800);
  });
});

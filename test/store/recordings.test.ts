import { describe, expect, test } from 'vitest';
import type { Event } from '../../services/core/event.ts';
import { ended, type Fact, noon, rang, testStore } from './support.ts';

const of = { callId: 'c1', recordingId: 'r1' };
const by = { kind: 'system' } as const;
const at = (time: number, event: Event): Fact => ({ at: noon + time, event });

describe('a recording', () => {
  test('has its parts and pauses, and what it was sealed to', async () => {
    const { journal, calls, recordings } = await testStore();
    await journal.append([
      rang('c1', noon),
      at(10, { type: 'recording-started', ...of, captureId: 'p1' }),
      at(20, { type: 'recording-paused', ...of, captureId: 'p1', by }),
      at(30, { type: 'recording-resumed', ...of, captureId: 'p1', by }),
      at(40, { type: 'recording-paused', ...of, captureId: 'p1', by }),
      at(50, { type: 'recording-stopped', ...of, captureId: 'p1' }),
      at(60, { type: 'recording-started', ...of, captureId: 'p2' }),
    ]);
    expect((await calls.detail('c1'))?.call).toMatchObject({ recordingId: 'r1', recordingState: 'recording' });
    await journal.append([
      at(70, { type: 'recording-stopped', ...of, captureId: 'p2' }),
      ended('c1', noon + 70, 'answered'),
      at(70, { type: 'recording-ended', ...of, kind: 'conversation' }),
      at(90, { type: 'recording-sealed', ...of, durationMs: 60, bytes: 1234, sha256: 'ab' }),
    ]);
    expect(await calls.recording('r1')).toEqual({
      id: 'r1',
      callId: 'c1',
      kind: 'conversation',
      state: 'sealed',
      startedAt: noon + 10,
      durationMs: 60,
      bytes: 1234,
      sha256: 'ab',
      parts: [
        {
          startedAt: noon + 10,
          endedAt: noon + 50,
          pauses: [
            { from: noon + 20, to: noon + 30 },
            { from: noon + 40, to: noon + 50 },
          ],
        },
        { startedAt: noon + 60, endedAt: noon + 70, pauses: [] },
      ],
      publications: [],
      reason: null,
    });
    expect(await recordings.captures('r1')).toEqual([
      { captureId: 'p1', startedAt: noon + 10, endedAt: noon + 50 },
      { captureId: 'p2', startedAt: noon + 60, endedAt: noon + 70 },
    ]);
    expect(await calls.recording('none')).toBeNull();
  });

  test('has its parts in the order of the journal, though the clock was set back between them', async () => {
    const { journal, calls, recordings } = await testStore();
    const hour = 3_600_000;
    await journal.append([
      rang('c1', noon),
      at(10, { type: 'recording-started', ...of, captureId: 'p1' }),
      at(90, { type: 'recording-stopped', ...of, captureId: 'p1' }),
      at(100 - hour, { type: 'recording-started', ...of, captureId: 'p2' }),
      at(120 - hour, { type: 'recording-stopped', ...of, captureId: 'p2' }),
    ]);
    expect((await recordings.captures('r1')).map(({ captureId }) => captureId)).toEqual(['p1', 'p2']);
    const found = await calls.recording('r1');
    expect(found?.startedAt).toBe(noon + 10);
    expect(found?.parts.map(({ startedAt }) => startedAt)).toEqual([noon + 10, noon + 100 - hour]);
  });

  test('of a caller in the voicemail is one from its first moment', async () => {
    const { journal, calls } = await testStore();
    await journal.append([
      rang('c1', noon),
      at(1, { type: 'voicemail-began', callId: 'c1', queueId: null }),
      at(2, { type: 'recording-started', ...of, captureId: 'p1' }),
    ]);
    expect(await calls.recording('r1')).toMatchObject({ kind: 'voicemail', state: 'recording' });
  });

  test('that never began is failed, with the reason', async () => {
    const { journal, calls } = await testStore();
    await journal.append([
      rang('c1', noon),
      at(1, { type: 'recording-failed', ...of, captureId: 'p1', reason: 'no room' }),
    ]);
    expect(await calls.recording('r1')).toMatchObject({ state: 'failed', reason: 'no room', parts: [] });
  });

  test('that failed before its first part begins where that part begins', async () => {
    const { journal, calls } = await testStore();
    await journal.append([
      rang('c1', noon),
      at(1, { type: 'recording-failed', ...of, captureId: 'p1', reason: 'no room' }),
      at(5, { type: 'recording-started', ...of, captureId: 'p2' }),
      at(9, { type: 'recording-failed', ...of, captureId: 'p2', reason: 'gone' }),
      at(9, { type: 'recording-ended', ...of, kind: 'conversation' }),
    ]);
    expect(await calls.recording('r1')).toMatchObject({
      state: 'ended',
      startedAt: noon + 5,
      parts: [{ startedAt: noon + 5, endedAt: noon + 9 }],
    });
  });

  test('that could not be sealed says why', async () => {
    const { journal, calls } = await testStore();
    await journal.append([
      rang('c1', noon),
      at(1, { type: 'recording-started', ...of, captureId: 'p1' }),
      at(2, { type: 'recording-ended', ...of, kind: 'conversation' }),
      at(3, { type: 'recording-not-sealed', ...of, reason: 'spool empty' }),
    ]);
    expect(await calls.recording('r1')).toMatchObject({ state: 'failed', reason: 'spool empty' });
  });
});

describe('what the recorder keeps', () => {
  test('is given back as it was saved, and saved again over itself', async () => {
    const { recordings } = await testStore();
    const row = {
      recordingId: 'r1',
      callId: 'c1',
      path: 'recordings/r1.age',
      wrappedIdentity: new Uint8Array([1, 2, 3]),
      recipient: 'age1…',
      durationMs: 5,
      bytes: 6,
      sha256: 'ab',
      waveform: '{}',
    };
    await recordings.saveSealed(row);
    await recordings.saveSealed({ ...row, bytes: 7 });
    const saved = await recordings.sealed('r1');
    expect({ ...saved, wrappedIdentity: new Uint8Array(saved?.wrappedIdentity ?? []) }).toEqual({ ...row, bytes: 7 });
    expect(await recordings.sealed('r2')).toBeNull();
  });
});

import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import { openRecording } from '../../recorder/open.ts';
import { type Sealer, sealRecording } from '../../recorder/seal.ts';
import { isSpooled } from '../../recorder/spool.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import type { Waveform } from '../../services/http/protocol.ts';
import { fakeStore } from './fakes.ts';
import { folders, levelOf, loudest, spool, stretch, tones } from './tones.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const START = Date.UTC(2027, 0, 15, 23, 0, 0);
const REC = { recordingId: 'rec-1', callId: 'call-1' };

let place: Awaited<ReturnType<typeof folders>>;
let store: ReturnType<typeof fakeStore>;
let sealer: Sealer;

beforeEach(async () => {
  place = await folders();
  store = fakeStore();
  sealer = {
    dataFolder: place.dataFolder,
    spoolFolder: place.spoolFolder,
    keyring: ringOf(randomBytes(32)),
    ffmpeg: runtimeProgram('ffmpeg'),
    recordings: store.recordings,
    workers: new WorkerPool(1),
  };
});

afterEach(async () => {
  await sealer.workers.close();
  await place.remove();
});

async function wav(): Promise<Buffer> {
  return Buffer.from(await openRecording(sealer, REC.recordingId, 'wav')).subarray(44);
}

async function sealTones() {
  store.state.parts[REC.recordingId] = [
    { captureId: 'cap-1', startedAt: START, endedAt: START + 3000 },
    { captureId: 'cap-2', startedAt: START + 4000, endedAt: START + 6000 },
  ];
  const first = tones(
    { ms: 1000, left: 440, right: 880 },
    { ms: 1000, left: 0, right: 0 },
    { ms: 1000, left: 440, right: 0 },
  );
  await spool(place.spoolFolder, REC.recordingId, 'cap-1', first);
  await spool(place.spoolFolder, REC.recordingId, 'cap-2', tones({ ms: 2000, left: 0, right: 880 }));
  return sealRecording(sealer, REC);
}

describe('sealing', () => {
  it('keeps the caller left, the agent right, and the pause and the gap silent', async () => {
    const result = await sealTones();
    expect(result).toMatchObject({
      kind: 'sealed',
      row: { durationMs: 6000, path: 'recordings/2027/01/15/rec-1.age' },
    });
    const pcm = await wav();
    expect(pcm.length).toBe(6000 * 32);

    const both = (side: 'left' | 'right') => stretch(pcm, side, 200, 800);
    expect(levelOf(440, both('left'))).toBeGreaterThan(-1);
    expect(levelOf(880, both('right'))).toBeGreaterThan(-1);
    expect(levelOf(880, both('left'))).toBeLessThan(-60);
    expect(levelOf(440, both('right'))).toBeLessThan(-60);

    for (const side of ['left', 'right'] as const) {
      expect(loudest(stretch(pcm, side, 1300, 1900))).toBe(0);
      expect(loudest(stretch(pcm, side, 3300, 3900))).toBe(0);
    }
    expect(levelOf(440, stretch(pcm, 'left', 2200, 2800))).toBeGreaterThan(-1);
    expect(loudest(stretch(pcm, 'right', 2200, 2800))).toBe(0);
    expect(levelOf(880, stretch(pcm, 'right', 4200, 5800))).toBeGreaterThan(-1);
    expect(loudest(stretch(pcm, 'left', 4200, 5800))).toBe(0);
  });

  it('saves the row, then empties the spool', async () => {
    await sealTones();
    const row = store.state.rows[REC.recordingId];
    expect(row?.recipient).toMatch(/^age1/);
    expect(await isSpooled(place.spoolFolder, REC.recordingId)).toBe(false);
    const file = await readFile(join(place.dataFolder, row?.path ?? ''));
    expect(file.length).toBe(row?.bytes);
    expect(file.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    const wave: Waveform = JSON.parse(row?.waveform ?? '');
    expect(wave.stepMs).toBe(50);
    expect(wave.left).toHaveLength(120);
    expect(wave.left[5]).toBeCloseTo(0.244, 2);
    expect(wave.right[70]).toBe(0);
    expect(wave.right[100]).toBeCloseTo(0.244, 2);
  });

  it('opens as Ogg Opus too', async () => {
    await sealTones();
    const ogg = Buffer.from(await openRecording(sealer, REC.recordingId, 'ogg'));
    expect(ogg.subarray(0, 4).toString()).toBe('OggS');
    expect(ogg.includes('OpusHead')).toBe(true);
  });

  it('gives the same row when asked again', async () => {
    const first = await sealTones();
    expect(await sealRecording(sealer, REC)).toEqual(first);
  });

  it('tells why there is nothing to seal', async () => {
    store.state.parts[REC.recordingId] = [{ captureId: 'cap-1', startedAt: START, endedAt: START }];
    await spool(place.spoolFolder, REC.recordingId, 'cap-1', Buffer.alloc(0));
    const result = await sealRecording(sealer, REC);
    expect(result).toEqual({ kind: 'nothing', reason: 'recording-empty: The captured parts hold no audio.' });
    expect(await isSpooled(place.spoolFolder, REC.recordingId)).toBe(false);
  });

  it('seals a part of a single sample', async () => {
    store.state.parts[REC.recordingId] = [{ captureId: 'cap-1', startedAt: START, endedAt: START }];
    await spool(place.spoolFolder, REC.recordingId, 'cap-1', Buffer.alloc(7));
    expect(await sealRecording(sealer, REC)).toMatchObject({ kind: 'sealed' });
  });

  it('leaves out a file of the spool that no consent covers', async () => {
    store.state.parts[REC.recordingId] = [{ captureId: 'cap-1', startedAt: START, endedAt: START + 1000 }];
    await spool(place.spoolFolder, REC.recordingId, 'cap-1', tones({ ms: 1000, left: 440, right: 0 }));
    await spool(place.spoolFolder, REC.recordingId, 'cap-9', tones({ ms: 5000, left: 440, right: 0 }));
    expect(await sealRecording(sealer, REC)).toMatchObject({ kind: 'sealed', row: { durationMs: 1000 } });
  });
});

describe('opening', () => {
  it('detects a single altered byte', async () => {
    await sealTones();
    const path = join(place.dataFolder, store.state.rows[REC.recordingId]?.path ?? '');
    const sealed = await readFile(path);
    for (const at of [10, 100, 400, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await writeFile(path, altered);
      await expect(openRecording(sealer, REC.recordingId, 'ogg')).rejects.toMatchObject({ code: 'recording-damaged' });
    }
    await writeFile(path, sealed.subarray(0, sealed.length - 20));
    await expect(openRecording(sealer, REC.recordingId, 'ogg')).rejects.toMatchObject({ code: 'recording-damaged' });
  });

  it('says that the file is missing, the recording unknown, or not sealed yet', async () => {
    await expect(openRecording(sealer, 'rec-9', 'ogg')).rejects.toMatchObject({ code: 'recording-not-found' });
    store.state.parts['rec-9'] = [{ captureId: 'cap-1', startedAt: START, endedAt: null }];
    await expect(openRecording(sealer, 'rec-9', 'ogg')).rejects.toMatchObject({ code: 'recording-not-sealed' });
  });

  it('says that the master key is another', async () => {
    await sealTones();
    const other = { ...sealer, keyring: ringOf(randomBytes(32)) };
    await expect(openRecording(other, REC.recordingId, 'ogg')).rejects.toMatchObject({ code: 'master-key-wrong' });
  });
});

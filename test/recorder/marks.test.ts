import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decode } from '../../config/demo-site/telephones/tone.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import { ENCODE } from '../../recorder/ffmpeg.ts';
import { FRAME, markedSound, readMarks } from '../bench/recorder/marks.ts';
import { decodeStereo } from '../support/sound.ts';

/** Some seconds of marks. */
const sound = decode(markedSound());
const cut = (from: number, to: number) => sound.subarray(Math.round(from * FRAME), Math.round(to * FRAME));
const joined = (...parts: readonly Int16Array[]): Int16Array =>
  Int16Array.from(parts.flatMap((part) => Array.from(part)));
const silence = (frames: number) => new Int16Array(Math.round(frames * FRAME));

describe('the marks by which the bench counts lost frames', () => {
  it('are whole wherever they begin', () => {
    expect(readMarks(joined(silence(3.3), cut(0.4, 160)))).toMatchObject({
      frames: 159,
      holes: 0,
      skipped: 0,
      lost: 0,
    });
  });

  it.each([1, 2, 7])('show %i frames that are left out', (count) => {
    expect(readMarks(joined(cut(0, 50), cut(50 + count, 160)))).toMatchObject({
      holes: 0,
      skipped: count,
      lost: count,
    });
  });

  it.each([1, 3])('show %i frames of silence in place of sound, once', (count) => {
    const samples = joined(cut(0, 50), silence(count), cut(50 + count, 160));
    expect(readMarks(samples)).toMatchObject({ holes: count, skipped: count, lost: count });
  });

  it('show silence that came between', () => {
    expect(readMarks(joined(cut(0, 50), silence(2), cut(50, 160)))).toMatchObject({ holes: 2, skipped: 0, lost: 2 });
  });

  it('show a frame that came twice', () => {
    expect(readMarks(joined(cut(0, 50), cut(49, 160))).lost).toBeGreaterThan(0);
  });

  it('are not read across half a frame that is gone: what came before counts as missing', () => {
    expect(readMarks(joined(cut(0, 20), cut(20.5, 160))).fromMs).toBeGreaterThan(380);
  });

  it('are not found in silence', () => {
    expect(readMarks(silence(100)).frames).toBe(0);
  });

  it('show the same after a recording was encoded', () => {
    const [left, right] = [joined(cut(0, 50), silence(1), cut(51, 160)), joined(cut(0, 80), cut(81, 160), silence(1))];
    const pcm = Buffer.alloc(left.length * 4);
    for (const [n, sample] of left.entries()) pcm.writeInt16LE(sample, n * 4);
    for (const [n, sample] of right.entries()) pcm.writeInt16LE(sample, n * 4 + 2);
    const { command, args, env } = runtimeProgram('ffmpeg');
    const opus = spawnSync(command, [...args, ...ENCODE], { env: { ...process.env, ...env }, input: pcm }).stdout;
    const heard = decodeStereo(opus);
    expect(readMarks(heard.left)).toMatchObject({ holes: 1, skipped: 1, lost: 1 });
    expect(readMarks(heard.right)).toMatchObject({ holes: 0, skipped: 1, lost: 1 });
  });
});

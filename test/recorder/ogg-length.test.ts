import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runtimeProgram } from '../../config/runtime.ts';
import { ENCODE } from '../../recorder/ffmpeg.ts';
import { oggLength } from '../../recorder/worker/ogg-length.ts';
import { tones } from './tones.ts';

function opus(ms: number): Buffer {
  const { command, args, env } = runtimeProgram('ffmpeg');
  const input = tones({ ms, left: 440, right: 880 });
  return execFileSync(command, [...args, ...ENCODE], { input, env: { ...process.env, ...env } });
}

/** In pieces as odd as a disk may give them. */
async function* pieces(bytes: Uint8Array, size = 1_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const lengthOf = (bytes: Uint8Array, size?: number) => oggLength(pieces(bytes, size));

describe('the length of Ogg Opus, by its pages', () => {
  it.each([20, 120, 1_000, 7_330])('is that of the sound: %d ms', async (ms) => {
    const file = opus(ms);
    for (const size of [7, 1_000, file.length]) expect(await lengthOf(file, size)).toBe(ms);
  });

  it('is none where a bit is another, a byte is missing or too much, or a page is gone or twice there', async () => {
    const file = opus(3_000);
    for (let at = 0; at < file.length; at += 97) {
      const altered = Buffer.from(file);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      expect([at, await lengthOf(altered)]).toEqual([at, null]);
    }
    expect(await lengthOf(file.subarray(0, -1))).toBeNull();
    expect(await lengthOf(Buffer.concat([file, Buffer.from('x')]))).toBeNull();
    const starts = [...file.toString('latin1').matchAll(/OggS\0/g)].map((one) => one.index);
    const page = (n: number) => file.subarray(starts[n], starts[n + 1]);
    expect(starts.length).toBeGreaterThan(3);
    const without = Buffer.concat(starts.flatMap((_, n) => (n === 2 ? [] : [page(n)])));
    expect(await lengthOf(without)).toBeNull();
    expect(await lengthOf(Buffer.concat([file, page(starts.length - 1)]))).toBeNull();
    expect(await lengthOf(file.subarray(0, starts.at(-1)))).toBeNull();
    expect(await lengthOf(Buffer.alloc(0))).toBeNull();
  });
});

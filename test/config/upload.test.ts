import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { wavOf } from '../../config/prompts/sound/wav.ts';
import { readUpload } from '../../config/prompts/upload.ts';
import { runtimeProgram } from '../../config/runtime.ts';

// A machine with other work takes its time to encode minutes of sound.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'centralita-upload-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
function ffmpeg(name: string, ...args: readonly string[]): string {
  const program = runtimeProgram('ffmpeg');
  const path = join(folder, name);
  const run = spawnSync(program.command, [...program.args, '-v', 'error', '-y', ...args, path], {
    env: { ...process.env, ...program.env },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return path;
}
const tone = ['-f', 'lavfi', '-i', 'sine=f=440:d=2'];
const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=2:r=5'];
const refused = (path: string) =>
  readUpload(path).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );

describe('a recording that is sent', () => {
  test.each([
    ['voice.mp3', ['-b:a', '64k']],
    ['voice.ogg', ['-c:a', 'libopus']],
    ['voice.flac', []],
    ['voice.m4a', []],
    ['voice.webm', ['-c:a', 'libopus']],
    ['voice.aiff', ['-ac', '2', '-ar', '44100']],
  ])('is taken as %s', async (name, options) => {
    const { ms, wav } = await readUpload(ffmpeg(name, ...tone, ...options));
    expect(Math.abs(ms - 2_000)).toBeLessThan(100);
    expect(Buffer.from(wav).readUInt32LE(24)).toBe(16_000);
  });

  test('is taken out of a video, and from behind a cover', async () => {
    expect((await readUpload(ffmpeg('talk.mp4', ...picture, ...tone, '-shortest'))).ms).toBeGreaterThan(1_800);
  });

  test('is refused where it is something else, with what it is', async () => {
    const text = 'Bienvenido a la mesa de ayuda. '.repeat(300);
    expect(await refused(process.execPath)).toBe('upload-program');
    expect(await refused(file('run.mp3', '#!/bin/sh\necho hello\n'))).toBe('upload-program');
    expect(await refused(file('setup.wav', `MZ${'\0'.repeat(5_000)}`))).toBe('upload-program');
    expect(await refused(file('text.wav', text))).toBe('upload-not-sound');
    expect(await refused(ffmpeg('picture.png', ...picture, '-frames:v', '1'))).toBe('upload-picture');
    expect(await refused(ffmpeg('silent.mp4', ...picture))).toBe('upload-without-sound');
    expect(await refused(file('bomb.wav', gzipSync(Buffer.alloc(50_000_000))))).toBe('upload-archive');
    expect(
      await refused(file('noise.mp3', Buffer.from(Array.from({ length: 9_000 }, (_, n) => (n * n * 31) & 0xff)))),
    ).not.toBe('taken');
  });

  test('is refused where it names other files or addresses to be read', async () => {
    const voice = ffmpeg('secret.wav', ...tone);
    const list = `ffconcat version 1.0\nfile '${voice}'\n`;
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${voice}\n#EXT-X-ENDLIST\n`;
    expect(await refused(file('list.wav', list))).toBe('upload-not-sound');
    expect(await refused(file('list.mp3', playlist))).toBe('upload-not-sound');
    expect(await refused(file('far.mp3', '#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/voice.mp3\n#EXT-X-ENDLIST\n'))).toBe(
      'upload-not-sound',
    );
  });

  test('is refused where there is nothing to hear, or too much', async () => {
    expect(await refused(file('nothing.wav', ''))).toBe('upload-empty');
    expect(await refused(file('short.wav', wavOf(new Float32Array(0), 16_000)))).toBe('upload-too-short');
    expect(await refused(ffmpeg('silence.flac', '-f', 'lavfi', '-i', 'anullsrc=d=600'))).toBe('upload-silent');
  });

  test('is refused where it is longer than a prompt', async () => {
    expect(await refused(ffmpeg('long.mp3', '-f', 'lavfi', '-i', 'sine=f=440:d=400', '-b:a', '32k'))).toBe(
      'upload-too-long',
    );
  });

  test('that promises more than it holds is heard as far as it goes, or refused', async () => {
    const whole = Buffer.from(
      wavOf(
        Float32Array.from({ length: 32_000 }, (_, n) => 0.3 * Math.sin(n / 6)),
        16_000,
      ),
    );
    whole.writeUInt32LE(0xffffffff, 40);
    expect((await readUpload(file('cut.wav', whole))).ms).toBe(2_000);
  });
});

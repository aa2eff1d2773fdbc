import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RuntimeProgram } from '../config/runtime.ts';
import { CentralitaError } from '../services/core/errors.ts';

const RAW = ['-f', 's16le', '-ar', '8000', '-ac', '2'];
const QUIET = ['-hide_banner', '-nostdin', '-v', 'error'];

/**
 * Opus, chosen by measurement (docs/decisions/recordings.md): from 40 kb/s on `audio` always uses CELT, which keeps the
 * sides apart by more than 65 dB and digital silence at exact zeros; SILK's mid/side stereo leaks at −30 dB.
 */
const OPUS = [
  '-c:a',
  'libopus',
  '-application',
  'audio',
  '-b:a',
  '48k',
  '-vbr',
  'constrained',
  '-frame_duration',
  '20',
];

/** Raw stereo in, Ogg Opus out; without metadata, so that the same audio gives the same packets. */
export const ENCODE = encodeFrom('pipe:0');
/** The same of the first bytes of a file, which ffmpeg reads by itself. */
export const encodeFile = (path: string, bytes: number): readonly string[] =>
  encodeFrom(`subfile,,start,0,end,${bytes},,:${path}`);
/** Ogg Opus in, raw stereo out. */
export const DECODE = [...QUIET, '-f', 'ogg', '-i', 'pipe:0', ...RAW, 'pipe:1'];

/** Ogg Opus in, MP3 out: sides apart, and without the header that needs a second look at the file. */
export const TO_MP3 = [
  ...QUIET,
  ...['-f', 'ogg', '-i', 'pipe:0', '-c:a', 'libmp3lame', '-b:a', '48k', '-joint_stereo', '0'],
  ...['-write_xing', '0', '-id3v2_version', '0', '-map_metadata', '-1', '-flags', '+bitexact', '-f', 'mp3', 'pipe:1'],
];

function encodeFrom(input: string): readonly string[] {
  return [...QUIET, ...RAW, '-i', input, ...OPUS, '-map_metadata', '-1', '-f', 'ogg', 'pipe:1'];
}

/**
 * Sends audio through ffmpeg, which has the priority of the thread that starts it. Nothing touches a disk: both sides are
 * pipes, or without a source what the arguments name. Resolves when ffmpeg ended well and `sink` has taken all of its output.
 * @throws what `source` or `sink` throw; CentralitaError `ffmpeg-failed` with ffmpeg's own last words.
 */
export async function throughFfmpeg(
  ffmpeg: RuntimeProgram,
  args: readonly string[],
  source: AsyncIterable<Uint8Array> | null,
  sink: (output: Readable) => Promise<void>,
): Promise<void> {
  const child = spawn(ffmpeg.command, [...ffmpeg.args, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...ffmpeg.env },
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(failed(cause.message, cause)));
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(failed(words.trim() || String(signal ?? code))),
    );
  });
  if (source === null) child.stdin.end();
  const fed = source === null ? null : pipeline(Readable.from(source), child.stdin);
  const taken = sink(child.stdout).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const [sunk, end, feed] = await Promise.allSettled([taken, ended, fed]);
  // The cause before its consequences: a full disk ends ffmpeg, and ffmpeg's end breaks the pipe it is fed by.
  for (const one of [sunk, ...(isBrokenPipe(feed) ? [end, feed] : [feed, end])]) {
    if (one.status === 'rejected') throw one.reason;
  }
}

function isBrokenPipe(result: PromiseSettledResult<unknown>): boolean {
  if (result.status === 'fulfilled') return false;
  const code: unknown = result.reason?.code;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET';
}

function failed(words: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'ffmpeg-failed',
    `ffmpeg could not process the recording (${words}). Check that ffmpeg with libopus starts on this machine.`,
    { cause },
  );
}

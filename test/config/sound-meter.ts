import { spawnSync } from 'node:child_process';
import { runtimeProgram } from '../../config/runtime.ts';

/** Loudness (LUFS) and true peak (dB) of a sound file by ffmpeg's own meter; a short sound is repeated until it has a loudness. */
export function meterOf(path: string): { readonly loudness: number; readonly peak: number } {
  const program = runtimeProgram('ffmpeg');
  const meter = 'ebur128=peak=true:framelog=quiet';
  const args = ['-nostdin', '-hide_banner', '-nostats', '-stream_loop', '20', '-i', path, '-t', '30', '-af', meter];
  const run = spawnSync(program.command, [...program.args, ...args, '-f', 'null', '-'], {
    env: { ...process.env, ...program.env },
    encoding: 'utf8',
  });
  const number = (pattern: RegExp) => Number(pattern.exec(run.stderr)?.[1] ?? Number.NaN);
  return { loudness: number(/ I:\s+(-?[\d.]+) LUFS/), peak: number(/ Peak:\s+(-?[\d.]+) dBFS/) };
}

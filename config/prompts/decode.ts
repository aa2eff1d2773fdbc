import { runtimeProgram } from '../runtime.ts';
import { type Bounds, type Ran, runBounded } from './program.ts';

/** The two rates of telephones, in Hz, and how Asterisk names the files. */
export const RATES = { wav: 8_000, wav16: 16_000 } as const;
export type Rate = keyof typeof RATES;

/** The longest prompt, in seconds: longer ones are music or a mistake. */
export const LONGEST_S = 300;
const FLOAT_BYTES = 4;

const BOUNDS: Bounds = { seconds: 60, bytes: 2_000_000_000, output: (LONGEST_S + 2) * RATES.wav16 * FLOAT_BYTES };

/**
 * What holds sound and nothing but sound: no list of other files, no address, no device. ffmpeg is given a file of
 * ours, and could otherwise be told by its content to open another.
 */
const FORMATS = [
  ...['wav', 'w64', 'aiff', 'au', 'caf', 'voc', 'gsm', 'amr', 'flac', 'ogg', 'mp3', 'aac', 'ac3', 'eac3', 'ape', 'wv'],
  ...['tta', 'mpc', 'mpc8', 'asf', 'xwma', 'avi', 'matroska,webm', 'mov,mp4,m4a,3gp,3g2,mj2', 'mpeg', 'mpegts', 'flv'],
  ...['loas', 'dts', 'oma', 'rm', 'sox', 'dsf', 'nut'],
].join(',');

/** Options that stand before every input: files only, of these formats. */
export const GUARDED = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS];

export type Decoded = { readonly sounds: readonly Float32Array[] } | { readonly failed: Ran };

/** Reads the first sound of a file, mixed to one channel, at these rates; at most a second more than the longest prompt. */
export async function decodeSound(path: string, rates: readonly number[]): Promise<Decoded> {
  const output = (rate: number, index: number) => {
    const format = ['-ac', '1', '-ar', String(rate), '-f', 'f32le', '-t', String(LONGEST_S + 1)];
    // Pipes 1, 3, 4 …: 2 is for its words.
    return ['-map', '0:a:0', ...format, `pipe:${index === 0 ? 1 : index + 2}`];
  };
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-max_alloc', '200000000', '-threads', '1'];
  const args = [...quiet, ...GUARDED, '-i', path, ...rates.flatMap(output)];
  const ran = await runBounded(runtimeProgram('ffmpeg'), args, BOUNDS, { pipes: rates.length - 1 });
  // A file that is damaged at its end has been heard up to there; its length tells.
  if (ran.code !== 0 || ran.passed !== null) return { failed: ran };
  return { sounds: ran.outputs.map(floatsOf) };
}

function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
}

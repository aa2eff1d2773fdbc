import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { CentralitaError } from '../../services/core/errors.ts';
import { runtimeProgram } from '../runtime.ts';
import { decodeSound, GUARDED, LONGEST_S, RATES } from './decode.ts';
import { runBounded } from './program.ts';
import { integratedLoudness } from './sound/loudness.ts';
import { wavOf } from './sound/wav.ts';

/** The largest file that is taken: five minutes of uncompressed stereo as studios send it. */
export const UPLOAD_LIMIT_BYTES = 60_000_000;
const SHORTEST_MS = 200;
const SILENT_LUFS = -60;
const LEAST_PEAK = 0.001;

export interface Upload {
  /** One channel, 16 kHz, as loud as it was. */
  readonly wav: Uint8Array;
  readonly ms: number;
}

/**
 * Takes a file that somebody sent as a recorded prompt: sound in any format that ffmpeg reads, or refused with what to do.
 * @throws CentralitaError `upload-empty`, `upload-program`, `upload-picture`, `upload-archive`, `upload-not-sound`,
 * `upload-without-sound`, `upload-too-short`, `upload-too-long`, `upload-silent`.
 */
export async function readUpload(path: string): Promise<Upload> {
  if (statSync(path).size === 0) throw refuse('upload-empty', 'The file is empty. Record it again.');
  const decoded = await decodeSound(path, [RATES.wav16]);
  if ('failed' in decoded) throw await reasonFor(path, decoded.failed.passed);
  const [samples = new Float32Array()] = decoded.sounds;
  const ms = Math.round((samples.length / RATES.wav16) * 1000);
  if (ms < SHORTEST_MS)
    throw refuse(
      'upload-too-short',
      'The recording holds no sound, or less than a fifth of a second. Record it again.',
    );
  if (!samples.some((sample) => Math.abs(sample) > LEAST_PEAK)) throw silent();
  if (ms > LONGEST_S * 1000) throw tooLong();
  if (integratedLoudness(samples, RATES.wav16) < SILENT_LUFS) throw silent();
  return { wav: wavOf(samples, RATES.wav16), ms };
}

async function reasonFor(path: string, passed: 'time' | 'output' | null): Promise<CentralitaError> {
  if (passed !== null) return tooLong();
  const kind = kindOf(path);
  if (kind)
    return refuse(
      `upload-${kind.name}`,
      `The file is ${kind.what}, not sound. Send a recording, such as a WAV or MP3 file.`,
    );
  if (await hasPictures(path))
    return refuse('upload-without-sound', 'The video has no sound. Send a recording, such as a WAV or MP3 file.');
  return refuse(
    'upload-not-sound',
    'The file is not sound that can be read, or it is damaged. Send a WAV or MP3 file.',
  );
}

async function hasPictures(path: string): Promise<boolean> {
  const args = ['-v', 'error', ...GUARDED, '-show_entries', 'stream=codec_type', '-of', 'csv=p=0', path];
  const bounds = { seconds: 20, bytes: 2_000_000_000, output: 100_000 };
  const { code, outputs } = await runBounded(runtimeProgram('ffprobe'), args, bounds);
  return code === 0 && String(outputs[0] ?? '').includes('video');
}

/** What people send by mistake, by the first bytes. */
const KINDS: readonly { readonly name: string; readonly what: string; readonly begins: readonly string[] }[] = [
  { name: 'program', what: 'a program', begins: ['\x7fELF', 'MZ', '#!', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'] },
  { name: 'picture', what: 'a picture', begins: ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'BM', 'II*\0', 'MM\0*'] },
  { name: 'archive', what: 'an archive', begins: ['PK', '\x1f\x8b', '7z\xbc\xaf', 'Rar!', 'BZh', '\xfd7zXZ'] },
];

function kindOf(path: string) {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(8);
    readSync(file, bytes, 0, bytes.length, 0);
    const begin = bytes.toString('latin1');
    return KINDS.find(({ begins }) => begins.some((one) => begin.startsWith(one)));
  } finally {
    closeSync(file);
  }
}

function silent(): CentralitaError {
  return refuse('upload-silent', 'Nothing is to be heard in the recording. Check the microphone and record it again.');
}

function tooLong(): CentralitaError {
  return refuse(
    'upload-too-long',
    `A prompt lasts ${LONGEST_S / 60} minutes at most. Cut the recording and send it again.`,
  );
}

function refuse(code: string, sentence: string): CentralitaError {
  return new CentralitaError(code, sentence);
}

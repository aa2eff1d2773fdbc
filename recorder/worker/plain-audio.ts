import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RuntimeProgram } from '../../config/runtime.ts';
import { DECODE, TO_MP3, throughFfmpeg } from '../ffmpeg.ts';
import { decrypted, hashed } from './age-streams.ts';
import { damaged, wavHeader } from './open-file.ts';

/** A sealed file, and what is to be made of it. */
export type PlainSource = {
  readonly ffmpeg: RuntimeProgram;
  readonly path: string;
  readonly identity: string;
  /** Of the sealed file, hex. */
  readonly sha256: string;
  readonly format: 'opus' | 'mp3' | 'wav';
};

/** The Opus of a sealed file; what is not what was sealed ends in an error before its last byte. */
async function* opusOf({ path, identity, sha256 }: PlainSource): AsyncGenerator<Uint8Array> {
  const sealed = createHash('sha256');
  try {
    yield* decrypted(hashed(createReadStream(path), sealed), identity);
  } catch (cause) {
    throw damaged(path, cause);
  }
  if (sealed.digest('hex') !== sha256) throw damaged(path);
}

/** How much a WAV file will hold: it says so at its beginning, and cannot be gone back to once it is on its way. */
async function pcmBytes(source: PlainSource): Promise<number> {
  let bytes = 0;
  await throughFfmpeg(source.ffmpeg, DECODE, opusOf(source), async (output) => {
    for await (const chunk of output) bytes += chunk.length;
  });
  return bytes;
}

/**
 * Gives `sink` the plain audio in its format, as it comes. `bytes`: its size where that is known, which spares a WAV file
 * one of two decodings.
 * @throws CentralitaError `recording-damaged`, `ffmpeg-failed`, and what `sink` throws.
 */
export async function plainAudio(
  source: PlainSource,
  sink: (audio: AsyncIterable<Uint8Array>) => Promise<void>,
  bytes?: number,
): Promise<void> {
  if (source.format === 'opus') return sink(opusOf(source));
  const header =
    source.format === 'wav'
      ? wavHeader(bytes === undefined ? await pcmBytes(source) : bytes - wavHeader(0).length)
      : null;
  await throughFfmpeg(source.ffmpeg, source.format === 'mp3' ? TO_MP3 : DECODE, opusOf(source), async (output) => {
    const whole = new PassThrough();
    if (header !== null) whole.write(header);
    output.once('error', (error) => whole.destroy(error)).pipe(whole);
    await sink(whole);
  });
}

/** SHA-256 (hex) and size of the plain audio, of which nothing is kept. */
export async function measureAudio(source: PlainSource): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await plainAudio(source, async (audio) => {
    for await (const chunk of audio) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { sha256: hash.digest('hex'), bytes };
}

/** The plain audio as a stream, which ends in an error where it is not what was measured. */
export function measuredStream(
  source: PlainSource,
  measured: { readonly sha256: string; readonly bytes: number },
  differs: () => Error,
): PassThrough {
  const out = new PassThrough();
  const checked = async function* (audio: AsyncIterable<Uint8Array>) {
    const hash = createHash('sha256');
    yield* hashed(audio, hash);
    if (hash.digest('hex') !== measured.sha256) throw differs();
  };
  plainAudio(source, (audio) => pipeline(checked(audio), out, { end: false }), measured.bytes).then(
    () => out.end(),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}

import { createReadStream } from 'node:fs';

/** The spool's audio: raw signed 16-bit little endian, 8 kHz, stereo, caller left. */
export const SAMPLE_RATE = 8000;
export const BYTES_PER_SAMPLE = 4;
const BYTES_PER_MS = (SAMPLE_RATE / 1000) * BYTES_PER_SAMPLE;
const CHUNK_BYTES = 256 * 1024;

/** A part as it lies in the spool. */
export type SpooledPart = { readonly path: string; readonly startedAt: number; readonly bytes: number };

/** A part in its place: silence before it, then its own bytes, cut to whole samples. */
export type Segment = { readonly path: string; readonly silenceBytes: number; readonly bytes: number };

/**
 * Puts the parts, in the order of the journal, on one clock that begins with the first: audio time = `at` − start of the
 * first part. A part that would begin before the one ahead of it ended (clocks differ by some ms, or one was set back
 * between them) follows it at once: the sound's own length is the truth, and the order that in which it was told.
 */
export function planTimeline(parts: readonly SpooledPart[]): { segments: readonly Segment[]; durationMs: number } {
  const segments: Segment[] = [];
  let end = 0;
  let zero = parts[0]?.startedAt ?? 0;
  let before = zero;
  for (const part of parts) {
    // Set back: how long nobody consented is not known, and what follows is measured from here.
    if (part.startedAt < before) zero = part.startedAt - end / BYTES_PER_MS;
    before = part.startedAt;
    if (part.bytes < BYTES_PER_SAMPLE) continue;
    const begin = Math.max(end, Math.round(part.startedAt - zero) * BYTES_PER_MS);
    const bytes = part.bytes - (part.bytes % BYTES_PER_SAMPLE);
    segments.push({ path: part.path, silenceBytes: begin - end, bytes });
    end = begin + bytes;
  }
  return { segments, durationMs: end / BYTES_PER_MS };
}

/** How many bytes a part of this length should have (its end may not be known). */
export function expectedBytes(startedAt: number, endedAt: number | null): number {
  return endedAt === null ? 0 : Math.max(0, Math.round(endedAt - startedAt)) * BYTES_PER_MS;
}

/** The audio of the whole recording, in chunks of whole samples. */
export async function* timelineAudio(segments: readonly Segment[]): AsyncGenerator<Buffer> {
  const silence = Buffer.alloc(CHUNK_BYTES);
  for (const segment of segments) {
    for (let left = segment.silenceBytes; left > 0; left -= CHUNK_BYTES) {
      yield left >= CHUNK_BYTES ? silence : silence.subarray(0, left);
    }
    let odd: Buffer = Buffer.alloc(0);
    for await (const read of createReadStream(segment.path, { end: segment.bytes - 1, highWaterMark: CHUNK_BYTES })) {
      const chunk: Buffer = odd.length > 0 ? Buffer.concat([odd, read]) : read;
      const whole = chunk.length - (chunk.length % BYTES_PER_SAMPLE);
      odd = chunk.subarray(whole);
      if (whole > 0) yield chunk.subarray(0, whole);
    }
  }
}

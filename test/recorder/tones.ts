import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const RATE = 8000;
const AMPLITUDE = 8000;

/** Raw stereo audio as Asterisk leaves it in the spool: a tone in Hz a side, or silence (0). */
export function tones(...stretches: readonly { readonly ms: number; readonly left: number; readonly right: number }[]) {
  return Buffer.concat(
    stretches.map(({ ms, left, right }) => {
      const pcm = Buffer.alloc((ms * RATE * 4) / 1000);
      for (let sample = 0; sample * 4 < pcm.length; sample += 1) {
        const at = (hz: number) => Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hz * sample) / RATE));
        pcm.writeInt16LE(at(left), sample * 4);
        pcm.writeInt16LE(at(right), sample * 4 + 2);
      }
      return pcm;
    }),
  );
}

export type Side = 'left' | 'right';

/** One side of raw stereo between two instants (ms), as samples. */
export function stretch(pcm: Buffer, side: Side, fromMs: number, toMs: number): number[] {
  const samples: number[] = [];
  for (let sample = (fromMs * RATE) / 1000; sample < (toMs * RATE) / 1000; sample += 1) {
    samples.push(pcm.readInt16LE(sample * 4 + (side === 'left' ? 0 : 2)));
  }
  return samples;
}

/** Level of one frequency (Goertzel with a Hann window), in dB below the amplitude that `tones` writes. */
export function levelOf(hz: number, samples: readonly number[]): number {
  let sine = 0;
  let cosine = 0;
  let weight = 0;
  samples.forEach((value, at) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length);
    weight += window;
    sine += value * window * Math.sin((2 * Math.PI * hz * at) / RATE);
    cosine += value * window * Math.cos((2 * Math.PI * hz * at) / RATE);
  });
  return 20 * Math.log10(Math.max((2 * Math.hypot(sine, cosine)) / weight, 1e-6) / AMPLITUDE);
}

/** The loudest sample. */
export function loudest(samples: readonly number[]): number {
  return samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** A data folder and a spool for one test. */
export async function folders() {
  const root = await mkdtemp(join(tmpdir(), 'centralita-recorder-'));
  return {
    dataFolder: join(root, 'data'),
    spoolFolder: join(root, 'spool'),
    root,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Puts a part into a spool. */
export async function spool(spoolFolder: string, recordingId: string, captureId: string, pcm: Buffer): Promise<void> {
  const path = join(spoolFolder, recordingId, `${captureId}.raw`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, pcm);
}

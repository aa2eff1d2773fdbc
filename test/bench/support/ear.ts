import type { Media } from '../../../config/demo-site/telephones/media.ts';
import { decode, RATE } from '../../../config/demo-site/telephones/tone.ts';
import { levelOf } from '../../support/sound.ts';

/** A telephone's patience: it plays so much later than the first packet came. */
const BUFFER_MS = 60;
const WINDOW_MS = 5;
const PACKET_MS = 20;
/** What a tone is above silence, so that another tone's side lobes are not taken for it. */
const TONE_ABOVE_DB = 15;
/** Quieter than this is silence: mean level of 5 ms, dB below full scale. */
export const SILENCE_DB = -40;

/** A stretch with sound, in ms. */
export type Stretch = { readonly from: number; readonly to: number };

type Packet = { readonly at: number; readonly timestamp: number; readonly sound: Uint8Array };

/**
 * Keeps what a telephone receives with the time at which it came. `played` is what its loudspeaker gives, behind a
 * buffer of 60 ms that plays by the packets' own clock; `received` the same without a buffer, each packet when it came.
 */
export class Ear {
  readonly #packets: Packet[] = [];
  readonly #received: { from: number; to: number }[] = [];
  readonly #keys: number[] = [];

  constructor(media: Pick<Media, 'watch'>) {
    media.watch({
      heard: (packet, at) => this.#hear(packet, at),
      keyBegan: (at) => this.#keys.push(at),
    });
  }

  /** When each key went down, as its first packet left; ms on the clock of `received`. */
  get keys(): readonly number[] {
    return this.#keys;
  }

  /** Stretches with sound as the loudspeaker gives them. */
  played(): readonly Stretch[] {
    const [first] = this.#packets;
    if (!first) return [];
    let late = 0;
    const placed = this.#packets.map((packet) => {
      const due = first.at + BUFFER_MS + (((packet.timestamp - first.timestamp) | 0) / RATE) * 1000;
      // Who comes too late is waited for, and everything after it comes later too.
      late = Math.max(late, packet.at - due);
      return { ...packet, at: due + late };
    });
    return stretchesOf(placed);
  }

  /** Stretches with sound, each packet at the time it came; packets that come a little early or late are one sound. */
  get received(): readonly Stretch[] {
    return this.#received;
  }

  /** The last moment at which a tone was heard in a row from a given one on, each packet at the time it came. */
  toneUntil(hertz: number, from: number): number {
    let until = from;
    for (const { at, sound } of this.#packets) {
      if (at + PACKET_MS < from) continue;
      if (at - until > BUFFER_MS) break;
      const samples = decode(sound);
      for (const stretch of audibleIn(samples, RATE)) {
        const part = samples.subarray((stretch.from * RATE) / 1000, (stretch.to * RATE) / 1000);
        if (levelOf(part, hertz) > SILENCE_DB + TONE_ABOVE_DB) until = Math.max(until, at + stretch.to);
      }
    }
    return until;
  }

  #hear(packet: Uint8Array, at: number): void {
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const sound = packet.subarray(12 + 4 * ((packet[0] ?? 0) & 0x0f));
    const kept = { at, timestamp: view.getUint32(4), sound: Uint8Array.from(sound) };
    this.#packets.push(kept);
    addTo(this.#received, kept, BUFFER_MS);
  }
}

function stretchesOf(packets: readonly Packet[]): readonly Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (const packet of packets) addTo(stretches, packet, WINDOW_MS / 2);
  return stretches;
}

function addTo(stretches: { from: number; to: number }[], { at, sound }: Packet, tolerance: number): void {
  for (const { from, to } of audibleIn(decode(sound), RATE)) {
    const last = stretches.at(-1);
    if (last && at + from - last.to <= tolerance) last.to = at + to;
    else stretches.push({ from: at + from, to: at + to });
  }
}

/** The stretches of samples that are louder than silence, in ms from their beginning. */
export function audibleIn(samples: Int16Array, rate: number): readonly Stretch[] {
  const window = (rate * WINDOW_MS) / 1000;
  const least = (32_768 * 10 ** (SILENCE_DB / 20)) ** 2;
  const found: Stretch[] = [];
  for (let from = 0; from < samples.length; from += window) {
    const part = samples.subarray(from, from + window);
    const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
    if (power < least) continue;
    const ms = (from / rate) * 1000;
    const last = found.at(-1);
    if (last && last.to === ms) found[found.length - 1] = { from: last.from, to: ms + WINDOW_MS };
    else found.push({ from: ms, to: ms + WINDOW_MS });
  }
  return found;
}

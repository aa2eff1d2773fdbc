import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** Small enough that a slow limit is kept evenly. */
const CHUNK_BYTES = 64 * 1024;

/** Reads a file, or a stretch of it (`end` is the last byte read). */
export type ReadFile = (path: string, stretch?: { readonly start: number; readonly end: number }) => Readable;

/** Reads as fast as the disk gives. */
export const readAtOnce: ReadFile = (path, stretch) =>
  createReadStream(path, { highWaterMark: CHUNK_BYTES, ...stretch });

/** The process's own clock (ms), and waiting by it. */
export type PaceClock = {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

const ownClock: PaceClock = {
  now: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, { signal }),
};

/** The limit of a destination's bandwidth, which all of its copies under way share. */
export class Pace {
  readonly #clock: PaceClock;
  #bytesPerSecond = 0;
  /** When what was let through so far is paid for (ms of the process's own clock). */
  #paidAt = 0;

  constructor(clock: PaceClock = ownClock) {
    this.#clock = clock;
  }

  /** `undefined`: no limit. It may change at any time. */
  set limit(bytesPerSecond: number | undefined) {
    this.#bytesPerSecond = bytesPerSecond ?? 0;
  }

  /** A reader of files that keeps to the limit, and ends when the signal says so. */
  reader(signal: AbortSignal): ReadFile {
    return (path, stretch) => {
      const source = readAtOnce(path, stretch);
      return this.#bytesPerSecond === 0 ? source : Readable.from(this.#paced(source, signal), { objectMode: false });
    };
  }

  async *#paced(source: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      await this.#pay((chunk as Buffer).length, signal);
      yield chunk as Buffer;
    }
  }

  async #pay(bytes: number, signal: AbortSignal): Promise<void> {
    const limit = this.#bytesPerSecond;
    if (limit === 0) return;
    const now = this.#clock.now();
    const turn = Math.max(now, this.#paidAt);
    this.#paidAt = turn + (bytes / limit) * 1000;
    if (turn > now) await this.#clock.wait(turn - now, signal);
  }
}

import type { TimerId } from '../core/ids.ts';
import type { Signal } from '../core/signal.ts';

/** Longest wait of Node's setTimeout, in ms. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** The engine's timers: an effect that comes back as a signal, not before its time. */
export class Timers {
  readonly #tell: (signal: Signal) => void;
  readonly #now: () => number;
  readonly #running = new Map<TimerId, NodeJS.Timeout>();

  /** @param now Ms since the epoch. */
  constructor(tell: (signal: Signal) => void, now: () => number = Date.now) {
    this.#tell = tell;
    this.#now = now;
  }

  /** Sets a timer, or sets it anew. @param at Ms since the epoch; past: at once. */
  set(timerId: TimerId, at: number): void {
    this.cancel(timerId);
    const wait = Math.min(Math.max(at - this.#now(), 0), LONGEST_WAIT_MS);
    const timer = setTimeout(() => {
      // Node may fire a millisecond early, and the longest wait may not be long enough.
      if (this.#now() < at) this.set(timerId, at);
      else {
        this.#running.delete(timerId);
        this.#tell({ type: 'timer', timerId });
      }
    }, wait);
    this.#running.set(timerId, timer);
  }

  cancel(timerId: TimerId): void {
    clearTimeout(this.#running.get(timerId));
    this.#running.delete(timerId);
  }

  close(): void {
    for (const timerId of [...this.#running.keys()]) this.cancel(timerId);
  }
}

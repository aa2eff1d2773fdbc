import { setTimeout as sleep } from 'node:timers/promises';

/** A program as far as its watcher knows it. */
export interface Watched {
  readonly exited: Promise<unknown>;
  readonly close: () => Promise<void>;
}

export interface KeepRunningOptions<T extends Watched> {
  readonly start: () => Promise<T>;
  readonly onExit: () => void;
  readonly onRestart: (started: T) => void;
  readonly onFailure: (error: unknown) => void;
}

/** After the first end nearly at once, then slower while it keeps ending: ms. */
const BACK_OFF_MS: readonly number[] = [50, 250, 1_000, 2_000, 5_000];
/** A program that ran this long ended for a new reason: ms. */
const STABLE_MS = 2_000;

/** Starts a program anew whenever it ends, until `close`. */
export class KeepRunning<T extends Watched> {
  readonly #options: KeepRunningOptions<T>;
  readonly #stop = new AbortController();
  readonly #watching: Promise<void>;
  #current: T;

  constructor(first: T, options: KeepRunningOptions<T>) {
    this.#options = options;
    this.#current = first;
    this.#watching = this.#watch();
  }

  get current(): T {
    return this.#current;
  }

  /** Ends the program and the watching. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#current.close();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    let failures = 0;
    for (;;) {
      const startedAt = Date.now();
      await this.#current.exited;
      if (this.#stop.signal.aborted) return;
      this.#options.onExit();
      if (Date.now() - startedAt > STABLE_MS) failures = 0;
      failures = await this.#startAnew(failures);
      if (this.#stop.signal.aborted) return this.#current.close();
    }
  }

  /** Tries until it starts; returns how often it has ended or failed in a row. */
  async #startAnew(before: number): Promise<number> {
    let failures = before;
    while (!this.#stop.signal.aborted) {
      const wait = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0;
      failures++;
      try {
        await sleep(wait, undefined, { signal: this.#stop.signal });
        this.#current = await this.#options.start();
        this.#options.onRestart(this.#current);
        return failures;
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#options.onFailure(error);
      }
    }
    return failures;
  }
}

import type { Destination } from '../config/site.ts';
import { Pace } from './pace.ts';
import { growingWait, type Waits } from './waits.ts';

/** How the way to a destination has been since the start. */
type Lane = {
  readonly running: Set<string>;
  readonly pace: Pace;
  /** Failures in a row, of whatever copies. */
  failures: number;
  /** Nothing is sent before this (ms since the epoch). */
  restsUntil: number;
  lastSuccessAt: number | null;
  lastFailure: { readonly at: number; readonly reason: string } | null;
};

/**
 * The ways to the destinations, each with its places, its limit of bandwidth and its rest. A destination that fails rests
 * as a whole, longer each time: the copies that wait for it do not use up their attempts on a server that is away.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #waits: Waits;
  readonly #now: () => number;
  readonly #random: () => number;

  constructor(options: { readonly waits: Waits; readonly now: () => number; readonly random: () => number }) {
    this.#waits = options.waits;
    this.#now = options.now;
    this.#random = options.random;
  }

  of(destination: string): Lane {
    const known = this.#lanes.get(destination);
    if (known !== undefined) return known;
    const lane = {
      running: new Set<string>(),
      pace: new Pace(),
      failures: 0,
      restsUntil: 0,
      lastSuccessAt: null,
      lastFailure: null,
    };
    this.#lanes.set(destination, lane);
    return lane;
  }

  /** Whether another copy may be sent there now. A destination that failed is tried with one copy first. */
  isOpen(id: string, settings: Pick<Destination, 'parallel'> | undefined, at = this.#now()): boolean {
    const lane = this.of(id);
    const places = lane.failures > 0 ? 1 : (settings?.parallel ?? 1);
    return lane.running.size < places && lane.restsUntil <= at;
  }

  /** Destinations that take nothing at this time, of those that were ever used. */
  closed(destinations: readonly Destination[], at: number): readonly string[] {
    return [...this.#lanes.keys()].filter(
      (id) =>
        !this.isOpen(
          id,
          destinations.find((one) => one.id === id),
          at,
        ),
    );
  }

  /** When the next rest that lasts at this time ends (ms since the epoch). */
  nextEnd(at: number): number {
    const ends = [...this.#lanes.values()].map((lane) => lane.restsUntil).filter((end) => end > at);
    return Math.min(Number.POSITIVE_INFINITY, ...ends);
  }

  /** Ends all rests, as when the clock was set back. */
  wakeAll(): void {
    for (const lane of this.#lanes.values()) lane.restsUntil = 0;
  }

  succeeded(id: string): void {
    const lane = this.of(id);
    lane.failures = 0;
    lane.restsUntil = 0;
    lane.lastSuccessAt = this.#now();
  }

  /** `lasting`: the copy is at fault and not the destination. */
  failed(id: string, reason: string, lasting: boolean): void {
    const lane = this.of(id);
    lane.lastFailure = { at: this.#now(), reason };
    if (lasting) return;
    lane.failures += 1;
    lane.restsUntil = this.#now() + growingWait(this.#waits, lane.failures, this.#random());
  }
}

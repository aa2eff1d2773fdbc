/** Failures in a row after which a service is left alone, and for how long, in ms. */
const failureLimit = 5;
const restMs = 30_000;

/**
 * *Circuit breaker* of one service: after some failures in a row it is asked no more for a while; then one request is
 * let through, and its outcome decides. See Nygard, Release It!, 2nd edition, chapter 5.
 */
export class Circuit {
  #failures = 0;
  #closedUntil = 0;
  #trying = false;

  /** Whether a request may be sent now (ms since the epoch). */
  allows(now: number): boolean {
    if (this.#failures < failureLimit) return true;
    if (now < this.#closedUntil || this.#trying) return false;
    this.#trying = true;
    return true;
  }

  /** What came of a request that was allowed. */
  note(succeeded: boolean, now: number): void {
    this.#trying = false;
    this.#failures = succeeded ? 0 : this.#failures + 1;
    if (this.#failures >= failureLimit) this.#closedUntil = now + restMs;
  }
}

/** A page's connection, as far as its feed is concerned: Socket.IO's socket, or a fake of it. */
export type Line = {
  readonly id: string;
  /** Packets that wait for the network. */
  readonly backlog: () => number;
  readonly send: (delta: unknown) => void;
  readonly drop: () => void;
};

/** Packets that may wait for one page before its deltas are left out. */
const backlogLimit = 16;
/** A page that is behind for this long (ms) is dropped; it comes back with a new connection. */
const patienceMs = 30_000;

/**
 * Numbered deltas of one topic to those who watch it. To a page whose network does not follow, deltas are left out, so
 * that nothing piles up in memory; the gap in the numbers makes the page ask for a snapshot once it follows again.
 */
export class Feed<D> {
  #seq = 0;
  readonly #lines = new Map<string, { readonly line: Line; behindSince: number | null }>();
  readonly #numbered: (change: D, prev: number, seq: number) => unknown;
  readonly #nothing: () => D;

  /** `numbered` makes a delta of a change; `nothing` is a change that changes nothing. */
  constructor(numbered: (change: D, prev: number, seq: number) => unknown, nothing: () => D) {
    this.#numbered = numbered;
    this.#nothing = nothing;
  }

  /** Number of the last delta: that of a snapshot taken now. */
  get seq(): number {
    return this.#seq;
  }

  get watched(): boolean {
    return this.#lines.size > 0;
  }

  add(line: Line): void {
    this.#lines.set(line.id, { line, behindSince: null });
  }

  remove(id: string): void {
    this.#lines.delete(id);
  }

  send(change: D, now: number): void {
    const prev = this.#seq;
    this.#seq += 1;
    const delta = this.#numbered(change, prev, this.#seq);
    for (const one of this.#lines.values()) {
      if (one.behindSince === null && one.line.backlog() < backlogLimit) one.line.send(delta);
      else one.behindSince ??= now;
    }
  }

  /** Looks after pages that are behind: one that follows again is told that it missed something, one that does not is dropped. */
  tend(now: number): void {
    for (const one of this.#lines.values()) {
      if (one.behindSince === null) continue;
      if (one.line.backlog() === 0) {
        one.behindSince = null;
        one.line.send(this.#numbered(this.#nothing(), this.#seq, this.#seq));
      } else if (now - one.behindSince >= patienceMs) {
        this.#lines.delete(one.line.id);
        one.line.drop();
      }
    }
  }
}

/** Something planned for a time (ms). Of two at the same time, the one planned first comes first. */
type Planned = { readonly at: number; readonly order: number; readonly run: () => void };

const before = (one: Planned, other: Planned) => one.at < other.at || (one.at === other.at && one.order < other.order);

/** A virtual clock: a heap of what is planned. Time passes by taking the next. */
export class Clock {
  /** Ms since the epoch. */
  now: number;
  readonly #heap: Planned[] = [];
  #order = 0;

  constructor(now: number) {
    this.now = now;
  }

  /** Plans for a time; a past one is now. */
  at(at: number, run: () => void): void {
    const heap = this.#heap;
    this.#order += 1;
    const item = { at: Math.max(at, this.now), order: this.#order, run };
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const up = (index - 1) >> 1;
      const parent = heap[up];
      if (!parent || !before(item, parent)) break;
      heap[index] = parent;
      index = up;
    }
    heap[index] = item;
  }

  /** Plans for so many ms from now. */
  in(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** Does what comes next. False when nothing is planned. */
  next(): boolean {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last) return false;
    if (heap.length > 0) this.#sink(last);
    this.now = first.at;
    first.run();
    return true;
  }

  #sink(item: Planned): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let least = heap[child];
      const right = heap[child + 1];
      if (!least) break;
      if (right && before(right, least)) {
        least = right;
        child += 1;
      }
      if (!before(least, item)) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = item;
  }
}

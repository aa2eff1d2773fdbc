/** What comes next on a virtual clock: times with what each is for, earliest first. */
export class EventHeap {
  readonly #times: number[] = [];
  readonly #whats: number[] = [];

  /** Of the earliest; infinite when there is none. */
  get nextAt(): number {
    return this.#times[0] ?? Number.POSITIVE_INFINITY;
  }

  add(time: number, what: number): void {
    const times = this.#times;
    const whats = this.#whats;
    let at = times.length;
    times.push(time);
    whats.push(what);
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = times[parent] ?? 0;
      if (above <= time) break;
      times[at] = above;
      whats[at] = whats[parent] ?? 0;
      at = parent;
    }
    times[at] = time;
    whats[at] = what;
  }

  /** Takes the earliest; what it is for. */
  take(): number {
    const times = this.#times;
    const whats = this.#whats;
    const taken = whats[0] ?? 0;
    const time = times.pop() ?? 0;
    const what = whats.pop() ?? 0;
    const size = times.length;
    if (size === 0) return taken;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] ?? 0) < (times[child] ?? 0)) child += 1;
      const below = times[child] ?? 0;
      if (below >= time) break;
      times[at] = below;
      whats[at] = whats[child] ?? 0;
      at = child;
    }
    times[at] = time;
    whats[at] = what;
    return taken;
  }
}

/** Blocks of at most so many items: moving them costs less than walking a tree would. */
const blockLimit = 256;

/**
 * A list that stays in order: adding, removing and finding cost no more than the logarithm of its length and one block.
 * Items are told apart by `compare` alone, which must never give 0 for two of them.
 */
export class SortedList<T> {
  readonly #compare: (one: T, other: T) => number;
  readonly #blocks: T[][] = [];
  #size = 0;

  constructor(compare: (one: T, other: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  get first(): T | undefined {
    return this.#blocks[0]?.[0];
  }

  add(item: T): void {
    const at = Math.min(this.#blockOf(item), Math.max(0, this.#blocks.length - 1));
    const block = this.#blocks[at];
    this.#size += 1;
    if (!block) {
      this.#blocks.push([item]);
      return;
    }
    block.splice(this.#placeIn(block, item), 0, item);
    if (block.length > blockLimit) this.#blocks.splice(at + 1, 0, block.splice(blockLimit / 2));
  }

  /** Whether it was there. */
  remove(item: T): boolean {
    const at = this.#blockOf(item);
    const block = this.#blocks[at];
    const place = block ? this.#placeIn(block, item) : 0;
    const found = block?.[place];
    if (!block || found === undefined || this.#compare(found, item) !== 0) return false;
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
    this.#size -= 1;
    return true;
  }

  /** How many items come before. */
  rank(item: T): number {
    const at = this.#blockOf(item);
    let before = 0;
    for (let index = 0; index < at; index += 1) before += this.#blocks[index]?.length ?? 0;
    const block = this.#blocks[at];
    return block ? before + this.#placeIn(block, item) : before;
  }

  /** The item with so many before it. */
  at(index: number): T | undefined {
    let left = index;
    for (const block of this.#blocks) {
      if (left < block.length) return block[left];
      left -= block.length;
    }
    return undefined;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const block of this.#blocks) yield* block;
  }

  /** The first block whose last item does not come before `item`. */
  #blockOf(item: T): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#blocks[middle]?.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(block: readonly T[], item: T): number {
    let low = 0;
    let high = block.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const one = block[middle];
      if (one !== undefined && this.#compare(one, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

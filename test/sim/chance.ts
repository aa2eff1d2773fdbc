import { dice } from '../support/scene.ts';

/** What a simulated day leaves to chance: the same seed throws the same. */
export class Chance {
  /** A number in [0, 1). */
  readonly random: () => number;

  constructor(seed: number) {
    this.random = dice(seed);
  }

  is(probability: number): boolean {
    return this.random() < probability;
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low);
  }

  int(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  /** A time that knows no past, with this mean. */
  about(mean: number): number {
    return -Math.log(1 - this.random()) * mean;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(this.random() * list.length)] ?? list[0];
  }

  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.is(probability));
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }

  /** One of a table, by weight. */
  weighted<T extends { readonly weight: number }>(table: readonly T[]): T | undefined {
    let left = this.random() * table.reduce((sum, { weight }) => sum + weight, 0);
    return table.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
  }
}

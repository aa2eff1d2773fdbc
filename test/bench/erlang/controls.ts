import { EventHeap } from './event-heap.ts';

/**
 * Control variates: figures of the arrivals and handling times themselves, whose true means are textbook knowledge and
 * which no routing can touch. A run that happened to draw much work shows it in them, and the regression on them takes
 * that luck out of the result (Glasserman, Monte Carlo Methods, 4.1).
 *
 * - An M/M/∞ system on the same arrivals and handling times: how many would talk if nobody ever waited. Stationary, it
 *   is Poisson. The same with handling times stretched, because waiting stretches a call's stay.
 * - How many of the second of these are beyond the number of agents at two moments some time apart: long crowds cost more
 *   than short ones. Both moments share those who stay: the pair is bivariate Poisson.
 * - A single server that works as fast as all agents together (Lindley's recursion): M/M/1.
 * - How many calls came, and how much work they brought.
 */
const stretches = [1, 1.06, 1.15, 1.3];

/** Which of them is looked at in pairs of moments: so often, and so many looks apart. Times in mean handling times. */
const paired = 1;
const lookEvery = 0.1;
const lags = [2, 5, 10, 20];

export class Controls {
  readonly #agents: number;
  readonly #load: number;
  readonly #from: number;
  readonly #to: number;
  readonly #departures = stretches.map(() => new EventHeap());
  readonly #histograms: readonly Float64Array[];
  readonly #present = stretches.map(() => 0);
  readonly #changed = stretches.map(() => 0);
  readonly #single = { wait: 0, at: 0, sums: [0, 0, 0, 0, 0] };
  readonly #looks: number[] = [];
  #calls = 0;
  #work = 0;

  /** Times in units of the mean handling time; the window from `from` to `to` counts. */
  constructor(agents: number, load: number, from: number, to: number) {
    this.#agents = agents;
    this.#load = load;
    this.#from = from;
    this.#to = to;
    const size = Math.ceil(load * 1.3 + 14 * Math.sqrt(load * 1.3) + 40);
    this.#histograms = stretches.map(() => new Float64Array(size));
  }

  /** A call came. `initial`: it is one of those that were there at time 0. */
  arrive(at: number, handling: number, initial: boolean): void {
    stretches.forEach((stretch, system) => {
      this.#until(system, at);
      this.#change(system, 1, at);
      this.#departures[system]?.add(at + handling * stretch, 0);
    });
    if (initial) return;
    const { sums, wait: before, at: last } = this.#single;
    const wait = Math.max(0, before - (at - last));
    this.#single.wait = wait + handling / this.#agents;
    this.#single.at = at;
    if (at < this.#from) return;
    this.#calls += 1;
    this.#work += handling;
    const mean = 1 / (this.#agents - this.#load);
    [wait, wait > 0 ? 1 : 0, wait * wait, Math.max(0, wait - mean), wait > 2 * mean ? 1 : 0].forEach((value, index) => {
      sums[index] = (sums[index] ?? 0) + value;
    });
  }

  #until(system: number, at: number): void {
    const departures = this.#departures[system];
    while (departures && departures.nextAt <= at) {
      this.#change(system, -1, departures.nextAt);
      departures.take();
    }
  }

  #change(system: number, by: number, at: number): void {
    const histogram = this.#histograms[system];
    const present = this.#present[system] ?? 0;
    if (system === paired)
      while (this.#from + this.#looks.length * lookEvery <= Math.min(at, this.#to)) this.#looks.push(present);
    const from = Math.max(this.#changed[system] ?? 0, this.#from);
    const to = Math.min(at, this.#to);
    if (histogram && to > from) {
      const level = Math.min(present, histogram.length - 1);
      histogram[level] = (histogram[level] ?? 0) + to - from;
    }
    this.#present[system] = present + by;
    this.#changed[system] = at;
  }

  #seenInPairs(lag: number): readonly number[] {
    const looks = this.#looks;
    const count = looks.length - lag;
    const sums = [0, 0, 0];
    for (let look = 0; look < count; look += 1) {
      const one = (looks[look] ?? 0) - this.#agents;
      const other = (looks[look + lag] ?? 0) - this.#agents;
      if (one < 0 || other < 0) continue;
      sums[0] = (sums[0] ?? 0) + 1;
      sums[1] = (sums[1] ?? 0) + one * other;
      sums[2] = (sums[2] ?? 0) + (one + other) / 2;
    }
    return sums.map((sum) => sum / count);
  }

  /** How far each figure of the run is from its true mean. */
  finish(): readonly number[] {
    const length = this.#to - this.#from;
    const agents = this.#agents;
    const load = this.#load;
    const spread = Math.sqrt(load);
    const many = stretches.flatMap((stretch, system) => {
      this.#until(system, this.#to);
      this.#change(system, 0, this.#to);
      const histogram = this.#histograms[system] ?? new Float64Array();
      const chance = poisson(load * stretch, histogram.length);
      const off = (value: (present: number) => number) => {
        let sum = 0;
        for (let n = 0; n < histogram.length; n += 1)
          sum += value(n) * ((histogram[n] ?? 0) / length - (chance[n] ?? 0));
        return sum;
      };
      const above = [-spread, -spread / 2, 0, spread / 2].map((more) => off((n) => (n >= agents + more ? 1 : 0)));
      return [
        off((n) => n),
        ...above,
        off((n) => Math.max(0, n - agents)),
        off((n) => Math.max(0, n - agents) ** 2),
        off((n) => (n - load * stretch) ** 2),
      ];
    });
    const pairs = lags.flatMap((lag) => {
      const seen = this.#seenInPairs(lag);
      return pairsOf(agents, load * (stretches[paired] ?? 1), (lag * lookEvery) / (stretches[paired] ?? 1)).map(
        (value, index) => (seen[index] ?? 0) - value,
      );
    });
    const busy = load / agents;
    const mean = 1 / (agents - load);
    const single = [mean, 1, 2 * mean * mean, mean * Math.exp(-1), Math.exp(-2)].map(
      (value, index) => ((this.#single.sums[index] ?? 0) - this.#calls * busy * value) / length,
    );
    return [...many, ...pairs, ...single, (this.#calls - load * length) / length, (this.#work - this.#calls) / length];
  }
}

const known = new Map<string, readonly number[]>();

/**
 * Of the numbers present at two moments `apart`, u and v, both at least `agents`: the chance, and the means of
 * (u - agents)(v - agents) and of their sum's half.
 */
function pairsOf(agents: number, load: number, apart: number): readonly number[] {
  const key = `${agents} ${load} ${apart}`;
  const found = known.get(key);
  if (found) return found;
  const size = Math.ceil(load + 14 * Math.sqrt(load) + 40);
  const staying = poisson(load * Math.exp(-apart), size);
  const fresh = poisson(load * (1 - Math.exp(-apart)), size);
  const sums = [0, 0, 0];
  for (let stay = 0; stay < size; stay += 1) {
    const chance = staying[stay] ?? 0;
    if (chance < 1e-16) continue;
    let many = 0;
    let beyond = 0;
    for (let more = Math.max(0, agents - stay); more < size; more += 1) {
      many += fresh[more] ?? 0;
      beyond += (fresh[more] ?? 0) * (stay + more - agents);
    }
    sums[0] = (sums[0] ?? 0) + chance * many * many;
    sums[1] = (sums[1] ?? 0) + chance * beyond * beyond;
    sums[2] = (sums[2] ?? 0) + chance * many * beyond;
  }
  known.set(key, sums);
  return sums;
}

/** Probabilities of 0 to `size` - 1. */
function poisson(mean: number, size: number): Float64Array {
  const chance = new Float64Array(size);
  let log = -mean;
  for (let n = 0; n < size; n += 1) {
    chance[n] = Math.exp(log);
    log += Math.log(mean / (n + 1));
  }
  return chance;
}

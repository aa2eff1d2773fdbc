/** What is offered to a group of agents. Times in seconds. */
export type Offered = {
  readonly agents: number;
  readonly arrivalsPerSecond: number;
  readonly handleSeconds: number;
  /** Mean of an exponential patience; null: nobody leaves (Erlang C). */
  readonly patienceSeconds: number | null;
};

/** `wait`: share of calls that find all agents busy; `within`: share answered in time; `asa`: mean wait (s) of the answered. */
export type Figures = { readonly wait: number; readonly within: number; readonly asa: number };

/** What queueing theory says of Poisson arrivals, exponential handling and first come, first served. */
export function theory(offered: Offered, targetSeconds: number): Figures {
  return offered.patienceSeconds === null ? erlangC(offered, targetSeconds) : erlangA(offered, targetSeconds);
}

/** Erlang C, from Erlang B by its recursion on the inverse, which neither overflows nor cancels. */
function erlangC({ agents, arrivalsPerSecond, handleSeconds }: Offered, targetSeconds: number): Figures {
  const load = arrivalsPerSecond * handleSeconds;
  if (load >= agents) throw new Error('Erlang C has no answer where more is offered than can be served.');
  let inverseB = 1;
  for (let servers = 1; servers <= agents; servers += 1) inverseB = 1 + (servers / load) * inverseB;
  const wait = 1 / (inverseB - (load / agents) * (inverseB - 1));
  const spare = agents / handleSeconds - arrivalsPerSecond;
  return { wait, within: 1 - wait * Math.exp(-spare * targetSeconds), asa: wait / spare };
}

/**
 * Erlang A (Palm 1957; Garnett, Mandelbaum and Reiman 2002), exactly: probabilities of the birth-death chain, weighed
 * from state `agents` outwards; and for who finds k waiting, the wait until served, V. With departures at rates
 * cμ + jθ, P(served) = cμ / (cμ + (k+1)θ), and given that, e^(-θV) is Beta(cμ/θ + 1, k + 1).
 */
function erlangA(
  { agents, arrivalsPerSecond: arrivals, handleSeconds, patienceSeconds }: Offered,
  targetSeconds: number,
): Figures {
  const leave = 1 / (patienceSeconds ?? Number.POSITIVE_INFINITY);
  const serve = agents / handleSeconds;
  let below = 0;
  let weight = 1;
  for (let busy = agents; busy > 0; busy -= 1) {
    weight *= busy / handleSeconds / arrivals;
    below += weight;
  }
  let all = below;
  const sums = { wait: 0, served: below, within: below, time: 0 };
  const kept = Math.exp(-leave * targetSeconds);
  const shape = serve / leave + 1;
  // I_x(shape, k + 1), x = e^(-θT), by its recursion in k.
  let late = Math.exp(-leave * targetSeconds * shape);
  let lateTerm = late * (1 - kept) * shape;
  let times = 0;
  weight = 1;
  for (let ahead = 0; weight > all * 1e-18 || ahead < 10; ahead += 1) {
    all += weight;
    sums.wait += weight;
    const departures = serve + (ahead + 1) * leave;
    times += 1 / departures;
    const served = (weight * serve) / departures;
    sums.served += served;
    sums.within += served * (1 - late);
    sums.time += served * times;
    late += lateTerm;
    lateTerm *= ((1 - kept) * (shape + ahead + 1)) / (ahead + 2);
    weight *= arrivals / departures;
  }
  return { wait: sums.wait / all, within: sums.within / all, asa: sums.time / sums.served };
}

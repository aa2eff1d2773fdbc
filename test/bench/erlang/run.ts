import { Centre } from './centre.ts';
import { Controls } from './controls.ts';
import { dice, exponential } from './dice.ts';
import { EventHeap } from './event-heap.ts';
import type { Offered } from './theory.ts';

/** Threshold of the service level, in seconds. */
export const targetSeconds = 20;

/** One independent run: how long is warmed up, and how long is measured, in mean handling times. */
export type RunPlan = { readonly offered: Offered; readonly warmUp: number; readonly length: number };

/** What a run counted within its window. Times in seconds. */
export type RunResult = {
  readonly calls: number;
  readonly waited: number;
  readonly within: number;
  readonly answered: number;
  readonly waitSeconds: number;
  /** How far each control is from its true mean. */
  readonly controls: readonly number[];
  /** What callers who had to wait were told on entering, and how it was. */
  readonly told: readonly { readonly expected: number; readonly actual: number }[];
};

/** How many waits of a run are compared with what was told. */
const toldLimit = 400;

type Caller = { readonly at: number; readonly handling: number; expected: number | null; state: 'new' | 'talks' };

/**
 * Poisson arrivals, exponential handling and patience, through the production engine. It begins with as many calls as an
 * M/M/∞ system would have, which is near to how it goes on, and measures after the warm-up.
 */
export function runOnce({ offered, warmUp, length }: RunPlan, seed: number): RunResult {
  const { agents, arrivalsPerSecond, handleSeconds, patienceSeconds } = offered;
  const random = dice(seed);
  const load = arrivalsPerSecond * handleSeconds;
  const begin = warmUp * handleSeconds;
  const end = (warmUp + length) * handleSeconds;
  const heap = new EventHeap();
  const callers = new Map<number, Caller>();
  const sums = { calls: 0, waited: 0, within: 0, answered: 0, waitSeconds: 0 };
  const told: { expected: number; actual: number }[] = [];
  const controls = new Controls(agents, load, warmUp, warmUp + length);
  let now = 0;
  let last = 0;
  const centre = new Centre(
    agents,
    {
      connected: (call, waitMs) => {
        const caller = callers.get(call);
        if (!caller) throw new Error(`The engine connected call ${call}, which had gone.`);
        caller.state = 'talks';
        heap.add(now + caller.handling, call);
        if (now < begin) return;
        const wait = waitMs / 1000;
        if (Math.abs(wait - (now - caller.at)) > 1e-3)
          throw new Error(`The engine says that call ${call} waited ${wait} s.`);
        sums.answered += 1;
        sums.waitSeconds += wait;
        if (wait <= targetSeconds) sums.within += 1;
        if (caller.expected !== null && told.length < toldLimit) told.push({ expected: caller.expected, actual: wait });
      },
    },
    random,
  );
  const arrive = (initial: boolean) => {
    last += 1;
    const caller: Caller = { at: now, handling: exponential(random) * handleSeconds, expected: null, state: 'new' };
    const patience = patienceSeconds === null ? null : exponential(random) * patienceSeconds;
    callers.set(last, caller);
    controls.arrive(now / handleSeconds, caller.handling / handleSeconds, initial);
    centre.arrive(last, now);
    const counts = !initial && now >= begin;
    if (counts) sums.calls += 1;
    if (caller.state === 'talks') return;
    if (counts) {
      sums.waited += 1;
      if (told.length < toldLimit) caller.expected = centre.expectedWait();
    }
    if (patience !== null) heap.add(now + patience, -last);
  };
  for (let there = poisson(load, random); there > 0; there -= 1) arrive(true);
  let nextCall = exponential(random) / arrivalsPerSecond;
  for (;;) {
    now = Math.min(nextCall, heap.nextAt);
    if (now > end) break;
    if (now === nextCall) {
      arrive(false);
      nextCall += exponential(random) / arrivalsPerSecond;
      continue;
    }
    const what = heap.take();
    const call = Math.abs(what);
    const caller = callers.get(call);
    // Patience that ends after the answer, or after the end, means nothing.
    if (!caller || (what < 0 && caller.state === 'talks')) continue;
    callers.delete(call);
    centre.leave(call, now);
  }
  return { ...sums, controls: controls.finish(), told };
}

function poisson(mean: number, random: () => number): number {
  let count = -1;
  for (let time = 0; time <= mean; count += 1) time += exponential(random);
  return count;
}

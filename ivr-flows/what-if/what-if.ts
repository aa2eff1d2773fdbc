import type { Bench } from '../lab/run-test.ts';
import type { Journey } from './journey.ts';
import { type End, replay, type Way, type Written } from './replay.ts';

export type Differing = {
  readonly callId: string;
  readonly number: string;
  readonly rangAt: number;
  /** The place of the first passage that is another one, and its step. */
  readonly at: number;
  readonly step: string;
  readonly was: readonly Way[];
  readonly would: readonly Way[];
  readonly end: End;
};

export type Outcome = {
  readonly differ: number;
  readonly exits: readonly {
    readonly step: string;
    readonly exit: string | null;
    readonly was: number;
    readonly would: number;
  }[];
  readonly list: readonly Differing[];
};

/** So many of the calls that differ are listed. */
const mostListed = 200;

/** Takes calls, the newest first, through a changed flow. @param before the version of a call, if it can be read. */
export function whatIf(
  journeys: readonly Journey[],
  after: Written,
  before: (version: string) => Written | null,
  bench: Bench,
): Outcome {
  const counts = new Map<string, { step: string; exit: string | null; was: number; would: number }>();
  const count = (when: 'was' | 'would', ways: readonly Way[]) => {
    for (const { step, exit } of ways) {
      const key = JSON.stringify([step, exit]);
      const one = counts.get(key) ?? { step, exit, was: 0, would: 0 };
      one[when] += 1;
      counts.set(key, one);
    }
  };
  const differing = journeys.flatMap((journey): Differing[] => {
    const { was, would, end } = replay(journey, after, before(journey.version), bench);
    count('was', was);
    count('would', would);
    const at = firstDifference(was, would);
    if (at === null) return [];
    const { callId, number, rangAt } = journey;
    return [{ callId, number, rangAt, at, step: (would[at] ?? was[at])?.step ?? '', was, would, end }];
  });
  return { differ: differing.length, exits: [...counts.values()], list: differing.slice(0, mostListed) };
}

function firstDifference(was: readonly Way[], would: readonly Way[]): number | null {
  const length = Math.max(was.length, would.length);
  for (let at = 0; at < length; at += 1)
    if (was[at]?.step !== would[at]?.step || was[at]?.exit !== would[at]?.exit) return at;
  return null;
}

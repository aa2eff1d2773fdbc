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
  readonly then: readonly Way[];
  readonly now: readonly Way[];
  readonly end: End;
};

export type Outcome = {
  readonly differ: number;
  readonly exits: readonly {
    readonly step: string;
    readonly exit: string | null;
    readonly then: number;
    readonly now: number;
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
  const counts = new Map<string, { step: string; exit: string | null; then: number; now: number }>();
  const count = (when: 'then' | 'now', ways: readonly Way[]) => {
    for (const { step, exit } of ways) {
      const key = JSON.stringify([step, exit]);
      const one = counts.get(key) ?? { step, exit, then: 0, now: 0 };
      one[when] += 1;
      counts.set(key, one);
    }
  };
  const differing = journeys.flatMap((journey): Differing[] => {
    const { then, now, end } = replay(journey, after, before(journey.version), bench);
    count('then', then);
    count('now', now);
    const at = firstDifference(then, now);
    if (at === null) return [];
    const { callId, number, rangAt } = journey;
    return [{ callId, number, rangAt, at, step: (now[at] ?? then[at])?.step ?? '', then, now, end }];
  });
  return { differ: differing.length, exits: [...counts.values()], list: differing.slice(0, mostListed) };
}

function firstDifference(then: readonly Way[], now: readonly Way[]): number | null {
  const length = Math.max(then.length, now.length);
  for (let at = 0; at < length; at += 1)
    if (then[at]?.step !== now[at]?.step || then[at]?.exit !== now[at]?.exit) return at;
  return null;
}

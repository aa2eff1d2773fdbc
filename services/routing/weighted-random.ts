import { z } from 'zod';
import type { Candidate, Ready } from '../core/router.ts';
import type { Strategy } from './strategy.ts';

/** A throw is taken with a probability of a half at least: so many in vain do not happen, and are not waited for. */
const throwLimit = 64;

/** Weights from `2 ** class` to below the double of it. */
const classOf = (weight: number): number => Math.floor(Math.log2(weight));

/**
 * Any of the free agents, by weight. Agents stand apart by the power of two of their weight, so that a throw for one of
 * a class needs no sum over its members: it is taken with probability weight ÷ upper bound of the class, else thrown anew.
 */
export const weightedRandom: Strategy<Record<string, never>> = {
  type: 'weighted-random',
  parameters: z.strictObject({}),
  profile: ({ weight }) => String(classOf(weight)),
  choose: ({ ready, random }) => {
    const candidate = byThrows(ready, random) ?? exactly(ready, random);
    return candidate
      ? {
          agentIds: [candidate.agent.id],
          why: { code: 'weighted-random', params: { weight: candidate.weight, candidates: ready.size } },
        }
      : null;
  },
};

function byThrows(ready: Ready, random: () => number): Candidate | undefined {
  const classes = ready.groups.map((group) => ({ group, bound: 2 ** (Number(group.profile) + 1) }));
  const total = classes.reduce((sum, { group, bound }) => sum + group.size * bound, 0);
  for (let tries = 0; tries < throwLimit; tries += 1) {
    let left = random() * total;
    for (const { group, bound } of classes) {
      if (left < group.size * bound) {
        const candidate = group.at(Math.floor(left / bound));
        if (candidate && left % bound < candidate.weight) return candidate;
        break;
      }
      left -= group.size * bound;
    }
  }
  return undefined;
}

function exactly(ready: Ready, random: () => number): Candidate | undefined {
  const all = [...ready.inOrder()];
  let left = random() * all.reduce((sum, one) => sum + one.weight, 0);
  for (const one of all) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return ready.first;
}

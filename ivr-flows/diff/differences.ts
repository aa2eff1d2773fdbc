import type { CheckedFlow } from '../check/checked.ts';
import { reachable } from '../graph.ts';
import { type Change, nameOf, type Pair, type Texts } from './change.ts';
import { matching } from './matching.ts';
import { stepChanges } from './steps.ts';

/**
 * What changes for a caller from one flow to another: not the text, but what is said, what keys do, how long is waited,
 * and where callers go. Labels, comments and the order of steps are nothing that a caller hears of. Pure.
 * @param language of the sentences that these changes become: names and texts are taken in it.
 */
export function differences(
  before: CheckedFlow,
  after: CheckedFlow,
  texts: Texts,
  language: string,
): readonly Change[] {
  const pair: Pair = { before, after, same: matching(before, after), texts, language };
  const changes: Change[] = [];
  if (before.language !== after.language)
    changes.push({ code: 'language', step: null, params: { from: before.language, to: after.language } });
  if (pair.same.get(before.start) !== after.start)
    changes.push({
      code: 'start',
      step: after.start,
      params: { from: nameOf(before, before.start, language), to: nameOf(after, after.start, language) },
    });
  const found = new Set(pair.same.values());
  const inReach = reachable(after.start, after.edges);
  for (const { id, type } of after.steps.values())
    if (!found.has(id) && inReach.has(id))
      changes.push({ code: 'step-added', step: id, params: { step: nameOf(after, id, language), type } });
  for (const { id, type } of before.steps.values())
    if (!pair.same.has(id))
      changes.push({ code: 'step-removed', step: null, params: { step: nameOf(before, id, language), type } });
  for (const [from, to] of pair.same) {
    const [old, now] = [before.steps.get(from), after.steps.get(to)];
    if (old && now) changes.push(...stepChanges(pair, old, now));
  }
  return changes;
}

import type { CheckedFlow } from '../check/checked.ts';
import type { Flow, FlowStep } from '../flow.ts';
import type { Bench } from '../lab/run-test.ts';
import type { Journey, Passage, Pressed } from './journey.ts';
import { tried } from './trial.ts';

/** A flow as it runs and as it is written. */
export type Written = { readonly flow: Flow; readonly whole: CheckedFlow };

export type Way = { readonly step: string; readonly exit: string | null };
export type End = 'as-then' | 'flow-ended' | 'left' | 'unknown';
export type Replayed = { readonly was: readonly Way[]; readonly would: readonly Way[]; readonly end: End };

/** What a step comes to: a way out, or the end of the way. */
type Outcome = { readonly exit: string } | { readonly end: End };

/** What becomes of a caller there is decided outside: by agents, web services, other flows. */
const decidedOutside = new Set(['queue', 'transfer', 'http', 'sub-flow']);
/** No way has more steps. */
const mostSteps = 300;

/**
 * Takes a call through a changed flow. A step that is as it was ends as it ended then; one that was changed is tried in
 * the lab with the keys that were pressed in it, at their times. Keys of a step that is there no more go to the first
 * step that asks and was not passed then. Where nobody knows what the caller would have done, the way ends.
 * @param before the version on which the call was; null: it cannot be read any more, and all steps count as changed.
 */
export function replay(journey: Journey, after: Written, before: Written | null, bench: Bench): Replayed {
  const { passages, flow: main } = journey;
  const was = passages.map((one) => ({ step: nameIn(main, one), exit: one.exit }));
  const would: Way[] = [];
  const visits = new Map<string, number>();
  const gone = passages.filter((one) => one.flow === main && !after.flow.steps.has(one.step));
  const homeless = gone.flatMap((one) => one.keys);
  let state = passages[0];
  // The caller hung up then in a step that he has left now: wherever he waits next, he hangs up.
  let leaving = false;
  let id = after.flow.start;
  while (would.length < mostSteps) {
    const step = after.flow.steps.get(id);
    if (!step) break;
    const index = nth(passages, main, id, visits.get(id) ?? 0);
    visits.set(id, (visits.get(id) ?? 0) + 1);
    const old = passages[index];
    state = old ?? state;
    const unchanged = old !== undefined && same(id, after, before);
    let outcome: Outcome;
    if (old && unchanged) outcome = asThen(old);
    else if (old) outcome = changedStep(step, old, () => tried(journey, after.flow, id, old, old.keys, bench));
    else {
      const keys = step.pace === 'asks' ? homeless.splice(0) : [];
      const fresh = () => tried(journey, after.flow, id, state ?? null, keys, bench);
      outcome = leaving && step.pace !== 'at-once' ? { end: 'left' } : freshStep(step, keys, fresh);
    }
    would.push({ step: id, exit: 'exit' in outcome ? outcome.exit : null });
    if (old && unchanged) would.push(...within(passages, main, index));
    if ('end' in outcome) return { was, would, end: outcome.end };
    if (old?.hungUp) leaving = true;
    const next = step.next[outcome.exit];
    if (next === undefined) break;
    id = next;
  }
  return { was, would, end: 'unknown' };
}

const asThen = (old: Passage): Outcome =>
  old.exit === null ? { end: old.hungUp ? 'left' : 'as-then' } : { exit: old.exit };

/** A step that is written otherwise than it was. */
function changedStep(step: FlowStep, old: Passage, attempt: () => string | null): Outcome {
  const outside = decidedOutside.has(step.type);
  const exit = outside && (old.keys.length === 0 || step.type !== 'queue') ? null : attempt();
  if (exit !== null) return { exit };
  if (old.exit === null) return asThen(old);
  const still = [...step.exits, ...step.optionalExits, ...Object.keys(step.next)].includes(old.exit);
  return outside && still ? { exit: old.exit } : { end: 'unknown' };
}

/** A step in which the caller was not then. */
function freshStep(step: FlowStep, keys: readonly Pressed[], attempt: () => string | null): Outcome {
  if (decidedOutside.has(step.type) || (step.pace === 'asks' && keys.length === 0)) return { end: 'unknown' };
  const exit = attempt();
  if (exit !== null) return { exit };
  return { end: step.exits.length === 0 ? 'flow-ended' : 'unknown' };
}

const nameIn = (main: string, { flow, step }: Passage) => (flow === main ? step : `${flow}/${step}`);

/** Where the call passed a step for the so-manieth time; -1: it did not. */
function nth(passages: readonly Passage[], main: string, step: string, visit: number): number {
  let left = visit;
  return passages.findIndex((one) => {
    if (one.flow !== main || one.step !== step) return false;
    left -= 1;
    return left < 0;
  });
}

/** What was passed inside a sub-flow, from the step that went into it. */
function within(passages: readonly Passage[], main: string, index: number): readonly Way[] {
  const rest = passages.slice(index + 1);
  const back = rest.findIndex((one) => one.flow === main);
  return (back < 0 ? rest : rest.slice(0, back)).map((one) => ({ step: nameIn(main, one), exit: one.exit }));
}

/** Whether a step does what it did: its name and where it leads are another matter. */
function same(id: string, after: Written, before: Written | null): boolean {
  const is = after.whole.steps.get(id);
  const was = before?.whole.steps.get(id);
  return is !== undefined && was !== undefined && ofStep(is) === ofStep(was);
}

const ofStep = ({ type, settings }: { readonly type: string; readonly settings: unknown }) =>
  JSON.stringify([type, sorted(settings)]);

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, one]) => [name, sorted(one)]);
};

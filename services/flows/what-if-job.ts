import type { SiteFile } from '../../config/site.ts';
import { checkSet, type FlowText } from '../../ivr-flows/check/set.ts';
import type { Texts } from '../../ivr-flows/diff/change.ts';
import { journeyOf } from '../../ivr-flows/what-if/journey.ts';
import type { Written } from '../../ivr-flows/what-if/replay.ts';
import { type Outcome, whatIf } from '../../ivr-flows/what-if/what-if.ts';
import type { Event } from '../core/event.ts';
import { numbers } from '../numbers.ts';
import { router } from '../routing/index.ts';
import { knownOf } from './known.ts';

/** All that a replay needs, as plain data: it goes to a thread. */
export type WhatIfJob = {
  readonly site: SiteFile;
  readonly texts: Texts;
  readonly secrets: readonly string[];
  /** The changed flow, and those beside it. */
  readonly flow: FlowText;
  readonly others: readonly FlowText[];
  /** The versions on which the calls may have been. */
  readonly versions: readonly FlowText[];
  /** Events of each call, as the journal keeps them, the newest call first. */
  readonly calls: readonly (readonly { readonly at: number; readonly data: string }[])[];
};

export type WhatIfDone = { readonly calls: number; readonly outcome: Outcome } | { readonly invalid: true };

/** Takes the calls through the flow. `invalid`: the flow has mistakes. */
export function replayed(job: WhatIfJob): WhatIfDone {
  const { site, texts } = job;
  const keys = new Map([...texts].map(([language, some]) => [language, new Map(Object.entries(some))]));
  const known = knownOf(site, keys, job.secrets);
  // What was in force once is read as far as it can be; what is to come must be sound.
  const read = (one: FlowText, isSound: boolean): Written | null => {
    const [checked] = checkSet([one, ...job.others], known);
    const flow = checked?.flow ?? (isSound ? null : checked?.runnable);
    return flow && checked?.whole ? { flow, whole: checked.whole } : null;
  };
  const after = read(job.flow, true);
  if (after === null) return { invalid: true };
  const others = checkSet(job.others, known).flatMap(({ flow }) => flow ?? []);
  const versions = new Map(job.versions.map((one) => [one.version, read(one, false)]));
  const journeys = job.calls.flatMap(
    (events) => journeyOf(events.map(({ at, data }) => ({ at, event: JSON.parse(data) as Event }))) ?? [],
  );
  const bench = { flows: [after.flow, ...others], site, router, numbers, texts };
  return {
    calls: journeys.length,
    outcome: whatIf(journeys, after, (version) => versions.get(version) ?? null, bench),
  };
}

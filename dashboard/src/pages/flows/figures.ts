import type { FlowGraph, FlowLive, FlowStatistics, FlowStepStatistics } from '../../../../services/http/protocol.ts';

export type Heat = 'leavers' | 'time';

/** What is known of a step in the period and now. */
export type StepFigures = {
  readonly calls: number;
  readonly leavers: number;
  /** Leavers ÷ calls; 0 without calls. */
  readonly share: number;
  readonly medianMs: number | null;
  readonly answered: number;
  readonly ended: number;
  readonly open: number;
  readonly exits: ReadonlyMap<string, number>;
  readonly live: number;
};

const nothing: StepFigures = {
  calls: 0,
  leavers: 0,
  share: 0,
  medianMs: null,
  answered: 0,
  ended: 0,
  open: 0,
  exits: new Map(),
  live: 0,
};

/** The figures by step. @param version of the calls that count; null: all. */
export function figuresOf(
  statistics: FlowStatistics | undefined,
  live: FlowLive,
  version: string | null,
): ReadonlyMap<string, StepFigures> {
  const steps =
    version === null ? statistics?.steps : statistics?.versions.find((one) => one.version === version)?.steps;
  const figures = new Map((steps ?? []).map((one) => [one.step, inPeriod(one)]));
  for (const { step, version: of, callers } of live) {
    if (version !== null && of !== version) continue;
    const one = figures.get(step) ?? nothing;
    figures.set(step, { ...one, live: one.live + callers });
  }
  return figures;
}

export const figuresAt = (figures: ReadonlyMap<string, StepFigures>, step: string): StepFigures =>
  figures.get(step) ?? nothing;

function inPeriod(one: FlowStepStatistics): StepFigures {
  const { calls, leavers, medianMs, answered, ended, open } = one;
  return {
    ...{ calls, leavers, medianMs, answered, ended, open },
    share: calls === 0 ? 0 : leavers / calls,
    exits: new Map(one.exits.map(({ exit, calls: taken }) => [exit, taken])),
    live: 0,
  };
}

/** Upper bounds of each degree of heat but the last: shares of leavers, and ms in the step. */
export const heatBounds = { leavers: [0, 0.02, 0.05, 0.1, 0.2], time: [0, 5_000, 15_000, 30_000, 60_000] } as const;

/** From 0, cold, to 5; null where nothing is known. */
export function heatOf(figures: StepFigures, heat: Heat): number | null {
  if (figures.calls === 0) return null;
  const value = heat === 'leavers' ? figures.share : (figures.medianMs ?? 0);
  const degree = heatBounds[heat].findIndex((bound) => value <= bound);
  return degree < 0 ? heatBounds[heat].length : degree;
}

export type GraphStep = FlowGraph['steps'][number];

/** The steps as a caller meets them: along the first ways out first; those that nothing leads to at the end. */
export function walkingOrder({ start, steps }: FlowGraph): readonly GraphStep[] {
  const byId = new Map(steps.map((one) => [one.id, one]));
  const met = new Set<string>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (met.has(id) || !byId.has(id)) continue;
    met.add(id);
    for (const { to } of byId.get(id)?.exits ?? []) if (to !== null) open.push(to);
  }
  const rest = steps.filter(({ id }) => !met.has(id));
  return [...[...met].flatMap((id) => byId.get(id) ?? []), ...rest];
}

/** Where the calls behind a figure are listed: the page of calls with these filters set. */
export function callsAddress(filters: {
  readonly flow: string;
  readonly version: string | null;
  readonly from: string;
  readonly to: string;
  readonly step?: string;
  readonly exit?: string;
  readonly leftIn?: string;
}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value !== null && value !== undefined) parameters.set(name, value);
  return `/calls?${parameters}`;
}

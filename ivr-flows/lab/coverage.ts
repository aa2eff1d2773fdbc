import type { Flow } from '../flow.ts';
import { graphOf } from '../graph.ts';

/** How much of a flow its tests have been through. */
export type Coverage = {
  readonly flow: string;
  readonly steps: number;
  readonly stepsCovered: number;
  readonly exits: number;
  readonly exitsCovered: number;
  /** Steps, and ways out as `step.exit`, that no test has been through. */
  readonly missed: readonly string[];
};

/** What calls have been through, over all tests: `flow/step`, `flow/step.exit`. */
export type Trail = { readonly steps: Set<string>; readonly exits: Set<string> };

export const newTrail = (): Trail => ({ steps: new Set(), exits: new Set() });

export function coverageOf(flow: Flow, trail: Trail): Coverage {
  const { edges } = graphOf(flow);
  const steps = [...flow.steps.keys()];
  // A step that falls back on another way out has led there all the same: only ways that are written count.
  const exits = edges.map(({ from, exit }) => `${from}.${exit}`);
  const missedSteps = steps.filter((id) => !trail.steps.has(`${flow.name}/${id}`));
  const missedExits = exits.filter((one) => !trail.exits.has(`${flow.name}/${one}`));
  return {
    flow: flow.name,
    steps: steps.length,
    stepsCovered: steps.length - missedSteps.length,
    exits: exits.length,
    exitsCovered: exits.length - missedExits.length,
    missed: [...missedSteps, ...missedExits],
  };
}

/** Of all flows together, in per cent with one decimal; 100 where there is nothing to cover. */
export function totalOf(all: readonly Coverage[]): { readonly steps: number; readonly exits: number } {
  const sum = (pick: (one: Coverage) => number) => all.reduce((total, one) => total + pick(one), 0);
  const share = (part: number, whole: number) => (whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10);
  return {
    steps: share(
      sum((one) => one.stepsCovered),
      sum((one) => one.steps),
    ),
    exits: share(
      sum((one) => one.exitsCovered),
      sum((one) => one.exits),
    ),
  };
}

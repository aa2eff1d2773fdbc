import type { Numbers } from '../../services/core/numbers.ts';
import type { Router } from '../../services/core/router.ts';
import type { Site } from '../../services/core/site.ts';
import type { Flow } from '../flow.ts';
import type { Trail } from './coverage.ts';
import type { FlowTest } from './flow-test.ts';
import type { Given } from './given.ts';
import { type Failure, judge, type Outcome } from './judge.ts';
import { Lab } from './lab.ts';
import { promptMs, saidOf, sayer, type Texts } from './said.ts';
import { runScript } from './script.ts';

/** What calls are tried with. */
export type Bench = {
  readonly flows: readonly Flow[];
  readonly site: Site;
  readonly router: Router;
  readonly numbers: Numbers;
  readonly texts: Texts;
};

/** A call of a flow that has not rung yet. */
export function labFor(bench: Bench, flow: Flow, given: Given): Lab {
  const others = bench.flows.filter(({ name }) => name !== flow.name);
  const { site, router, numbers } = bench;
  return new Lab({
    flow,
    others,
    site,
    router,
    numbers,
    given,
    promptMs: promptMs(sayer([flow, ...others], bench.texts)),
  });
}

/** The clock by which the times of a flow's tests are written: of the service that it answers. */
export const timeZoneOf = ({ site }: Pick<Bench, 'site'>, flow: string): string =>
  (site.services.find((one) => one.flow === flow) ?? site.services[0])?.hours.timeZone ?? 'UTC';

/** Runs a test of a flow; what it has been through is added to the trail. */
export function runFlowTest(bench: Bench, flow: Flow, test: FlowTest, trail: Trail): readonly Failure[] {
  const lab = labFor(bench, flow, test.given(timeZoneOf(bench, flow.name)));
  const stuck = runScript(lab, test.when);
  for (const { flow: name, step, led } of lab.exits) trail.exits.add(`${name}/${step}.${led}`);
  for (const event of lab.events)
    if (event.type === 'step-entered') trail.steps.add(`${event.flow ?? flow.name}/${event.step}`);
  if (stuck) return [{ line: stuck.line, what: stuck.why, lines: lab.path.map((step) => `  ${step}`) }];
  const failures = judge(test, outcomeOf(lab, bench, flow));
  const unanswered = lab.unanswered.map((url) => ({
    line: test.line,
    what: `the flow asked ${url}, and the test gives no web answer for it`,
    lines: [],
  }));
  return [...failures, ...unanswered];
}

export function outcomeOf(lab: Lab, bench: Bench, flow: Flow): Outcome {
  const { ended } = lab;
  const lastExit = lab.exits.at(-1);
  return {
    path: lab.path,
    said: saidOf(lab.heard, sayer([flow, ...bench.flows.filter(({ name }) => name !== flow.name)], bench.texts)),
    end: endOf(lab),
    queue: lab.last('queue-entered')?.queueId ?? null,
    lastExits: lastExit ? [...new Set([lastExit.exit, lastExit.led])].map((exit) => `${lastExit.step}.${exit}`) : [],
    language: lab.last('language-chosen')?.language ?? lab.last('call-rang')?.language ?? null,
    consent: lab.consent,
    result: ended?.result ?? null,
    variables: lab.variables,
    events: lab.events,
  };
}

function endOf({ call, ended }: Lab): Outcome['end'] {
  if (ended) {
    if (ended.reason === 'flow-fault') return 'fault';
    return ended.by === 'system' ? 'flow' : ended.by;
  }
  switch (call?.place.at) {
    case 'queue':
      return 'queue';
    case 'outside':
      return 'outside';
    case undefined:
    case 'menu':
      return 'menu';
    default:
      return 'talk';
  }
}

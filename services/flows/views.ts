import type { CheckedFlow } from '../../ivr-flows/check/checked.ts';
import { inWords, type Problem } from '../../ivr-flows/check/problem.ts';
import { graphOf } from '../../ivr-flows/graph.ts';
import { sentencesOf } from '../../ivr-flows/sentences.ts';
import type { FlowGraph, FlowProblem } from '../http/protocol.ts';

/** A flow as a graph, drawn as far as it is right. */
export function graphView({ start, steps }: CheckedFlow): FlowGraph {
  const drawn = new Map(
    [...steps].map(([id, { type, label, exits, bound }]) => [
      id,
      { type, label, exits: bound?.exits ?? [], optionalExits: bound?.optionalExits ?? [], next: exits },
    ]),
  );
  const graph = graphOf({ start, steps: drawn });
  return { ...graph, steps: graph.steps.map((one) => ({ ...one, settings: steps.get(one.id)?.settings ?? {} })) };
}

/** A problem in the words of a language. */
export function problemView(problem: Problem, language: string): FlowProblem {
  const { params: _, ...rest } = problem;
  return { ...rest, message: inWords({ ...problem, suggestion: null }, sentencesOf(language)) };
}

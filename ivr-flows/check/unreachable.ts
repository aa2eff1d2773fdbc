import { reachable } from '../graph.ts';
import { type Rule, stepPath } from './checked.ts';

/** Every step can be come to. */
export const unreachable: Rule = (flow) => {
  if (!flow.steps.has(flow.start)) return [];
  const reached = reachable(flow.start, flow.edges);
  return [...flow.steps.keys()]
    .filter((id) => !reached.has(id))
    .map((id) => ({ code: 'unreachable', severity: 'error', path: stepPath(id), params: { step: id } }));
};

import { circles } from '../graph.ts';
import { type CheckedFlow, type Rule, stepPath } from './checked.ts';

/**
 * No call goes round for ever by itself: in each circle some way is one that only the caller's own act leads to.
 * Silence is no act: a question that leads back to itself when nobody answers asks an empty line for ever.
 */
export const loops: Rule = (flow) => {
  const edges = flow.edges.filter(({ from, exit }) => {
    const bound = flow.steps.get(from)?.bound;
    if (!bound) return false;
    // A step that tells of no exits of its own accord takes all of them so, unless it asks.
    return bound.exitsUnasked.length > 0 ? bound.exitsUnasked.includes(exit) : bound.pace !== 'asks';
  });
  const endless = circles(edges, new Set(flow.steps.keys())).filter((circle) => !isBounded(flow, new Set(circle)));
  return endless.map((circle) => {
    const [first = ''] = circle;
    const within = new Set(circle);
    // The way that closes the circle: the first one back to where it was come in by.
    const back = edges.find(({ from, to }) => within.has(from) && to === first) ?? { from: first, exit: '' };
    return {
      code: 'endless-loop',
      severity: 'error',
      path: stepPath(back.from, 'exits', back.exit),
      params: { steps: [...circle, first].join(' → ') },
    };
  });
};

/** Some step of the circle sets what another one looks at before it leads out: sooner or later it does. */
function isBounded(flow: CheckedFlow, circle: ReadonlySet<string>): boolean {
  const within = [...circle].flatMap((id) => flow.steps.get(id) ?? []);
  const set = new Set(within.flatMap(({ bound }) => bound?.variables.sets.map(({ name }) => name) ?? []));
  return within.some(
    ({ bound, exits }) =>
      bound?.variables.reads.some(({ name }) => set.has(name)) && Object.values(exits).some((to) => !circle.has(to)),
  );
}

import type { LocalText } from '../services/core/site.ts';

/** A way from one step to another. `to` null: the way out leads nowhere, and ends the call. */
export type Edge = { readonly from: string; readonly exit: string; readonly to: string | null };

/** A step as it stands in the graph. */
export type GraphStep = {
  readonly id: string;
  readonly type: string;
  readonly label: LocalText;
  /** Every way out the step has, in its own order; those that may be left out and are, lead nowhere. */
  readonly exits: readonly { readonly exit: string; readonly to: string | null; readonly optional: boolean }[];
  /** False: no way leads here from the start. */
  readonly reachable: boolean;
};

/** A flow as a graph: what the check, the comparison and the page read. */
export type Graph = { readonly start: string; readonly steps: readonly GraphStep[]; readonly edges: readonly Edge[] };

/** What a graph needs of a step. */
type Drawn = {
  readonly type: string;
  readonly label: LocalText;
  readonly exits: readonly string[];
  readonly optionalExits: readonly string[];
  readonly next: Readonly<Record<string, string>>;
};

/** A step's ways out as they are led, the optional ones last. */
export function exitsOf(step: Drawn): GraphStep['exits'] {
  const own = new Set([...step.exits, ...step.optionalExits]);
  // A way out that the step has not, or that it has by another flow, is drawn where it is written.
  const written = Object.keys(step.next).filter((exit) => !own.has(exit));
  const way = (exit: string, optional: boolean) => ({ exit, to: step.next[exit] ?? null, optional });
  return [
    ...[...step.exits, ...written].map((exit) => way(exit, false)),
    ...step.optionalExits.filter((exit) => !step.exits.includes(exit)).map((exit) => way(exit, true)),
  ];
}

/** The graph of a flow. Pure. */
export function graphOf(flow: { readonly start: string; readonly steps: ReadonlyMap<string, Drawn> }): Graph {
  const exits = new Map([...flow.steps].map(([id, step]) => [id, exitsOf(step)]));
  const edges = [...exits].flatMap(([from, ways]) =>
    ways.filter((one) => one.to !== null || !one.optional).map(({ exit, to }) => ({ from, exit, to })),
  );
  const reached = reachable(flow.start, edges);
  const steps = [...flow.steps].map(([id, { type, label }]) => ({
    id,
    type,
    label,
    exits: exits.get(id) ?? [],
    reachable: reached.has(id),
  }));
  return { start: flow.start, steps, edges };
}

/** All steps to which a way leads, the start included. */
export function reachable(start: string, edges: readonly Edge[]): ReadonlySet<string> {
  const ways = new Map<string, Edge[]>();
  for (const edge of edges) ways.set(edge.from, [...(ways.get(edge.from) ?? []), edge]);
  const found = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const { to } of ways.get(id) ?? []) if (to !== null) open.push(to);
  }
  return found;
}

/**
 * Circles of steps: sets of steps each of which leads to each other one (Tarjan's strongly connected components, and
 * steps that lead to themselves), in the order of the flow.
 * @param within only these steps are looked at.
 */
export function circles(edges: readonly Edge[], within: ReadonlySet<string>): readonly (readonly string[])[] {
  const next = new Map<string, string[]>([...within].map((id) => [id, []]));
  for (const { from, to } of edges) if (to !== null && within.has(from) && within.has(to)) next.get(from)?.push(to);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  // Without calling itself: a flow of thousands of steps in a row must not break the stack.
  for (const root of within) {
    if (index.has(root)) continue;
    const work: { id: string; child: number }[] = [{ id: root, child: 0 }];
    while (work.length > 0) {
      const top = work.at(-1);
      if (!top) break;
      const { id } = top;
      if (top.child === 0) {
        index.set(id, index.size);
        low.set(id, index.get(id) ?? 0);
        stack.push(id);
        onStack.add(id);
      }
      const ways = next.get(id) ?? [];
      const to = ways[top.child];
      top.child += 1;
      if (to !== undefined) {
        if (!index.has(to)) work.push({ id: to, child: 0 });
        else if (onStack.has(to)) low.set(id, Math.min(low.get(id) ?? 0, index.get(to) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0));
      if (low.get(id) !== index.get(id)) continue;
      const circle: string[] = [];
      for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
        onStack.delete(one);
        circle.push(one);
        if (one === id) break;
      }
      if (circle.length > 1 || (next.get(id) ?? []).includes(id)) found.push(circle.reverse());
    }
  }
  return found;
}

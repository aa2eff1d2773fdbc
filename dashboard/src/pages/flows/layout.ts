import { Graph, layout } from '@dagrejs/dagre';
import type { FlowGraph } from '../../../../services/http/protocol.ts';

/** Ways from one step to another: drawn as one line that names them all. */
export type Line = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly exits: readonly string[];
};

type Point = { readonly x: number; readonly y: number };
export type Box = Point & { readonly width: number; readonly height: number };
export type Laid = {
  /** Upper left corners. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly (Line & { readonly points: readonly Point[]; readonly label: Point })[];
};

export const boxWidth = 216;
const rowHeight = 20;
const letterWidth = 7;

/** The lines of a graph; what leads nowhere, or to a step that is not there, has none. */
export function linesOf({ steps }: FlowGraph): readonly Line[] {
  const known = new Set(steps.map(({ id }) => id));
  return steps.flatMap(({ id, exits }) => {
    const to = new Map<string, string[]>();
    for (const way of exits)
      if (way.to !== null && known.has(way.to)) to.set(way.to, [...(to.get(way.to) ?? []), way.exit]);
    return [...to].map(([target, names]) => ({ id: `${id}→${target}`, from: id, to: target, exits: names }));
  });
}

/** Puts each step under those that lead to it, with room for the lines' names. Pure; the same graph looks the same. */
export function laidOut(graph: FlowGraph, heightOf: (step: string) => number, labelOf: (exit: string) => string): Laid {
  const drawn = new Graph({ multigraph: true });
  drawn.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 34, edgesep: 16, marginx: 12, marginy: 12 });
  drawn.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.steps) drawn.setNode(id, { width: boxWidth, height: heightOf(id) });
  const lines = linesOf(graph);
  for (const { id, from, to, exits } of lines) {
    const width = Math.max(...exits.map((exit) => labelOf(exit).length)) * letterWidth + 16;
    drawn.setEdge(from, to, { width, height: exits.length * rowHeight + 6, labelpos: 'c' }, id);
  }
  layout(drawn);
  const boxes = new Map(
    graph.steps.map(({ id }) => {
      const { x, y, width, height } = drawn.node(id) as Box;
      return [id, { x: x - width / 2, y: y - height / 2, width, height }];
    }),
  );
  return {
    boxes,
    lines: lines.map((line) => {
      const { points, x, y } = drawn.edge(line.from, line.to, line.id) as { points: Point[]; x: number; y: number };
      return { ...line, points, label: { x, y } };
    }),
  };
}

/** A soft line through points. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const curves = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const end = index === rest.length - 2 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q ${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  return curves.length === 0
    ? `M ${first.x} ${first.y} L ${last.x} ${last.y}`
    : `M ${first.x} ${first.y} ${curves.join(' ')}`;
}

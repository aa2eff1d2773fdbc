import { describe, expect, it } from 'vitest';
import { callsAddress, figuresAt, figuresOf, heatOf, walkingOrder } from '../../dashboard/src/pages/flows/figures.ts';
import { laidOut, linesOf, pathThrough } from '../../dashboard/src/pages/flows/layout.ts';
import type { FlowGraph, FlowStatistics } from '../../services/http/protocol.ts';

const step = (id: string, exits: Readonly<Record<string, string | null>>) => ({
  id,
  type: 'menu',
  label: {},
  settings: {},
  reachable: true,
  exits: Object.entries(exits).map(([exit, to]) => ({ exit, to, optional: false })),
});
const graph: FlowGraph = {
  start: 'menu',
  edges: [],
  steps: [
    step('end', {}),
    step('lost', { done: 'end' }),
    step('menu', { one: 'queue', silence: 'menu', wrong: 'end', none: 'end', open: null }),
    step('queue', { gone: 'nowhere', done: 'end' }),
  ],
};

describe('the drawing of a flow', () => {
  it('has one line for all ways between two steps, and none for those that lead nowhere', () => {
    expect(linesOf(graph).map(({ from, to, exits }) => [from, to, exits])).toEqual([
      ['lost', 'end', ['done']],
      ['menu', 'queue', ['one']],
      ['menu', 'menu', ['silence']],
      ['menu', 'end', ['wrong', 'none']],
      ['queue', 'end', ['done']],
    ]);
  });

  it('puts each step under those before it, none over another, and the same each time', () => {
    const draw = () =>
      laidOut(
        graph,
        () => 80,
        (exit) => exit,
      );
    const { boxes, lines } = draw();
    expect(boxes.get('menu')?.y).toBeLessThan(boxes.get('queue')?.y ?? 0);
    expect(boxes.get('queue')?.y).toBeLessThan(boxes.get('end')?.y ?? 0);
    const all = [...boxes.values()];
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1)) {
        const apart = Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height;
        expect([one, other, apart]).toEqual([one, other, true]);
      }
    expect(lines.every((line) => pathThrough(line.points).startsWith('M '))).toBe(true);
    expect(draw()).toEqual({ boxes, lines });
  });

  it('is told in the order in which a caller meets the steps', () => {
    expect(walkingOrder(graph).map(({ id }) => id)).toEqual(['menu', 'queue', 'end', 'lost']);
  });
});

const row = (id: string, calls: number, leavers: number, medianMs: number | null) => ({
  ...{
    step: id,
    type: 'menu',
    calls,
    passages: calls,
    answered: 0,
    leavers,
    ended: 0,
    open: 0,
    medianMs,
    p90Ms: medianMs,
  },
  exits: [{ exit: 'one', calls: calls - leavers, passages: calls }],
});
const statistics: FlowStatistics = {
  ...{ flow: 'help', from: 0, to: 1, calls: 10 },
  steps: [row('menu', 10, 2, 4_000)],
  versions: [{ version: 'a1', steps: [row('menu', 4, 0, 2_000)] }],
};
const live = [
  { step: 'menu', version: 'a1', callers: 2, since: 0 },
  { step: 'menu', version: 'b2', callers: 1, since: 0 },
  { step: 'queue', version: 'b2', callers: 3, since: 0 },
];

describe('the figures of a flow', () => {
  it('are of the period and of now, of all versions or of one', () => {
    const all = figuresOf(statistics, live, null);
    expect(figuresAt(all, 'menu')).toMatchObject({ calls: 10, leavers: 2, share: 0.2, live: 3 });
    expect(figuresAt(all, 'menu').exits.get('one')).toBe(8);
    expect(figuresAt(all, 'queue')).toMatchObject({ calls: 0, live: 3, medianMs: null });
    const one = figuresOf(statistics, live, 'a1');
    expect(figuresAt(one, 'menu')).toMatchObject({ calls: 4, leavers: 0, live: 2 });
    expect(figuresAt(one, 'queue').live).toBe(0);
  });

  it('are hot by the share of leavers or by the time, and neither without calls', () => {
    const figures = figuresOf(statistics, [], null);
    expect(heatOf(figuresAt(figures, 'menu'), 'leavers')).toBe(4);
    expect(heatOf(figuresAt(figures, 'menu'), 'time')).toBe(1);
    expect(heatOf(figuresAt(figures, 'queue'), 'leavers')).toBeNull();
  });

  it('lead to the calls behind them', () => {
    const period = { from: '2026-11-20', to: '2026-11-21' };
    expect(callsAddress({ flow: 'help', version: null, ...period, step: 'menu', exit: 'one' })).toBe(
      '/calls?flow=help&from=2026-11-20&to=2026-11-21&step=menu&exit=one',
    );
    expect(callsAddress({ flow: 'help', version: 'a1', ...period, leftIn: 'menu' })).toBe(
      '/calls?flow=help&version=a1&from=2026-11-20&to=2026-11-21&leftIn=menu',
    );
  });
});

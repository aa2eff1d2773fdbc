import { describe, expect, it } from 'vitest';
import { applyDelta, applySnapshot, type Live, lose, refuse } from '../../dashboard/src/live/reducer.ts';
import type { AgentView, ConsoleState, Delta, Row } from '../../services/live/protocol.ts';

const agent = (id: string, change: Partial<AgentView> = {}): AgentView => ({
  id,
  name: id,
  availability: { kind: 'available' },
  availabilitySince: 0,
  availabilityBy: { kind: 'system' },
  pending: null,
  activity: 'idle',
  activitySince: 0,
  reachable: true,
  callId: null,
  queues: [],
  skills: {},
  overrun: false,
  watching: null,
  ...change,
});

const start = (): Live<ConsoleState> =>
  applySnapshot<'console'>(
    {
      topic: 'console',
      seq: 10,
      now: 1000,
      state: {
        agents: [agent('ana'), agent('bruno')],
        queues: [],
        calls: [],
        telephony: true,
        spool: 'free',
        disk: 'free',
      },
    },
    400,
  );

type ConsoleDelta = Extract<Delta, { topic: 'console' }>;
const delta = (prev: number, seq: number, rows: readonly Row[], now = 1100): ConsoleDelta => ({
  topic: 'console',
  prev,
  seq,
  now,
  rows,
  telephony: true,
  spool: 'free',
  disk: 'free',
});
const row = (id: string, value: AgentView | null): Row => ({ kind: 'agent', id, value });

describe('what a page knows of a topic', () => {
  it('takes the clock of the controller from the snapshot', () => {
    expect(start()).toMatchObject({ seq: 10, offset: 600, currentAt: 400, health: 'live' });
  });

  it('replaces rows in place, adds new ones at the end and removes those that are null', () => {
    const changed = agent('ana', { activity: 'talking' });
    const { live, gap } = applyDelta(
      start(),
      delta(10, 11, [row('ana', changed), row('bruno', null), row('carla', agent('carla'))]),
      500,
    );
    expect(gap).toBe(false);
    expect(live.seq).toBe(11);
    expect(live.state?.agents).toEqual([changed, agent('carla')]);
  });

  it('keeps the list of a kind that did not change', () => {
    const before = start();
    const { live } = applyDelta(before, delta(10, 11, [row('ana', agent('ana', { reachable: false }))]), 500);
    expect(live.state?.queues).toBe(before.state?.queues);
    expect(live.state?.agents).not.toBe(before.state?.agents);
  });

  it('ignores what it already has', () => {
    const before = start();
    expect(applyDelta(before, delta(9, 10, [row('ana', null)]), 500)).toEqual({ live: before, gap: false });
  });

  it('asks for a snapshot after a gap, and applies nothing until it is there', () => {
    const { live, gap } = applyDelta(start(), delta(11, 12, [row('ana', null)]), 500);
    expect(gap).toBe(true);
    expect(live.seq).toBeNull();
    expect(live.state?.agents).toHaveLength(2);
    const again = applyDelta(live, delta(12, 13, [row('bruno', null)]), 510);
    expect(again).toEqual({ live, gap: false });
  });

  it('takes the earliest message for the nearest to the true clock', () => {
    const late = applyDelta(start(), delta(10, 11, [], 1000), 600).live;
    expect(late.offset).toBe(600);
    const quick = applyDelta(late, delta(11, 12, [], 1300), 650).live;
    expect(quick.offset).toBe(650);
  });

  it('keeps the last state with its age while the connection is lost', () => {
    const lost = lose(start(), 900);
    expect(lost).toMatchObject({ health: 'lost', currentAt: 900, seq: null });
    expect(lost.state?.agents).toHaveLength(2);
    expect(lose(lost, 5000).currentAt).toBe(900);
  });

  it('applies no delta between the loss and the next snapshot', () => {
    const lost = lose(start(), 900);
    expect(applyDelta(lost, delta(10, 11, [row('ana', null)]), 950).live).toBe(lost);
  });

  it('says why a topic was refused', () => {
    expect(refuse(start(), 'forbidden')).toMatchObject({ refused: 'forbidden', seq: null });
  });

  it('takes a desk as a whole', () => {
    const state = {
      agent: agent('ana'),
      call: null,
      offer: null,
      keptUntil: null,
      wrapUp: null,
      telephony: true,
      diskFull: false,
      role: null,
      last: null,
    };
    const first = applySnapshot<'desk'>({ topic: 'desk', seq: 1, now: 0, state }, 0);
    const next = { ...state, keptUntil: 20_000 };
    const { live } = applyDelta<'desk'>(first, { topic: 'desk', prev: 1, seq: 2, now: 10, state: next }, 10);
    expect(live.state).toBe(next);
  });
});

import { describe, expect, it } from 'vitest';
import { agentsToSend, levelAbove, noTarget, targetKinds, targetOf } from '../../dashboard/src/components/targets.ts';
import type { FloorView } from '../../services/http/protocol.ts';

const agent = (id: string, activity: FloorView['agents'][number]['activity'], reason?: string) => ({
  id,
  name: id,
  activity,
  availability: reason === undefined ? ({ kind: 'available' } as const) : ({ kind: 'break', reason } as const),
});

const floor: FloorView = {
  agents: [
    agent('eva', 'unreachable'),
    agent('dario', 'idle', 'lunch'),
    agent('carla', 'talking'),
    agent('bruno', 'idle'),
    agent('ana', 'talking'),
    agent('fermin', null),
  ],
  queues: [
    { id: 'first', waiting: 2, agentsIdle: 0, above: 'second' },
    { id: 'second', waiting: 0, agentsIdle: 1, above: null },
  ],
  outside: false,
};

describe('where a call can be sent', () => {
  it('lists who is free first and who can take nothing last, without the own agent and who is not there', () => {
    expect(agentsToSend(floor, 'ana').map(({ id }) => id)).toEqual(['bruno', 'carla', 'dario', 'eva']);
    expect(agentsToSend(undefined, 'ana')).toEqual([]);
  });

  it('offers the level above and outside numbers only where there are any', () => {
    expect(targetKinds(floor, 'first')).toEqual(['agent', 'queue', 'levelAbove']);
    expect(targetKinds({ ...floor, outside: true }, 'second')).toEqual(['agent', 'queue', 'number']);
    expect(levelAbove(floor, null)).toBe(null);
  });

  it('is nothing until it is chosen, and what was chosen in another kind stays', () => {
    expect(targetOf(noTarget)).toBe(null);
    const both = { ...noTarget, agentId: 'bruno', number: ' 600 100 200 ' };
    expect(targetOf(both)).toEqual({ kind: 'agent', agentId: 'bruno' });
    expect(targetOf({ ...both, kind: 'number' })).toEqual({ kind: 'number', number: '600 100 200' });
    expect(targetOf({ ...both, kind: 'queue' })).toBe(null);
    expect(targetOf({ ...both, kind: 'levelAbove' })).toEqual({ kind: 'level-above' });
  });
});

import { describe, expect, it } from 'vitest';
import { inOrder, sinceOf } from '../../dashboard/src/pages/console/agent-order.ts';
import { totalsOf } from '../../dashboard/src/pages/console/totals.ts';
import type { AgentView, QueueView } from '../../services/live/protocol.ts';

const agent = (name: string, change: Partial<AgentView> = {}): AgentView => ({
  id: name,
  name,
  availability: { kind: 'available' },
  availabilitySince: 100,
  availabilityBy: { kind: 'system' },
  pending: null,
  activity: 'idle',
  activitySince: 200,
  reachable: true,
  callId: null,
  queues: [],
  skills: {},
  overrun: false,
  watching: null,
  ...change,
});

const queue = (waiting: number, longestSince: number | null, today: Partial<QueueView['today']>): QueueView => ({
  id: 'q',
  name: {},
  serviceId: 'mesa',
  waiting,
  longestSince,
  agentsSignedIn: 1,
  agentsIdle: 0,
  level: 1,
  canEscalate: false,
  targetSeconds: 20,
  targetShare: 0.8,
  today: {
    offered: 0,
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    shortAbandoned: 0,
    voicemail: 0,
    overflowed: 0,
    moved: 0,
    callbacks: 0,
    waitMs: 0,
    serviceLevel: null,
    ...today,
  },
});

const nobody = { calls: [], telephony: true, spool: 'free' as const, disk: 'free' as const };

describe('the figures of the centre', () => {
  it('are the sums of its queues, short abandonments left out of the service level', () => {
    const totals = totalsOf({
      ...nobody,
      agents: [],
      queues: [
        queue(2, 5000, { offered: 12, answered: 9, answeredWithin: 8, abandoned: 1, shortAbandoned: 2 }),
        queue(1, 3000, { offered: 10, answered: 10, answeredWithin: 4 }),
      ],
    });
    expect(totals).toMatchObject({ waiting: 3, longestSince: 3000, offered: 22, answered: 19, abandoned: 1 });
    expect(totals.serviceLevel).toBeCloseTo(12 / 20);
  });

  it('have no service level and no wait without calls', () => {
    const totals = totalsOf({ ...nobody, agents: [], queues: [queue(0, null, { offered: 1, shortAbandoned: 1 })] });
    expect(totals).toMatchObject({ serviceLevel: null, longestSince: null });
  });

  it('count an agent on a break as signed in and not as idle', () => {
    const agents = [
      agent('a'),
      agent('b', { availability: { kind: 'break', reason: 'lunch' } }),
      agent('c', { activity: 'holding' }),
      agent('d', { availability: { kind: 'signed-out' }, activity: null }),
    ];
    expect(totalsOf({ ...nobody, agents, queues: [] })).toMatchObject({ idle: 1, onBreak: 1, inCall: 1, signedIn: 3 });
  });
});

describe('the rows of agents', () => {
  it('put those signed out last and keep the others by name', () => {
    const out = agent('Ana', { availability: { kind: 'signed-out' }, activity: null });
    expect(inOrder([out, agent('Carla'), agent('Bruno')]).map((one) => one.name)).toEqual(['Bruno', 'Carla', 'Ana']);
  });

  it('count a break from its beginning, and work from its own', () => {
    expect(sinceOf(agent('a'))).toBe(200);
    expect(sinceOf(agent('a', { availability: { kind: 'break', reason: 'lunch' } }))).toBe(100);
    expect(sinceOf(agent('a', { availability: { kind: 'break', reason: 'lunch' }, activity: 'talking' }))).toBe(200);
  });
});

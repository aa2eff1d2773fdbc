import { describe, expect, it } from 'vitest';
import { actionsOn, isToBeCalled } from '../../dashboard/src/pages/console/call-actions.ts';
import { ordersOf, skillsOf } from '../../dashboard/src/pages/console/membership.ts';
import { partOf } from '../../dashboard/src/watch/part-taken.ts';
import type { CallView } from '../../services/live/protocol.ts';

const call = (change: Partial<CallView>): CallView => ({
  id: 'c1',
  number: '600000001',
  callerName: '',
  dialled: '1000',
  serviceId: 'mesa',
  serviceName: 'Mesa',
  language: 'es',
  rangAt: 0,
  phase: 'talking',
  phaseSince: 0,
  path: [],
  queueId: 'general',
  agentId: 'ana',
  agentName: 'Ana',
  consent: 'given',
  recording: 'on',
  pausedUntil: null,
  silent: { caller: false, others: false },
  others: [],
  toRecord: 'yes',
  direction: 'inbound',
  priority: 0,
  third: null,
  watchers: [],
  callback: null,
  ...change,
});

describe('what a supervisor may do to a call', () => {
  it('follows where the call is', () => {
    const plain = (change: Partial<CallView>) => actionsOn(call({ toRecord: 'never', ...change }), 'sonia');
    expect(plain({})).toEqual(['listen', 'whisper', 'barge', 'take', 'move', 'end']);
    expect(plain({ phase: 'queued' })).toEqual(['take', 'move', 'prioritise', 'end']);
    expect(plain({ phase: 'menu' })).toEqual(['end']);
    expect(actionsOn(call({ phase: 'ended' }), 'sonia')).toEqual([]);
  });

  it('records on demand what the rules leave out, and leaves out what they record; a message is kept', () => {
    const on = (change: Partial<CallView>) => actionsOn(call(change), 'sonia').filter((one) => /record/.test(one));
    expect(on({ toRecord: 'on-demand' })).toEqual(['record']);
    expect(on({ toRecord: 'yes' })).toEqual(['unrecord']);
    expect(on({ toRecord: 'never' })).toEqual([]);
    expect(on({ toRecord: 'on-demand', phase: 'outside' })).toEqual(['record']);
    expect(on({ phase: 'voicemail' })).toEqual([]);
    expect(on({ phase: 'ended' })).toEqual([]);
  });

  it('does not let a supervisor listen to the own call', () => {
    expect(actionsOn(call({ agentId: 'sonia' }), 'sonia')).toEqual(['move', 'unrecord', 'end']);
  });

  it('cancels a call-back instead of ending it, while nobody is on the line', () => {
    const back = (phase: CallView['phase']) => call({ direction: 'callback', phase });
    expect(actionsOn(back('scheduled'), 'sonia')).toEqual(['cancel']);
    expect(actionsOn(back('queued'), 'sonia')).toEqual(['take', 'move', 'prioritise', 'cancel']);
    expect(actionsOn(back('calling'), 'sonia')).toEqual(['end']);
    expect(
      ['scheduled', 'queued', 'offered', 'calling', 'talking'].map((phase) => isToBeCalled(back(phase as 'queued'))),
    ).toEqual([true, true, true, false, false]);
    expect(isToBeCalled(call({ phase: 'queued' }))).toBe(false);
  });
});

describe('the conversation a supervisor is in', () => {
  const watcher = { userId: 'sonia', name: 'Sonia', mode: 'whisper', state: 'ringing' } as const;

  it('is the one they watch, on the way or there', () => {
    const watched = call({ id: 'c2', watchers: [watcher] });
    expect(partOf([call({}), watched], 'sonia', false)).toEqual({
      kind: 'watching',
      call: watched,
      mode: 'whisper',
      here: false,
    });
    expect(partOf([call({})], 'sonia', false)).toBe(null);
  });

  it('is the one they took, unless they have a desk for it', () => {
    const taken = call({ agentId: 'sonia' });
    expect(partOf([taken], 'sonia', false)).toEqual({ kind: 'taken', call: taken });
    expect(partOf([taken], 'sonia', true)).toBe(null);
    expect(partOf([call({ agentId: 'sonia', phase: 'offered' })], 'sonia', false)).toBe(null);
  });
});

describe("an agent's queues and skills in the site file", () => {
  const site = {
    queues: [
      { id: 'first', agents: ['ana', 'bruno'] },
      { id: 'second', agents: [{ id: 'ana', order: 2 }, 'bruno'] },
      { id: 'third', agents: [{ id: 'ana', weight: 3 }] },
      { id: 'fourth' },
    ],
    skills: [{ id: 'networks', name: { es: 'Redes' } }, { id: 'english' }],
  };

  it('are found however a member is written', () => {
    expect(ordersOf(site, 'ana')).toEqual({ first: null, second: 2, third: null });
    expect(ordersOf(site, 'eva')).toEqual({});
  });

  it('have names, or their ids', () => {
    expect(skillsOf(site).map(({ name }) => name.es)).toEqual(['Redes', 'english']);
    expect(skillsOf({})).toEqual([]);
  });
});

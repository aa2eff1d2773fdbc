import { describe, expect, test } from 'vitest';
import type { Event } from '../../services/core/event.ts';
import { judge, type Told } from './judge.ts';
import { Tally } from './tally.ts';

const told = (events: readonly object[]): readonly Told[] =>
  events.map((event, index) => ({ seq: index + 1, at: index, event: event as Event }));
const rang = (callId: string, number = callId) => ({ type: 'call-rang', callId, number });
const entered = (callId: string, order: number) => ({ type: 'queue-entered', callId, queueId: 'q', order });
const left = (callId: string) => ({ type: 'queue-left', callId, queueId: 'q' });
const offered = (callId: string, agentId: string) => ({ type: 'offer-made', callId, agentId, queueId: 'q' });
const accepted = (callId: string, agentId: string) => ({ type: 'offer-accepted', callId, agentId });
const connected = (callId: string, agentId: string) => ({ type: 'call-connected', callId, agentId });

describe('the judge of a journal', () => {
  test('finds nothing in an orderly one', () => {
    const events = [
      ...[rang('1'), entered('1', 10), rang('2'), entered('2', 20)],
      ...[offered('1', 'ana'), offered('2', 'bruno')],
      ...[accepted('1', 'ana'), left('1'), connected('1', 'ana'), { type: 'call-ended', callId: '1' }],
      ...[accepted('2', 'bruno'), left('2'), connected('2', 'bruno'), rang('3'), entered('3', 30), offered('3', 'ana')],
    ];
    expect(judge(told(events))).toEqual({ lostPlaces: [], doubleOffers: [] });
  });

  test.each([
    ['a call that overtakes', [entered('1', 10), entered('2', 20), offered('2', 'ana')]],
    ['a call that is taken in twice', [rang('1', '600'), rang('2', '600')]],
  ])('finds %s', (_, events) => {
    expect(judge(told(events)).lostPlaces).toHaveLength(1);
  });

  test.each([
    ['an agent with two offers', [entered('1', 10), entered('2', 20), offered('1', 'ana'), offered('2', 'ana')]],
    ['a call that is offered to two', [entered('1', 10), offered('1', 'ana'), offered('1', 'bruno')]],
    [
      'an offer to an agent in a call',
      [
        entered('1', 10),
        offered('1', 'ana'),
        accepted('1', 'ana'),
        left('1'),
        connected('1', 'ana'),
        offered('2', 'ana'),
      ],
    ],
  ])('finds %s', (_, events) => {
    expect(judge(told(events)).doubleOffers).toHaveLength(1);
  });
});

describe('the telephones', () => {
  test('miss a caller and an agent whom nobody hung up on', () => {
    const tally = new Tally();
    for (const line of ['called 1', 'up 1', 'ended 1', 'called 2', 'up 2']) tally.caller(line);
    for (const line of ['rung a 2', 'up a 2', 'ended a 2']) tally.agent(line);
    expect(tally.dropped).toEqual(['1 was hung up on by nobody', 'the agent of 2 was hung up on by nobody']);
    expect(tally.live).toBe(1);
  });

  test('bear with who hangs up', () => {
    const tally = new Tally();
    for (const line of ['called 1', 'up 1', 'left 1', 'called 2', 'up 2', 'ended 2']) tally.caller(line);
    for (const line of ['up a 1', 'ended a 1', 'up a 2', 'left a 2']) tally.agent(line);
    expect(tally.dropped).toEqual([]);
    expect(tally.doubleCalls).toEqual([]);
  });

  test('see an agent in two conversations', () => {
    const tally = new Tally();
    for (const line of ['up a 1', 'up a 2']) tally.agent(line);
    expect(tally.doubleCalls).toHaveLength(1);
  });
});

import { expect, test } from 'vitest';
import type { Effect } from '../../services/core/effect.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { AgentLegs, inOrderOfHaste } from '../../services/telephony/haste.ts';

const dial = (legId: string, userId: string): Effect => ({
  type: 'dial-agent',
  legId,
  userId,
  callId: 'call-1',
  callerNumber: '600111222',
  callerName: '',
  ringSeconds: 15,
  purpose: 'offer',
});
const hangUp = (legId: string): Effect => ({ type: 'hang-up-leg', legId, reason: 'normal' });
const destroy: Effect = { type: 'destroy-bridge', bridgeId: 'bridge-1' };

test('an agent is dialled before the last call is cleared away, and the rest keeps its order', () => {
  const legs = new AgentLegs();
  const effects = [
    hangUp('caller-1'),
    destroy,
    dial('leg-2', 'ana'),
    { type: 'answer-leg', legId: 'caller-2' } as const,
  ];
  expect(inOrderOfHaste(effects, legs.userOf)).toEqual([effects[2], effects[0], effects[1], effects[3]]);
});

test('a telephone that is still in a call is hung up before it is dialled', () => {
  const legs = new AgentLegs();
  legs.asked([dial('leg-1', 'ana'), dial('leg-9', 'bruno')]);
  const effects = [destroy, hangUp('leg-9'), hangUp('leg-1'), dial('leg-2', 'ana')];
  expect(inOrderOfHaste(effects, legs.userOf)).toEqual([effects[2], effects[3], effects[0], effects[1]]);
  legs.heard({ type: 'leg-gone', legId: 'leg-1', cause: 16, causeText: '' });
  expect(inOrderOfHaste(effects, legs.userOf)[0]).toEqual(effects[3]);
});

test('a leg that is dialled and given up at once is not given up first', () => {
  const legs = new AgentLegs();
  const effects = [dial('leg-1', 'ana'), destroy, hangUp('leg-1'), dial('leg-2', 'ana')];
  legs.asked(effects);
  expect(inOrderOfHaste(effects, legs.userOf)).toEqual([effects[0], effects[2], effects[3], effects[1]]);
});

test('legs that an earlier controller dialled are known', () => {
  const world = emptyWorld();
  world.legs.set('leg-1', { kind: 'agent', callId: 'call-1', agentId: 'ana' });
  world.legs.set('caller-1', { kind: 'caller', callId: 'call-1' });
  const legs = new AgentLegs();
  legs.seed(world);
  const effects = [hangUp('caller-1'), hangUp('leg-1'), dial('leg-2', 'ana')];
  expect(inOrderOfHaste(effects, legs.userOf)).toEqual([effects[1], effects[2], effects[0]]);
});

test('without anybody to dial nothing is moved', () => {
  const effects = [destroy, hangUp('leg-1')];
  expect(inOrderOfHaste(effects, new AgentLegs().userOf)).toBe(effects);
});

import { describe, expect, it } from 'vitest';
import type { Target } from '../../services/core/event.ts';
import { codeOf, deadlinesAgree, inBridge, leaves, open, talking } from '../support/conversation.ts';
import type { Scene } from '../support/scene.ts';

const bruno: Target = { kind: 'agent', agentId: 'bruno' };
const number: Target = { kind: 'number', number: '+34911222333' };

function conversationOf(scene: Scene) {
  const { place } = scene.call('c1');
  if (place.at !== 'conversation') throw new Error(`The call is at ${place.at}.`);
  return place;
}

/** Ana asks somebody; until the telephone rings, or until it was answered, or until all three talk. */
function asking(to: Target = bruno, until: 'ringing' | 'here' | 'conference' = 'here') {
  const { scene, agentLeg } = talking({ agents: ['ana', 'bruno', 'carla'] });
  const { bridgeId } = conversationOf(scene);
  scene.command('ana', { name: 'consult', to });
  const otherLeg = scene.last('consult-began').legId;
  if (until !== 'ringing') scene.send({ type: 'leg-up', legId: otherLeg });
  if (until === 'conference') scene.command('ana', { name: 'conference' });
  deadlinesAgree(scene);
  return { scene, agentLeg, otherLeg, bridgeId };
}

const complete = { name: 'complete-transfer', reason: 'es de redes' } as const;
const finish = { name: 'finish-wrap-up', outcome: null, note: '' } as const;

describe('a consultation', () => {
  it('puts the caller on hold with music and the two agents together', () => {
    const { scene, agentLeg, otherLeg, bridgeId } = asking();
    expect(scene.asked('dial-agent').at(-1)).toMatchObject({ userId: 'bruno', purpose: 'consult', legId: otherLeg });
    expect(scene.asked('start-music').at(-1)?.legId).toBe('c1');
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, otherLeg].sort());
    expect(scene.world.agents.get('ana')?.activity).toBe('holding');
    expect(scene.world.agents.get('bruno')).toMatchObject({ activity: 'talking', call: scene.call('c1').id });
    scene.toQueue('c2');
    expect(scene.last('offer-made').agentId).toBe('carla');
  });

  it('does not let the caller hear it, whatever key the telephone has', () => {
    const { scene, agentLeg, bridgeId } = asking();
    scene.send({ type: 'leg-released', legId: agentLeg });
    expect(codeOf(() => scene.command('ana', { name: 'resume' }))).toBe('consulting');
    expect(inBridge(scene, bridgeId)).not.toContain('c1');
  });

  it('ends by the agent: the caller is back at once, the other one is free without a wrap-up', () => {
    for (const until of ['ringing', 'here'] as const) {
      const { scene, agentLeg, bridgeId } = asking(bruno, until);
      scene.command('ana', { name: 'cancel-consult' });
      expect(scene.last('consult-ended').how).toBe('cancelled');
      expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1'].sort());
      expect(scene.world.agents.get('bruno')).toMatchObject({ activity: 'idle', wrapUp: null });
    }
  });

  it('ends by the other one: the caller stays on hold until the agent is ready', () => {
    const cases = [
      ['ringing', 21, 'declined'],
      ['ringing', 19, 'missed'],
      ['ringing', 20, 'lost'],
      ['here', 16, 'hang-up'],
      ['here', 44, 'lost'],
    ] as const;
    for (const [until, cause, how] of cases) {
      const { scene, otherLeg, bridgeId, agentLeg } = asking(bruno, until);
      leaves(scene, otherLeg, cause);
      expect(scene.last('consult-ended').how).toBe(how);
      expect(conversationOf(scene)).toMatchObject({ held: true, third: null });
      scene.command('ana', { name: 'resume' });
      expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1'].sort());
      expect(scene.world.agents.get('bruno')?.availability.kind).toBe('available');
    }
    const busy = asking(number, 'ringing');
    leaves(busy.scene, busy.otherLeg, 17);
    expect(busy.scene.last('consult-ended').how).toBe('busy');
  });

  it('ends by itself when nobody answers', () => {
    const { scene, otherLeg } = asking(bruno, 'ringing');
    scene.pass(15);
    expect(scene.last('consult-ended').how).toBe('missed');
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(otherLeg);
  });

  it('is declined from the page of the one who is asked', () => {
    const { scene } = asking(bruno, 'ringing');
    scene.command('bruno', { name: 'decline' });
    expect(scene.last('consult-ended').how).toBe('declined');
    expect(scene.world.agents.get('bruno')?.activity).toBe('idle');
  });

  it('ends when the page of the one who is asked vanishes, or the telephone', () => {
    const { scene } = asking();
    scene.send({ type: 'phone-reachable', userId: 'bruno', reachable: false });
    expect(scene.last('consult-ended').how).toBe('lost');
    expect(conversationOf(scene).agentId).toBe('ana');
  });

  it('ends with the page of the agent: the caller is kept, and the other one free', () => {
    const { scene } = asking();
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    expect(scene.call('c1').place).toMatchObject({ at: 'kept', agentId: 'ana' });
    expect(scene.world.agents.get('bruno')?.activity).toBe('idle');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: true });
    scene.send({ type: 'leg-up', legId: scene.asked('dial-agent').at(-1)?.legId ?? '' });
    expect(conversationOf(scene)).toMatchObject({ agentId: 'ana', third: null, held: false });
  });

  it('asks whoever of a queue has been free for longest', () => {
    const { scene } = talking({ agents: ['ana', 'bruno', 'carla'] });
    scene.pass(1);
    scene.command('ana', { name: 'consult', to: { kind: 'queue', queueId: 'general' } });
    expect(scene.last('consult-began').who).toEqual({ kind: 'agent', agentId: 'bruno' });
  });

  it('asks a supervisor, who has nothing to wrap up', () => {
    const { scene, otherLeg } = asking({ kind: 'agent', agentId: 'sonia' }, 'conference');
    leaves(scene, otherLeg);
    expect(scene.world.agents.get('sonia')?.wrapUp).toBeNull();
  });

  it('is refused when nobody can be asked, and nothing has happened then', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    scene.toQueue('c2');
    scene.answer('bruno');
    const before = scene.events.length;
    const code = (to: Target) => codeOf(() => scene.command('ana', { name: 'consult', to }));
    expect(code(bruno)).toBe('agent-busy');
    expect(code({ kind: 'agent', agentId: 'carla' })).toBe('agent-away');
    expect(code({ kind: 'agent', agentId: 'ana' })).toBe('transfer-to-self');
    expect(code({ kind: 'queue', queueId: 'general' })).toBe('nobody-free');
    expect(code({ kind: 'number', number: '+1555' })).toBe('number-invalid');
    expect(codeOf(() => scene.command('ana', complete))).toBe('no-consult');
    expect(codeOf(() => scene.command('ana', { name: 'conference' }))).toBe('no-consult');
    expect(codeOf(() => scene.command('ana', { name: 'cancel-consult' }))).toBe('no-consult');
    expect(scene.events.length).toBe(before);
    const ringing = asking(bruno, 'ringing').scene;
    expect(codeOf(() => ringing.command('ana', complete))).toBe('consult-not-answered');
    expect(codeOf(() => ringing.command('ana', { name: 'conference' }))).toBe('consult-not-answered');
    expect(codeOf(() => ringing.command('ana', { name: 'consult', to: number }))).toBe('consulting');
    expect(codeOf(() => ringing.command('ana', { name: 'transfer', to: number, reason: '' }))).toBe('consulting');
    expect(codeOf(() => ringing.command('bruno', { name: 'hold' }))).toBe('not-owner');
  });
});

describe('an attended transfer', () => {
  it('gives the call to the other agent, with the recording that runs and the talk from then on', () => {
    const { scene, agentLeg, otherLeg, bridgeId } = asking();
    scene.pass(55);
    scene.command('ana', complete);
    expect(scene.last('call-transferred')).toMatchObject({ how: 'attended', to: bruno, reason: 'es de redes' });
    expect(scene.last('agent-replaced')).toMatchObject({ from: 'ana', agentId: 'bruno', agentLegId: otherLeg });
    expect(inBridge(scene, bridgeId)).toEqual(['c1', otherLeg].sort());
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(agentLeg);
    expect(scene.call('c1').recording?.capture?.state).toBe('running');
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    expect(scene.world.agents.get('bruno')?.activity).toBe('talking');
    // What the agent who left has still to say of the leg means nothing.
    leaves(scene, agentLeg);
    scene.pass(20);
    scene.command('bruno', { name: 'hang-up' });
    const standings = scene.world.standings.get('incidencias');
    expect([standings?.get('ana')?.talkMs, standings?.get('bruno')?.talkMs]).toEqual([60_000, 20_000]);
    expect(scene.world.agents.get('bruno')?.activity).toBe('wrapping-up');
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
    expect(scene.types().filter((type) => type === 'recording-ended')).toHaveLength(1);
  });

  it('is what hanging up means while the other one is there; before that it ends the call', () => {
    for (const how of ['telephone', 'page'] as const) {
      const there = asking();
      if (how === 'telephone') leaves(there.scene, there.agentLeg);
      else there.scene.command('ana', { name: 'hang-up' });
      expect(conversationOf(there.scene)).toMatchObject({ agentId: 'bruno', third: null, held: false });
      const ringing = asking(bruno, 'ringing');
      if (how === 'telephone') leaves(ringing.scene, ringing.agentLeg);
      else ringing.scene.command('ana', { name: 'hang-up' });
      expect(ringing.scene.last('call-ended').by).toBe('agent');
      expect(open(ringing.scene)).toEqual({ legs: [], bridges: [], timers: [] });
    }
  });

  it('sends the caller out with a number that was consulted', () => {
    const { scene, otherLeg, bridgeId } = asking(number);
    scene.command('ana', complete);
    expect(scene.call('c1').place).toMatchObject({ at: 'outside', state: 'here', from: 'ana', bridgeId });
    expect(inBridge(scene, bridgeId)).toEqual(['c1', otherLeg].sort());
    scene.command('ana', finish);
    expect(scene.world.agents.get('ana')?.activity).toBe('idle');
    leaves(scene, 'c1');
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
  });

  it('lets the new owner consult and transfer again', () => {
    const { scene, bridgeId } = asking();
    scene.command('ana', complete);
    scene.command('bruno', { name: 'consult', to: { kind: 'agent', agentId: 'carla' } });
    const carlaLeg = scene.last('consult-began').legId;
    scene.send({ type: 'leg-up', legId: carlaLeg });
    scene.command('bruno', complete);
    expect(inBridge(scene, bridgeId)).toEqual(['c1', carlaLeg].sort());
    expect(conversationOf(scene).agentId).toBe('carla');
  });

  it('remembers who talked last with the caller', () => {
    const { scene } = asking();
    scene.command('ana', complete);
    expect(scene.world.lastAgents.get('600111222')?.agentId).toBe('bruno');
  });
});

describe('a conference', () => {
  it('has all three in one bridge, and can be put on hold', () => {
    const { scene, agentLeg, otherLeg, bridgeId } = asking(bruno, 'conference');
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, otherLeg, 'c1'].sort());
    expect(scene.types()).toContain('call-resumed');
    scene.command('ana', { name: 'hold' });
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, otherLeg].sort());
    scene.command('ana', { name: 'resume' });
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, otherLeg, 'c1'].sort());
  });

  it('goes on with two when the other agent leaves, who talked and has a wrap-up', () => {
    for (const how of ['telephone', 'page', 'let go'] as const) {
      const { scene, agentLeg, otherLeg, bridgeId } = asking(bruno, 'conference');
      if (how === 'telephone') leaves(scene, otherLeg);
      else if (how === 'page') scene.command('bruno', { name: 'hang-up' });
      else scene.command('ana', { name: 'cancel-consult' });
      expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1'].sort());
      expect(conversationOf(scene)).toMatchObject({ agentId: 'ana', third: null, held: false });
      expect(scene.world.agents.get('bruno')?.activity).toBe('wrapping-up');
    }
  });

  it('goes on with the other agent when its agent hangs up, or is lost', () => {
    for (const how of ['hang-up', 'media', 'page'] as const) {
      const { scene, agentLeg, otherLeg, bridgeId } = asking(bruno, 'conference');
      if (how === 'page') scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
      else leaves(scene, agentLeg, how === 'media' ? 44 : 16);
      expect(conversationOf(scene)).toMatchObject({ agentId: 'bruno', third: null });
      expect(inBridge(scene, bridgeId)).toEqual(['c1', otherLeg].sort());
    }
  });

  it('ends for all when the caller leaves, and every agent who talked wraps up', () => {
    for (const until of ['ringing', 'here', 'conference'] as const) {
      const { scene } = asking(bruno, until);
      leaves(scene, 'c1');
      expect(scene.world.calls.size).toBe(0);
      expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
      const activity = (id: string) => scene.world.agents.get(id)?.activity;
      expect([activity('ana'), activity('bruno')]).toEqual([
        'wrapping-up',
        until === 'conference' ? 'wrapping-up' : 'idle',
      ]);
      scene.pass(60);
      expect([activity('ana'), activity('bruno')]).toEqual(['idle', 'idle']);
    }
  });

  it('lets a change asked for in it take effect after it', () => {
    const { scene, otherLeg } = asking(bruno, 'conference');
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(scene.world.agents.get('bruno')?.availability.kind).toBe('available');
    leaves(scene, otherLeg);
    scene.command('bruno', finish);
    expect(scene.world.agents.get('bruno')?.availability.kind).toBe('signed-out');
  });
});

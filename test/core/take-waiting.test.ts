import { describe, expect, it } from 'vitest';
import { codeOf, deadlinesAgree, leaves, open, talking } from '../support/conversation.ts';
import type { Scene } from '../support/scene.ts';

/** Ana talks with c1; c2 waits, and rings at Bruno where he is there. Sonia takes it. */
function taking(agents: readonly string[]): { readonly scene: Scene; readonly callId: string; readonly legId: string } {
  const { scene } = talking({ agents });
  scene.toQueue('c2');
  const callId = scene.call('c2').id;
  scene.command('sonia', { name: 'take', callId, reason: 'urge' });
  deadlinesAgree(scene);
  return { scene, callId, legId: scene.asked('dial-agent').at(-1)?.legId ?? '' };
}

describe('a supervisor who takes a waiting call', () => {
  it('gets it on the own telephone, before those who stand before it', () => {
    const { scene, callId, legId } = taking(['ana']);
    expect(scene.last('supervised')).toMatchObject({ callId, what: 'take', reason: 'urge', by: { userId: 'sonia' } });
    expect(scene.asked('dial-agent').at(-1)).toMatchObject({ userId: 'sonia', callId, purpose: 'take' });
    expect(scene.last('offer-made')).toMatchObject({ agentId: 'sonia', why: { code: 'direct-take' } });
    scene.send({ type: 'leg-up', legId });
    expect(scene.call('c2').place).toMatchObject({ at: 'conversation', agentId: 'sonia', agentLegId: legId });
    expect(scene.last('queue-left')).toMatchObject({ callId, reason: 'answered' });
    leaves(scene, legId);
    expect(scene.world.agents.get('sonia')).toMatchObject({ wrapUp: null, call: null });
  });

  it('stops it ringing at an agent, who is free without blame', () => {
    const { scene } = taking(['ana', 'bruno']);
    const atBruno = scene.asked('dial-agent').find((one) => one.userId === 'bruno');
    expect(scene.last('offer-ended')).toMatchObject({ agentId: 'bruno', how: 'cancelled' });
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(atBruno?.legId);
    expect(scene.world.agents.get('bruno')).toMatchObject({ availability: { kind: 'available' }, offer: null });
    expect(scene.world.agents.get('sonia')?.activity).toBe('offered');
  });

  it('gives it back to the queue when the own telephone is not answered', () => {
    const { scene, callId } = taking(['ana', 'bruno']);
    scene.pass(15);
    expect(scene.last('offer-made')).toMatchObject({ callId, agentId: 'bruno', why: { code: 'longest-idle' } });
    leaves(scene, 'c1');
    leaves(scene, 'c2');
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
  });

  it('leaves the conversation in which the supervisor took part, and is refused twice at once', () => {
    const { scene } = talking();
    scene.toQueue('c2');
    scene.command('sonia', { name: 'watch', callId: scene.call('c1').id, mode: 'listen' });
    const take = { name: 'take', callId: scene.call('c2').id, reason: '' } as const;
    scene.command('sonia', take);
    expect(scene.last('watch-ended')).toMatchObject({ userId: 'sonia', how: 'cancelled' });
    expect(codeOf(() => scene.command('sonia', take))).toBe('own-call');
  });
});

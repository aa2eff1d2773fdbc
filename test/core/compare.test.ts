import { describe, expect, it } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { Scene } from '../support/scene.ts';

type Compared = Extract<Signal, { type: 'asterisk-compared' }>;
const asterisk = (change: Partial<Compared>): Compared => ({
  type: 'asterisk-compared',
  startedAt: 1,
  legs: [],
  bridges: [],
  playbacks: [],
  reachable: ['ana'],
  ...change,
});

describe('comparing with Asterisk', () => {
  it('keeps conversations and queue places, and mends a bridge that was never made', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    const agentLeg = scene.answer('ana');
    scene.toQueue('c2');
    scene.toQueue('c3');
    scene.send({ type: 'asterisk-lost' });
    scene.effects.length = 0;
    const legs = ['c1', 'c2', 'c3', agentLeg].map((legId) => ({ legId, up: true }));
    scene.send(asterisk({ legs }));
    expect(scene.asked('make-bridge').map((effect) => effect.legs)).toEqual([['c1', agentLeg]]);
    expect(scene.waiting('incidencias')).toEqual([scene.call('c2').id, scene.call('c3').id]);
    expect(scene.asked('start-music').map((effect) => effect.legId)).toEqual(['c2', 'c3']);
    expect(scene.asked('hang-up-leg')).toEqual([]);
  });

  it('closes what is gone, and takes in a call that rings unknown', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    scene.answer('ana');
    scene.toQueue('c2');
    scene.send({ type: 'asterisk-lost' });
    const inbound = { dialled: '1000', callerNumber: '600', callerName: '' };
    scene.send(
      asterisk({
        legs: [
          { legId: 'c9', up: false, inbound },
          { legId: 'old', up: true, inbound },
        ],
      }),
    );
    expect(scene.events.filter((event) => event.type === 'call-ended').map((event) => event.reason)).toEqual([
      'gone-while-away',
      'gone-while-away',
    ]);
    expect(scene.call('c9').path[0]?.step).toBe('ring');
    expect(scene.asked('hang-up-leg').map((effect) => effect.legId)).toContain('old');
  });

  it('closes all calls truthfully when Asterisk was restarted', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    scene.answer('ana');
    scene.send({ type: 'asterisk-lost' });
    scene.send(asterisk({ startedAt: 2, reachable: [] }));
    expect(scene.last('call-ended')).toMatchObject({ by: 'system', reason: 'asterisk-restarted' });
    expect(scene.last('recording-ended')).toBeDefined();
    expect(scene.world.agents.get('ana')?.reachable).toBe(false);
  });

  it('asks again for a capture, a pause and a stop that may have been lost', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    const agentLeg = scene.answer('ana');
    scene.command('ana', { name: 'pause-recording' });
    scene.send({ type: 'asterisk-lost' });
    scene.effects.length = 0;
    const legs = ['c1', agentLeg].map((legId) => ({ legId, up: true }));
    scene.send(asterisk({ legs }));
    expect(scene.asked('mute-capture')).toMatchObject([{ silent: { caller: true, others: true } }]);
    scene.command('ana', { name: 'withdraw-consent', basis: '' });
    scene.effects.length = 0;
    scene.send(asterisk({ legs }));
    expect(scene.asked('stop-capture')).toHaveLength(1);
  });

  it('goes on with a prompt that ended while nobody listened', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    expect(scene.call('c1').path.at(-1)?.step).toBe('welcome');
    scene.send({ type: 'asterisk-lost' });
    scene.send(asterisk({ legs: [{ legId: 'c1', up: true }] }));
    expect(scene.call('c1').path.at(-1)?.step).toBe('language');
  });

  it('makes no offer while the socket is away, and makes it on the return', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.send({ type: 'asterisk-lost' });
    scene.toQueue('c1');
    expect(scene.types()).not.toContain('offer-made');
    scene.send(asterisk({ legs: [{ legId: 'c1', up: true }] }));
    expect(scene.last('offer-made').agentId).toBe('ana');
  });
});

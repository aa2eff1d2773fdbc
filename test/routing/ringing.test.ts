import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offered, plain, ringing, strategyScene } from '../support/queue-scene.ts';

const five = ['ana', 'bruno', 'carla', 'dario', 'eva'];

describe('ring all', () => {
  it('rings all who are free, up to the limit; one answers and the others stop, without blame', () => {
    const scene = strategyScene({ type: 'ring-all', limit: 3 }, plain(...five));
    offered(scene, 'c1');
    expect(ringing(scene, 'c1')).toEqual(['ana', 'bruno', 'carla']);
    expect(scene.last('offer-made').why).toEqual({ code: 'ring-all', params: { ringing: 3, limit: 3, candidates: 5 } });
    const legs = ['ana', 'carla'].map((id) => scene.offeredLeg(id));
    scene.answer('bruno');
    expect(scene.world.offers.size).toBe(0);
    expect(scene.asked('hang-up-leg')).toEqual(
      legs.map((legId) => ({ type: 'hang-up-leg', legId, reason: 'answered-elsewhere' })),
    );
    for (const id of ['ana', 'carla'])
      expect(scene.world.agents.get(id)).toMatchObject({
        availability: { kind: 'available' },
        missed: 0,
        activity: 'idle',
      });
    // They are still first in turn.
    offered(scene, 'c2');
    expect(ringing(scene, 'c2')).toEqual(['ana', 'carla', 'dario']);
  });

  it('lets who becomes free ring along', () => {
    const scene = strategyScene({ type: 'ring-all' }, plain('ana', 'bruno'));
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'signed-out' } });
    offered(scene, 'c1');
    expect(ringing(scene, 'c1')).toEqual(['ana']);
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'available' } });
    expect(ringing(scene, 'c1')).toEqual(['ana', 'bruno']);
    expect(scene.last('offer-made').why.params.ringing).toBe(2);
  });

  it('never leaves a telephone ringing after the answer, whoever answers, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.record({ who: fc.nat(4), what: fc.constantFrom('answer', 'decline', 'unreachable') }), {
          maxLength: 8,
        }),
        (limit, acts) => {
          const scene = strategyScene({ type: 'ring-all', limit }, plain(...five));
          offered(scene, 'c1');
          offered(scene, 'c2');
          for (const { who, what } of acts) {
            const id = five[who] ?? 'ana';
            const offerId = scene.world.agents.get(id)?.offer;
            const offer = offerId ? scene.world.offers.get(offerId) : undefined;
            if (!offer) continue;
            if (what === 'answer') {
              scene.answer(id);
              expect([...scene.world.offers.values()].filter((one) => one.callId === offer.callId)).toEqual([]);
            } else if (what === 'decline') scene.command(id, { name: 'decline' });
            else scene.send({ type: 'phone-reachable', userId: id, reachable: false });
            const callsOf = [...scene.world.offers.values()].map((one) => one.agentId);
            expect(new Set(callsOf).size).toBe(callsOf.length);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('ringing progressively', () => {
  const strategy = { type: 'ring-progressively', start: 1, step: 2, everySeconds: 4, limit: 4 };

  it('begins with few and adds more while it rings', () => {
    const scene = strategyScene(strategy, plain(...five));
    offered(scene, 'c1');
    expect(ringing(scene, 'c1')).toEqual(['ana']);
    scene.pass(3.9);
    expect(ringing(scene, 'c1')).toHaveLength(1);
    scene.pass(0.1);
    expect(ringing(scene, 'c1')).toEqual(['ana', 'bruno', 'carla']);
    expect(scene.last('offer-made').why).toEqual({
      code: 'ring-progressively',
      params: { ringing: 3, room: 3, candidates: 4 },
    });
    scene.pass(4);
    expect(ringing(scene, 'c1')).toHaveLength(4);
    scene.pass(4);
    expect(ringing(scene, 'c1')).toHaveLength(4);
    scene.answer('bruno');
    expect(scene.world.offers.size).toBe(0);
  });

  it('begins anew with few when all have stopped ringing', () => {
    const scene = strategyScene(strategy, plain('ana', 'bruno', 'carla'), {
      queue: { ringSeconds: 10, missedLimit: 1 },
    });
    offered(scene, 'c1');
    scene.pass(9);
    expect(ringing(scene, 'c1')).toHaveLength(3);
    scene.pass(10);
    expect(ringing(scene, 'c1')).toEqual([]);
    scene.pass(30);
    for (const id of ['ana', 'bruno', 'carla'])
      scene.command(id, { name: 'set-availability', availability: { kind: 'available' } });
    expect(ringing(scene, 'c1')).toHaveLength(1);
    scene.pass(4);
    expect(ringing(scene, 'c1')).toHaveLength(3);
  });

  it('counts from the first ringing, not from entering the queue', () => {
    const scene = strategyScene(strategy, plain('ana', 'bruno', 'carla'));
    for (const userId of ['ana', 'bruno', 'carla']) scene.send({ type: 'phone-reachable', userId, reachable: false });
    offered(scene, 'c1');
    scene.pass(50);
    for (const userId of ['ana', 'bruno', 'carla']) scene.send({ type: 'phone-reachable', userId, reachable: true });
    expect(ringing(scene, 'c1')).toHaveLength(1);
  });
});

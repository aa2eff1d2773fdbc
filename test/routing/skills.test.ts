import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offered, ringing, strategyScene } from '../support/queue-scene.ts';

const strategy = {
  type: 'skills',
  required: [
    {
      skill: 'spanish',
      levels: [
        { afterSeconds: 0, level: 7 },
        { afterSeconds: 30, level: 4 },
        { afterSeconds: 90, level: 0 },
      ],
    },
  ],
  preferred: [{ skill: 'network', weight: 2 }],
  loosen: [{ afterSeconds: 60, by: 5 }],
};

describe('skills', () => {
  it('ask for a level that comes down while the call waits', () => {
    const scene = strategyScene(strategy, { ana: {}, bruno: { spanish: 4 }, carla: { spanish: 6 } });
    expect(offered(scene, 'c1')).toBeNull();
    scene.pass(29.9);
    expect(ringing(scene, 'c1')).toEqual([]);
    scene.pass(0.1);
    expect(ringing(scene, 'c1')).toEqual(['bruno']);
    expect(scene.last('queue-widened')).toMatchObject({ stage: 1 });
    expect(scene.last('offer-made').why).toEqual({
      code: 'skills',
      params: { asked: 'spanish ≥ 4', has: 'spanish 4', score: 0, idleSeconds: 32, candidates: 2 },
    });
    const later = strategyScene(strategy, { ana: {} });
    offered(later, 'c1');
    later.pass(89.9);
    expect(ringing(later, 'c1')).toEqual([]);
    later.pass(0.1);
    expect(ringing(later, 'c1')).toEqual(['ana']);
  });

  it('prefer more of what is preferred, then who is idle for longest', () => {
    const agents = { ana: { spanish: 7 }, bruno: { spanish: 9, network: 3 }, carla: { spanish: 8, network: 3 } };
    const scene = strategyScene(strategy, agents);
    expect(offered(scene, 'c1')).toBe('bruno');
    expect(scene.last('offer-made').why.params.score).toBe(6);
    expect(offered(scene, 'c2')).toBe('carla');
    expect(offered(scene, 'c3')).toBe('ana');
  });

  it("ask for the call's own needs as well, which come down by steps", () => {
    const agents = { ana: { spanish: 10, billing: 2 }, bruno: { spanish: 10, billing: 9 } };
    const scene = strategyScene(strategy, agents, { step: { skills: { billing: 7 } } });
    expect(offered(scene, 'c1')).toBe('bruno');
    expect(offered(scene, 'c2')).toBeNull();
    scene.pass(59.9);
    expect(ringing(scene, 'c2')).toEqual([]);
    scene.pass(0.1);
    expect(ringing(scene, 'c2')).toEqual(['ana']);
  });

  it('let a call further back pass one that nobody free can take', () => {
    const scene = strategyScene(strategy, { ana: { spanish: 2 } }, { queue: { strategy } });
    offered(scene, 'c1');
    scene.pass(89);
    offered(scene, 'c2');
    scene.pass(1);
    expect(ringing(scene, 'c1')).toEqual(['ana']);
  });

  it('never give a call below the level that is in force', () => {
    const level = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ spanish: level, network: level }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }),
        (has, gaps) => {
          const agents = Object.fromEntries(has.map((one, index) => [`a${index}`, one]));
          const scene = strategyScene(strategy, agents);
          const entered = new Map<string, number>();
          let read = scene.events.length;
          gaps.forEach((gap, call) => {
            offered(scene, `c${call}`);
            entered.set(scene.call(`c${call}`).id, scene.now);
            if (call % 3 === 2) {
              const [offer] = scene.world.offers.values();
              if (offer) scene.answer(offer.agentId);
              scene.send({ type: 'leg-gone', legId: `c${call - 1}`, cause: 16, causeText: '' });
            }
            for (; read < scene.events.length; read += 1) {
              const event = scene.events[read];
              if (event?.type !== 'offer-made') continue;
              const waited = (scene.now - (entered.get(event.callId) ?? scene.now)) / 1000;
              const asked = waited < 30 ? 7 : waited < 90 ? 4 : 0;
              expect(agents[event.agentId]?.spanish).toBeGreaterThanOrEqual(asked);
            }
            scene.pass(gap);
            // Whoever may take a call has one: nobody idles beside a call that waits for less.
            for (const [callId, at] of entered) {
              const live = scene.world.calls.get(callId);
              if (live?.place.at !== 'queue' || live.place.offers.length > 0) continue;
              const waited = (scene.now - at) / 1000;
              const asked = waited < 30 ? 7 : waited < 90 ? 4 : 0;
              for (const agent of scene.world.agents.values())
                if (agent.activity === 'idle') expect(agents[agent.id]?.spanish).toBeLessThan(asked);
            }
            read = scene.events.length;
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('bullseye', () => {
  const rings = [
    { skills: { network: 8 }, seconds: 20 },
    { agents: ['bruno', 'carla'], seconds: 10 },
    { skills: { network: 1 } },
  ];

  it('begins with the innermost ring and adds the next after its seconds', () => {
    const scene = strategyScene({ type: 'bullseye', rings }, { ana: { network: 2 }, bruno: {}, carla: {} });
    scene.command('carla', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(offered(scene, 'c1')).toBeNull();
    expect(offered(scene, 'c2')).toBeNull();
    scene.pass(20);
    expect(ringing(scene, 'c1')).toEqual(['bruno']);
    expect(scene.last('offer-made').why).toEqual({ code: 'bullseye', params: { ring: 2, reach: 2, candidates: 1 } });
    expect(ringing(scene, 'c2')).toEqual([]);
    scene.pass(10);
    expect(ringing(scene, 'c2')).toEqual(['ana']);
  });

  it('prefers the inner ring though an outer one has been idle for longer', () => {
    const scene = strategyScene({ type: 'bullseye', rings }, { carla: {}, ana: { network: 9 }, bruno: {} });
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'signed-out' } });
    scene.command('ana', { name: 'set-availability', availability: { kind: 'signed-out' } });
    offered(scene, 'c1');
    scene.pass(25);
    expect(ringing(scene, 'c1')).toEqual(['carla']);
    offered(scene, 'c2');
    scene.pass(25);
    scene.command('ana', { name: 'set-availability', availability: { kind: 'available' } });
    expect(ringing(scene, 'c2')).toEqual(['ana']);
  });
});

describe('last agent first', () => {
  const lastAgent = { type: 'last-agent', waitSeconds: 20, forgetDays: 2, otherwise: { type: 'linear' } };
  const known = () => {
    const scene = strategyScene(lastAgent, { ana: {}, bruno: {} });
    offered(scene, 'c0', { number: '600999888' });
    offered(scene, 'c1');
    scene.answer('ana');
    scene.answer('bruno');
    for (const legId of ['c0', 'c1']) scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
    return scene;
  };

  it('gives a caller to whom talked with them last', () => {
    const scene = known();
    expect(offered(scene, 'c2')).toBe('bruno');
    expect(scene.last('offer-made')).toMatchObject({
      strategy: 'direct',
      why: { code: 'direct-last-agent', params: {} },
    });
  });

  it('waits for that one for a while, then takes anybody', () => {
    const scene = known();
    offered(scene, 'c2');
    expect(offered(scene, 'c3')).toBeNull();
    expect(scene.world.agents.get('ana')?.activity).toBe('idle');
    scene.pass(14);
    scene.answer('bruno');
    scene.pass(6);
    expect(ringing(scene, 'c3')).toEqual(['ana']);
    expect(scene.last('offer-made').why.code).toBe('linear');
  });

  it('lets that one have the call when free in time', () => {
    const scene = known();
    offered(scene, 'c2');
    scene.answer('bruno');
    offered(scene, 'c3');
    scene.pass(10);
    scene.send({ type: 'leg-gone', legId: 'c2', cause: 16, causeText: '' });
    expect(ringing(scene, 'c3')).toEqual(['bruno']);
  });

  it('takes anybody at once when that one declines, is not there, or was long ago', () => {
    const declined = known();
    offered(declined, 'c2');
    declined.command('bruno', { name: 'decline' });
    expect(ringing(declined, 'c2')).toEqual(['ana']);
    const away = known();
    away.command('bruno', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(offered(away, 'c2')).toBe('ana');
    const long = known();
    long.pass(2 * 86_400 + 1);
    expect(offered(long, 'c2')).toBe('ana');
  });
});

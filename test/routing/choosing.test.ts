import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offered, plain, ringing, served, strategyScene } from '../support/queue-scene.ts';

const names = ['ana', 'bruno', 'carla', 'dario'];
const why = (scene: ReturnType<typeof strategyScene>) => scene.last('offer-made').why;

describe('longest idle', () => {
  it('prefers who has had nothing to do for longest, and says for how long', () => {
    const scene = strategyScene({ type: 'longest-idle' }, plain(...names));
    expect(names.map((_, call) => served(scene, `c${call}`, 5))).toEqual(names);
    expect(served(scene, 'again')).toBe('ana');
    expect(why(scene)).toEqual({ code: 'longest-idle', params: { idleSeconds: 15, candidates: 4 } });
  });

  it('keeps the turn of whom the caller did not wait for', () => {
    const scene = strategyScene({ type: 'longest-idle' }, plain('ana', 'bruno'));
    expect(offered(scene, 'c1')).toBe('ana');
    scene.pass(3);
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
    expect(offered(scene, 'c2')).toBe('ana');
  });
});

describe('round robin', () => {
  it('goes on after who was offered a call last, in the order of the queue, and begins anew at its end', () => {
    const scene = strategyScene({ type: 'round-robin' }, plain(...names));
    expect(served(scene, 'c1')).toBe('ana');
    expect(served(scene, 'c2')).toBe('bruno');
    scene.command('carla', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(served(scene, 'c3')).toBe('dario');
    expect(why(scene)).toEqual({ code: 'round-robin', params: { place: 4, last: 2, candidates: 3 } });
    expect(served(scene, 'c4')).toBe('ana');
  });

  it('gives everybody the same number of calls, however long each takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat(90), { minLength: 1, maxLength: 30 }),
        (size, lengths) => {
          const agents = Array.from({ length: size }, (_, index) => `a${index}`);
          const scene = strategyScene({ type: 'round-robin' }, plain(...agents));
          const taken = new Map<string, number>();
          lengths.forEach((seconds, call) => {
            const agentId = served(scene, `c${call}`, seconds);
            taken.set(agentId, (taken.get(agentId) ?? 0) + 1);
          });
          const counts = agents.map((id) => taken.get(id) ?? 0);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('fewest calls and least talk', () => {
  it('look at today, in this queue alone', () => {
    const fewest = strategyScene({ type: 'fewest-calls' }, plain('ana', 'bruno'));
    expect(served(fewest, 'c1', 600)).toBe('ana');
    expect(served(fewest, 'c2', 5)).toBe('bruno');
    expect(served(fewest, 'c3', 5)).toBe('ana');
    expect(served(fewest, 'c4', 5)).toBe('bruno');
    expect(why(fewest)).toEqual({ code: 'fewest-calls', params: { calls: 1, candidates: 2 } });

    const least = strategyScene({ type: 'least-talk' }, plain('ana', 'bruno'));
    expect(served(least, 'c1', 600)).toBe('ana');
    for (const call of ['c2', 'c3', 'c4']) expect(served(least, call, 5)).toBe('bruno');
    expect(why(least)).toEqual({ code: 'least-talk', params: { talkSeconds: 10, candidates: 2 } });
    // Tomorrow all begin anew: who is idle for longest comes first.
    least.pass(86_400);
    expect(served(least, 'c5', 5)).toBe('ana');
  });
});

describe('random choices', () => {
  const shares = (strategy: string, weights: readonly number[], calls: number, seed: number) => {
    const agents = weights.map((_, index) => `a${index}`);
    const members = agents.map((id, index) => ({ id, weight: weights[index] ?? 1 }));
    const scene = strategyScene({ type: strategy }, plain(...agents), { queue: { agents: members }, seed });
    const taken = agents.map(() => 0);
    for (let call = 0; call < calls; call += 1) {
      const index = agents.indexOf(served(scene, `c${call}`, 1));
      taken[index] = (taken[index] ?? 0) + 1;
    }
    return { taken, last: why(scene) };
  };

  it('are even, or by weight: chi-square of 4,000 calls stays below what chance exceeds once in ten thousand', () => {
    const calls = 4_000;
    for (const [strategy, weights, expected] of [
      ['random', [1, 1, 1, 1], [1, 1, 1, 1]],
      ['weighted-random', [1, 3, 10, 100], [1, 3, 10, 100]],
      ['weighted-random', [7, 7, 2, 5], [7, 7, 2, 5]],
    ] as const) {
      const { taken, last } = shares(strategy, weights, calls, 11);
      const sum = expected.reduce((one, other) => one + other, 0);
      const chi = taken.reduce((total, count, index) => {
        const mean = (calls * (expected[index] ?? 0)) / sum;
        return total + (count - mean) ** 2 / mean;
      }, 0);
      expect(chi, `${strategy} ${taken}`).toBeLessThan(21.1);
      expect(last.code).toBe(strategy);
    }
  });
});

describe('linear', () => {
  it('always prefers the first of the queue', () => {
    const scene = strategyScene({ type: 'linear' }, plain(...names));
    expect(served(scene, 'c1')).toBe('ana');
    expect(served(scene, 'c2')).toBe('ana');
    offered(scene, 'c3');
    expect(offered(scene, 'c4')).toBe('bruno');
    expect(why(scene)).toEqual({ code: 'linear', params: { place: 2, candidates: 3 } });
  });
});

describe('percentage split', () => {
  const groups = [
    { name: 'casa', agents: ['ana', 'bruno'], percent: 70 },
    { name: 'fuera', agents: ['carla'], percent: 30 },
  ];

  it('keeps the parts to within one call, and says how far it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 150 }), (percent, calls) => {
        const parts = groups.map((group, index) => ({ ...group, percent: index === 0 ? percent : 100 - percent }));
        const scene = strategyScene({ type: 'percentage-split', groups: parts }, plain('ana', 'bruno', 'carla'));
        let home = 0;
        for (let call = 0; call < calls; call += 1) if (served(scene, `c${call}`, 1) !== 'carla') home += 1;
        expect(Math.abs(home - (calls * percent) / 100)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 25 },
    );
    const scene = strategyScene({ type: 'percentage-split', groups }, plain('ana', 'bruno', 'carla'));
    for (let call = 0; call < 1_000; call += 1) served(scene, `c${call}`, 1);
    expect(why(scene)).toMatchObject({ code: 'percentage-split', params: { candidates: 3 } });
    const { standings } = scene.world;
    expect(standings.get('cola')?.get('carla')?.answered).toBeGreaterThan(290);
    expect(standings.get('cola')?.get('carla')?.answered).toBeLessThan(310);
  });

  it('lets nobody wait for the sake of the figures', () => {
    const scene = strategyScene({ type: 'percentage-split', groups }, plain('ana', 'bruno', 'carla', 'dario'));
    const taken = ['c1', 'c2', 'c3', 'c4'].map((legId) => offered(scene, legId));
    expect(new Set(taken)).toEqual(new Set(['ana', 'bruno', 'carla', 'dario']));
    expect(why(scene)).toEqual({ code: 'percentage-split-rest', params: { candidates: 1 } });
  });

  it('does not flood a group that was away for hours', () => {
    const scene = strategyScene({ type: 'percentage-split', groups }, plain('ana', 'bruno', 'carla'));
    scene.command('carla', { name: 'set-availability', availability: { kind: 'signed-out' } });
    for (let call = 0; call < 600; call += 1) served(scene, `c${call}`, 1);
    scene.command('carla', { name: 'set-availability', availability: { kind: 'available' } });
    let inARow = 0;
    while (served(scene, `d${inARow}`, 1) === 'carla') inARow += 1;
    expect(inARow).toBeLessThan(100);
  });
});

describe('a strategy', () => {
  it('lets a call that nobody may take wait, and an offer ring on while others wait', () => {
    const scene = strategyScene({ type: 'round-robin' }, plain('ana'));
    expect(offered(scene, 'c1')).toBe('ana');
    expect(offered(scene, 'c2')).toBeNull();
    scene.answer('ana');
    expect(ringing(scene, 'c2')).toEqual([]);
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
    expect(ringing(scene, 'c2')).toEqual(['ana']);
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTiming, keepClock, steadyClock } from '../../services/clock.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';

const hour = 3_600_000;
const start = 1_800_000_000_000;

/** A machine whose clock somebody sets. */
function machine() {
  const time = { passed: 0, set: 0 };
  const wall = () => start + time.passed + time.set;
  return { time, wall, monotonic: () => time.passed };
}

describe('the clock of calls', () => {
  it('tells the time of the machine', () => {
    const { time, ...of } = machine();
    const clock = steadyClock(of);
    time.passed += 12_345;
    expect(clock.now()).toBe(start + 12_345);
    expect(clock.behind()).toBe(0);
  });

  it.each([-hour, hour])('goes on as before when the machine is set by %d ms, and slowly after it', (set) => {
    const { time, ...of } = machine();
    const clock = steadyClock(of);
    time.passed += 1_000;
    clock.now();
    time.set += set;
    expect(clock.now()).toBe(start + 1_000);
    time.passed += 100_000;
    expect(clock.now()).toBe(start + 101_000 + Math.sign(set) * 500);
    expect(clock.fromWall(of.wall())).toBe(clock.now());
    clock.align();
    expect(clock.now()).toBe(of.wall());
  });

  it('is with the machine again after a small step', () => {
    const { time, ...of } = machine();
    const clock = steadyClock(of);
    time.set -= 300;
    for (let second = 0; second < 70; second += 1) {
      time.passed += 1_000;
      clock.now();
    }
    expect(Math.abs(clock.behind())).toBeLessThanOrEqual(1);
  });

  it('begins no earlier than what is open began', () => {
    const { time, ...of } = machine();
    const clock = steadyClock({ ...of, notBefore: start + 5_000 });
    expect(clock.now()).toBe(start + 5_000);
    time.passed += 1_000;
    expect(clock.now()).toBe(start + 5_995);
  });

  it('never goes back, and keeps every length within half a hundredth, however the machine is set', () => {
    const acts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: -2 * hour, max: 2 * hour })),
      {
        maxLength: 50,
      },
    );
    fc.assert(
      fc.property(acts, (list) => {
        const { time, ...of } = machine();
        const clock = steadyClock(of);
        let before = clock.now();
        for (const [passed, set] of list) {
          time.set += set;
          time.passed += passed;
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(before);
          expect(Math.abs(now - before - passed)).toBeLessThanOrEqual(passed * 0.005 + 1);
          before = now;
        }
      }),
    );
  });
});

describe('the keeper of the clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('takes over the time of the machine once nobody is on the line, and says so', () => {
    const { time, ...of } = machine();
    const clock = steadyClock(of);
    const scene = new Scene(demoSurroundings());
    scene.signIn('ana');
    scene.toQueue('c1');
    const said: unknown[] = [];
    const logger = { warn: (data: unknown) => said.push(data) } as never;
    let world = scene.world;
    const end = keepClock({ clock, world: () => world, logger });
    time.set -= hour;
    vi.advanceTimersByTime(5_000);
    expect(said).toEqual([{ behindMs: -hour }]);
    expect(clock.now()).toBe(start);
    world = emptyWorld();
    vi.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(start - hour);
    expect(said).toHaveLength(2);
    end();
  });

  it('waits for wrap-ups and offers, and not for call-backs of a later day', () => {
    const scene = new Scene(demoSurroundings());
    scene.signIn('ana');
    expect(isTiming(scene.world)).toBe(false);
    scene.toQueue('c1');
    scene.answer('ana');
    expect(isTiming(scene.world)).toBe(true);
    scene.command('ana', { name: 'hang-up' });
    for (const { id, legId } of scene.world.calls.values()) {
      expect(id).toBeDefined();
      scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
    }
    expect(scene.world.calls.size).toBe(0);
    expect(isTiming(scene.world)).toBe(true);
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    expect(isTiming(scene.world)).toBe(false);
  });
});

import type { Effect } from '../../services/core/effect.ts';
import type { Event } from '../../services/core/event.ts';
import { evolve } from '../../services/core/evolve.ts';
import { floorOf } from '../../services/core/floor.ts';
import type { Distribution } from '../../services/core/router.ts';
import { step } from '../../services/core/step.ts';
import { touch, type World } from '../../services/core/world.ts';

type Step = typeof step;

/** An engine that does not ask for some effects. */
export function silent(isLost: (effect: Effect) => boolean): Step {
  return (...turn) => {
    const { events, effects } = step(...turn);
    return { events, effects: effects.filter((effect) => !isLost(effect)) };
  };
}

/** An engine whose strategies answer otherwise than they should. */
export function misrouted(change: (right: Distribution) => Partial<Distribution>): Step {
  const wrong = new WeakMap<Distribution, Distribution>();
  return (world, signal, draw, surroundings) => {
    const router: typeof surroundings.router = {
      of: (strategy) => {
        const right = surroundings.router.of(strategy);
        const known = wrong.get(right) ?? { ...right, ...change(right) };
        wrong.set(right, known);
        return known;
      },
    };
    // A world has one floor: it is made here, before anybody else asks for it.
    floorOf(world, surroundings.site, router, draw.now);
    return step(world, signal, draw, { ...surroundings, router });
  };
}

/** An engine that forgets to state some facts, and lives in a world in which they did not happen. */
export function forgetful(isForgotten: (event: Event, turn: readonly Event[]) => boolean): Step {
  return (world, signal, draw, surroundings) => {
    const before = structuredClone(world);
    const { events, effects } = step(world, signal, draw, surroundings);
    const stated = events.filter((event) => !isForgotten(event, events));
    if (stated.length === events.length) return { events, effects };
    for (const event of stated) evolve(before, { seq: before.seq + 1, at: draw.now, event });
    become(world, before);
    return { events: stated, effects };
  };
}

/** An engine whose world holds what no event said. */
export function dreaming(dream: (world: World) => void): Step {
  return (world, ...turn) => {
    const result = step(world, ...turn);
    dream(world);
    return result;
  };
}

/** Makes a world another one; whoever looks at what changed sees all of it anew. */
function become(world: World, other: World): void {
  for (const ids of [world, other]) for (const id of ids.calls.keys()) touch(world, 'calls', id);
  for (const ids of [world, other]) for (const id of ids.agents.keys()) touch(world, 'agents', id);
  for (const key of Object.keys(world) as (keyof World)[]) {
    const [mine, its] = [world[key], other[key]];
    if (!(mine instanceof Map) || !(its instanceof Map)) continue;
    const target = mine as Map<unknown, unknown>;
    target.clear();
    for (const [id, value] of its) target.set(id, value);
  }
  world.seq = other.seq;
  world.telephony = other.telephony;
}

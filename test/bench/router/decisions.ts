import type { Signal } from '../../../services/core/signal.ts';
import { step } from '../../../services/core/step.ts';
import type { Surroundings } from '../../../services/core/turn.ts';
import { emptyWorld, type World } from '../../../services/core/world.ts';
import { dice } from '../erlang/dice.ts';
import { Crowd, opening } from './crowd.ts';

export type Measured = {
  readonly world: World;
  readonly crowd: Crowd;
  /** Of each engine turn that routed, in ms. */
  readonly times: readonly number[];
  readonly waiting: number;
  readonly now: number;
};

/**
 * The production `step` in a centre at work, on a virtual clock with 500 calls a second: how long a turn takes that looks
 * for an agent (a call comes in) or for a call (an agent comes free).
 */
export function measureDecisions(surroundings: Surroundings, waiting: number, rounds: number): Measured {
  const world = emptyWorld();
  const random = dice(5);
  const crowd = new Crowd(surroundings, random);
  const agents = surroundings.site.users.length;
  let id = 0;
  const warmUp = Math.min(rounds, 4_000);
  // It ends about now, so that what comes due next does so on the real clock.
  let now = Date.now() - (rounds + warmUp) * 2;
  const draw = () => ({
    now,
    random,
    id: (kind: string) => {
      id += 1;
      return `${kind}-${id}`;
    },
  });
  const times: number[] = [];
  let measures = false;
  const send = (signal: Signal, routes = false): void => {
    const turn = draw();
    const from = performance.now();
    const { events, effects } = step(world, signal, turn, surroundings);
    if (measures && routes) times.push(performance.now() - from);
    for (const next of crowd.follow(events, effects)) send(next);
  };
  for (const signal of opening(surroundings)) send(signal);
  // Every agent of the crowded queues talks and callers wait; of the calm ones, half.
  for (let call = 0; call < agents / 2 + waiting; call += 1) send(crowd.arrival(true, now));
  for (let call = 0; call < agents / 4; call += 1) send(crowd.arrival(false, now));
  for (let round = 0; round < rounds + warmUp; round += 1) {
    measures = round >= warmUp;
    now += 2;
    for (let due = crowd.due(now); due; due = crowd.due(now)) send(due);
    const crowded = round % 2 === 0;
    const ending = crowd.ending(crowded);
    if (ending) send(ending, true);
    send(crowd.arrival(crowded, now), true);
  }
  const stays = [...world.calls.values()].filter(({ place }) => place.at === 'queue').length;
  return { world, crowd, times, waiting: stays, now };
}

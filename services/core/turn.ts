import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import { evolve } from './evolve.ts';
import { type Floor, floorOf } from './floor.ts';
import type { FlowInput, Flows } from './flow.ts';
import type { CallId, Draw } from './ids.ts';
import type { Numbers } from './numbers.ts';
import type { Router } from './router.ts';
import type { Site } from './site.ts';
import type { Vault } from './vault.ts';
import type { Wordings } from './wording.ts';
import type { World } from './world.ts';

/** What a step reads besides the world: configuration and pure functions. */
export type Surroundings = {
  readonly site: Site;
  readonly flows: Flows;
  readonly router: Router;
  readonly numbers: Numbers;
  readonly vault: Vault;
  /** Whether a recogniser listens in a language; nobody does where it is missing. */
  readonly hears?: (language: string) => boolean;
  /** What the texts of prompts are; nothing is known of them where it is missing. */
  readonly wordings?: Wordings;
};

/** One signal's turn: decisions emit events, which change the world at once, and ask for effects. */
export type Turn = Surroundings & {
  readonly world: World;
  readonly now: number;
  readonly draw: Draw;
  readonly events: Event[];
  readonly effects: Effect[];
  /** Inputs for flows that follow from what was decided; given once the decision is complete. */
  readonly followUps: { readonly callId: CallId; readonly input: FlowInput }[];
};

export function beginTurn(world: World, surroundings: Surroundings, draw: Draw): Turn {
  // Named one by one: adding fields after a spread takes the engine of JavaScript forty times as long.
  const { site, flows, router, numbers, vault, hears = deaf, wordings = unknown } = surroundings;
  return {
    site,
    flows,
    router,
    numbers,
    vault,
    hears,
    wordings,
    world,
    now: draw.now,
    draw,
    events: [],
    effects: [],
    followUps: [],
  };
}

const deaf = () => false;
const unknown = () => null;

/** States a fact; the world follows at once, so that the rest of the turn decides on what is true. */
export function emit(turn: Turn, event: Event): void {
  turn.events.push(event);
  evolve(turn.world, { seq: turn.world.seq + 1, at: turn.now, event });
}

/** Who waits and who is ready, as of now. */
export function floor(turn: Turn): Floor {
  return floorOf(turn.world, turn.site, turn.router, turn.now);
}

/** Asks for an effect; it is run only after the turn's events are durable. */
export function ask(turn: Turn, effect: Effect): void {
  turn.effects.push(effect);
}

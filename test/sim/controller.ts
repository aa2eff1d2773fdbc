import { isDeepStrictEqual } from 'node:util';
import { deadlines } from '../../services/core/decide/timers.ts';
import type { Effect } from '../../services/core/effect.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Event } from '../../services/core/event.ts';
import { evolve } from '../../services/core/evolve.ts';
import type { TimerId } from '../../services/core/ids.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { step } from '../../services/core/step.ts';
import type { Surroundings } from '../../services/core/turn.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';

/** When a controller is killed, counted from the signal that it is taking. */
export type Death = 'before-commit' | 'before-effects' | 'between-effects';

export type Outside = {
  readonly step: typeof step;
  readonly surroundings: () => Surroundings;
  /** Asked of Asterisk, in order. */
  readonly run: (effects: readonly Effect[]) => void;
  /** A turn was committed. */
  readonly stepped: (signal: Signal, events: readonly Event[], effects: readonly Effect[]) => void;
  readonly died: () => void;
  readonly breach: (sentence: string) => void;
};

/**
 * The controller's process around the production `step`: journal, timers and effects as services/engine.ts has them, and
 * a sudden end at any moment. Beside its world a second one is folded from the journal alone: what a restart begins with.
 */
export class Controller {
  world: World = emptyWorld();
  /** Folded from committed events only. */
  folded: World = emptyWorld();
  readonly timers = new Map<TimerId, number>();
  running = true;
  /** Its timers are set: a new process sets them after its first word. */
  resumed = true;
  /** Signals taken so far. */
  steps = 0;
  /** The next signal is its last. */
  death: Death | null = null;
  /** Why the last command was refused; null: it was done. */
  refusal: string | null = null;
  #id = 0;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #outside: Outside;

  constructor(clock: Clock, chance: Chance, outside: Outside) {
    this.#clock = clock;
    this.#chance = chance;
    this.#outside = outside;
  }

  readonly tell = (signal: Signal): void => {
    if (!this.running) return;
    const outside = this.#outside;
    this.steps += 1;
    this.refusal = null;
    const { world, death } = this;
    const before = world.seq;
    let turn: { readonly events: readonly Event[]; readonly effects: readonly Effect[] };
    try {
      turn = outside.step(world, signal, this.#draw(), outside.surroundings());
    } catch (error) {
      if (!(error instanceof CentralitaError) || signal.type !== 'command') throw error;
      this.refusal = error.code;
      if (world.seq !== before) outside.breach(`a refused command (${error.code}) changed the world`);
      outside.stepped(signal, [], []);
      return;
    }
    if (death === 'before-commit') {
      this.#die();
      return;
    }
    const { events, effects } = turn;
    for (const event of events) evolve(this.folded, { seq: this.folded.seq + 1, at: this.#clock.now, event });
    if (this.folded.seq !== world.seq) outside.breach('6: the world counts other events than the journal');
    if (death === 'before-effects') {
      outside.stepped(signal, events, []);
      this.#die();
      return;
    }
    this.#run(death === 'between-effects' ? effects.slice(0, this.#chance.int(0, effects.length)) : effects);
    outside.stepped(signal, events, effects);
    if (death === 'between-effects') this.#die();
  };

  #draw() {
    return {
      now: this.#clock.now,
      random: this.#chance.random,
      id: (kind: string) => {
        this.#id += 1;
        return `${kind}-${this.#id}`;
      },
    };
  }

  #run(effects: readonly Effect[]): void {
    const asked: Effect[] = [];
    for (const effect of effects) {
      if (effect.type === 'set-timer') this.#setTimer(effect.timerId, effect.at);
      else if (effect.type === 'cancel-timer') this.timers.delete(effect.timerId);
      else asked.push(effect);
    }
    if (asked.length > 0) this.#outside.run(asked);
  }

  #setTimer(timerId: TimerId, at: number): void {
    this.timers.set(timerId, at);
    this.#clock.at(at, () => {
      if (this.timers.get(timerId) !== at || !this.running) return;
      this.timers.delete(timerId);
      this.tell({ type: 'timer', timerId });
    });
  }

  /** The end, at once: what the process knew is gone; the journal is not. */
  #die(): void {
    this.death = null;
    this.running = false;
    this.timers.clear();
    this.#outside.died();
  }

  /** A new process: the world is what the journal says, and is told at once that nothing is connected. */
  start(): void {
    this.world = this.folded;
    this.folded = structuredClone(this.folded);
    this.running = true;
    this.resumed = false;
    this.tell({ type: 'asterisk-lost' });
    if (!this.running) return;
    const { site } = this.#outside.surroundings();
    for (const { timerId, at } of deadlines(this.world, site)) this.#setTimer(timerId, at);
    this.resumed = true;
  }

  /** Whether the world that was stepped is the one that the journal says. */
  isAsFolded(): boolean {
    return isDeepStrictEqual(this.world, this.folded);
  }
}

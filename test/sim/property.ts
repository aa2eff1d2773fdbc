import fc from 'fast-check';
import { commandRoles } from '../../services/core/decide/commands.ts';
import type { Effect } from '../../services/core/effect.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { evolve } from '../../services/core/evolve.ts';
import type { CommandName, Signal } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { step } from '../../services/core/step.ts';
import { memoryVault } from '../../services/core/vault.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { Chance } from './chance.ts';
import { commandMakers } from './commands.ts';
import { simulatedFlows } from './flows.ts';
import { sampleSite, supervisors } from './office.ts';
import { Witness } from './witness.ts';

/** A few agents and queues, where everybody soon meets everybody. */
function smallSite(): Site {
  const site = sampleSite(new Chance(11));
  const agents = ['a1', 'a2', 'a3'];
  return {
    ...site,
    users: site.users.filter(({ id }) => agents.includes(id) || id === 'boss' || id === 'chief'),
    queues: site.queues.slice(0, 2).map((queue, index) => ({
      ...queue,
      agents,
      members: {},
      strategy: index === 0 ? { type: 'ring-all', limit: 3 } : { type: 'longest-idle' },
      overflow: [],
      escalatesTo: index === 0 ? 'q2' : null,
      maximum: { length: null, seconds: null },
      hours: null,
      wrapUpSeconds: 3,
    })),
  };
}

const site = smallSite();
const flows = simulatedFlows();
const people = [...site.users.map(({ id }) => id)];

/** The engine and all that may happen to it next: in what order, nobody says. */
class Floor {
  readonly world = emptyWorld();
  readonly #folded = emptyWorld();
  readonly timers = new Map<string, number>();
  /** Legs that somebody dialled or that called in, until they are told to be gone: at any time, asked for or not. */
  readonly legs: string[] = [];
  readonly breaches: string[] = [];
  readonly #witness = new Witness((sentence) => this.breaches.push(sentence));
  readonly #vault = memoryVault();
  now = Date.UTC(2026, 2, 4, 9);
  #id = 0;
  #random = new Chance(1).random;

  constructor() {
    this.send({ type: 'asterisk-compared', startedAt: 1, legs: [], bridges: [], playbacks: [], reachable: people });
    for (const userId of people) this.ask(userId, { name: 'set-availability', availability: { kind: 'available' } });
  }

  ask(userId: string, command: Extract<Signal, { type: 'command' }>['command']): void {
    const roles = site.users.find(({ id }) => id === userId)?.roles ?? [];
    this.send({ type: 'command', by: { userId, roles }, command });
  }

  send(signal: Signal): void {
    const surroundings = { site, flows, router, numbers, vault: this.#vault };
    const id = (kind: string) => {
      this.#id += 1;
      return `${kind}-${this.#id}`;
    };
    try {
      const { events, effects } = step(this.world, signal, { now: this.now, random: this.#random, id }, surroundings);
      for (const event of events) evolve(this.#folded, { seq: this.#folded.seq + 1, at: this.now, event });
      for (const effect of effects) this.#take(effect);
      const { world, timers, now } = this;
      this.#witness.stepped({ world, folded: this.#folded, surroundings, timers, alive: true, now }, events);
    } catch (error) {
      if (!(error instanceof CentralitaError) || signal.type !== 'command') throw error;
    }
  }

  #take(effect: Effect): void {
    if (effect.type === 'set-timer') this.timers.set(effect.timerId, effect.at);
    if (effect.type === 'cancel-timer') this.timers.delete(effect.timerId);
    if (effect.type === 'dial-agent' || effect.type === 'dial-number') this.legs.push(effect.legId);
    if (effect.type === 'snoop') this.legs.push(effect.snoopId);
  }

  /** The next timer comes, a little late. */
  wake(): void {
    const [next] = [...this.timers].sort((one, other) => one[1] - other[1]);
    if (!next) return;
    this.timers.delete(next[0]);
    this.now = Math.max(this.now, next[1]);
    this.send({ type: 'timer', timerId: next[0] });
  }
}

/** Something that happens; it names what it does to only by number, so that it makes sense wherever it happens. */
class Happening implements fc.Command<Record<never, never>, Floor> {
  readonly #what: string;
  readonly #happen: (floor: Floor) => void;

  constructor(what: string, happen: (floor: Floor) => void) {
    this.#what = what;
    this.#happen = happen;
  }

  check(): boolean {
    return true;
  }

  run(_model: Record<never, never>, floor: Floor): void {
    counted.steps += 1;
    this.#happen(floor);
    if (floor.breaches.length > 0) throw new Error(floor.breaches.join('\n'));
  }

  toString(): string {
    return this.#what;
  }
}

/** Steps taken so far, over all runs. */
export const counted = { steps: 0 };

const number = fc.nat({ max: 30 });
const of = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

const calls = fc.tuple(fc.constantFrom('1', '2'), number).map(([queue, id]) => {
  const legId = `in-${id}`;
  return new Happening(`call ${legId} to q${queue}`, (floor) => {
    if (floor.world.legs.has(legId)) return;
    if (!floor.legs.includes(legId)) floor.legs.push(legId);
    floor.send({ type: 'leg-entered', legId, dialled: '1000', callerNumber: '', callerName: '', since: floor.now });
    floor.wake();
    for (const digit of ['1', '1', queue]) floor.send({ type: 'digit', legId, digit });
  });
});

const newsTypes = ['leg-up', 'leg-up', 'leg-ringing', 'leg-held', 'leg-released'] as const;
const news = fc.tuple(number, fc.constantFrom(...newsTypes)).map(
  ([index, type]) =>
    new Happening(`${type} of leg ${index}`, (floor) => {
      const legId = of(floor.legs, index);
      if (legId && !(type === 'leg-up' && legId.startsWith('in-'))) floor.send({ type, legId });
    }),
);

const goings = fc.tuple(number, fc.constantFrom(16, 17, 19, 20, 21, 44), fc.boolean()).map(
  ([index, cause, asked]) =>
    new Happening(`leg ${index} is gone (${cause}${asked ? ', asked' : ''})`, (floor) => {
      const legId = of(floor.legs, index);
      if (!legId) return;
      floor.legs.splice(floor.legs.indexOf(legId), 1);
      if (asked) floor.send({ type: 'leg-hang-up-requested', legId, cause });
      floor.send({ type: 'leg-gone', legId, cause, causeText: '' });
    }),
);

const names = Object.keys(commandRoles) as CommandName[];
const commands = fc.tuple(fc.constantFrom(...names), number, fc.nat({ max: 1_000 })).map(([name, who, how]) => {
  const asks = commandRoles[name].includes('agent') ? people : [...supervisors];
  const userId = of(asks, who) ?? 'boss';
  return new Happening(`${userId}: ${name} (${how})`, (floor) => {
    const { world, now } = floor;
    floor.ask(userId, commandMakers[name]({ world, site, chance: new Chance(how), now }));
  });
});

const phones = fc.tuple(number, fc.boolean()).map(
  ([who, reachable]) =>
    new Happening(`telephone ${who} ${reachable ? 'comes' : 'goes'}`, (floor) => {
      floor.send({ type: 'phone-reachable', userId: of(people, who) ?? 'a1', reachable });
    }),
);

const timers = fc.constant(new Happening('a timer comes', (floor) => floor.wake()));

/** Agents, supervisors and telephones act at once, in any order: every invariant of the world holds after each step. */
export const anyOrder = fc.property(
  fc.commands([calls, calls, news, news, news, goings, commands, commands, commands, phones, timers, timers], {
    maxCommands: 400,
    size: 'max',
  }),
  (happenings) => fc.modelRun(() => ({ model: {}, real: new Floor() }), happenings),
);

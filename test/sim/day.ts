import type { EventType } from '../../services/core/event.ts';
import type { Command } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { step } from '../../services/core/step.ts';
import type { Surroundings } from '../../services/core/turn.ts';
import { memoryVault } from '../../services/core/vault.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { actions, faults } from './actions.ts';
import { SimulatedAsterisk } from './asterisk.ts';
import { Audit, lookMs } from './audit.ts';
import { Chance } from './chance.ts';
import { Clock } from './clock.ts';
import { sampleCommand } from './commands.ts';
import { Controller } from './controller.ts';
import { simulatedFlows } from './flows.ts';
import { sampleSite, supervisors } from './office.ts';
import { People } from './people.ts';
import { SimulatedServices } from './services.ts';
import { Witness } from './witness.ts';

export type DayOptions = {
  readonly seed: number;
  readonly calls?: number;
  /** Ends there, and keeps the last events: to read what led to a breach. */
  readonly until?: number;
  /** Another engine than the production one: a test's, with a fault planted. */
  readonly step?: typeof step;
  readonly faults?: boolean;
  /** Changes the site that chance made. */
  readonly site?: (site: Site) => Site;
};

export type DayOutcome = {
  readonly seed: number;
  readonly calls: number;
  readonly steps: number;
  readonly breaches: readonly string[];
  /** How often each event came to pass, and each reason of a refused command. */
  readonly seen: ReadonlyMap<EventType, number>;
  readonly refused: ReadonlyMap<string, number>;
  readonly trace: readonly string[];
};

/** Effects that are asked of others than Asterisk. */
const ofServices: readonly string[] = ['web-request', 'start-listening', 'stop-listening'];
/** Everything is checked at once every so many steps, whatever was touched. */
const allEvery = 2_500;
/** Callers of a day, if nothing else is said. A seed means the same day only with the same number. */
export const callsOfDay = 400;
const traceLimit = 300;
const flows = simulatedFlows();
const hears = (language: string) => language === 'es';

/** A seeded day of a centre: its people, its faults, its engine; every invariant after every step. */
export class Day {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly asterisk: SimulatedAsterisk;
  readonly controller: Controller;
  readonly people: People;
  readonly services: SimulatedServices;
  /** When a link that broke for long may come back. */
  awayUntil = 0;
  readonly #witness: Witness;
  readonly #audit: Audit;
  readonly #options: DayOptions;
  readonly #breaches: string[] = [];
  readonly #seen = new Map<EventType, number>();
  readonly #refused = new Map<string, number>();
  readonly #trace: string[] = [];
  readonly #withFaults: boolean;
  #surroundings: Surroundings;
  #nextAll = allEvery;

  constructor(options: DayOptions) {
    this.#options = options;
    const { seed } = options;
    const chance = new Chance(seed);
    this.chance = chance;
    // Some days run into the night: the figures of a queue begin anew at midnight.
    this.clock = new Clock(Date.UTC(2026, 2, 28, chance.one([9, 22, 22.9]) as number, 55));
    const site = sampleSite(chance);
    this.#surroundings = { site: options.site?.(site) ?? site, flows, router, numbers, vault: memoryVault(), hears };
    this.#withFaults = options.faults ?? chance.is(0.75);
    const breach = (sentence: string) => this.#breaches.push(sentence);
    this.#witness = new Witness(breach);
    this.#audit = new Audit(breach);
    this.controller = new Controller(this.clock, chance, {
      step: options.step ?? step,
      surroundings: () => this.#surroundings,
      run: (effects) => {
        const others = effects.filter(({ type }) => !ofServices.includes(type));
        this.services.run(effects);
        if (others.length > 0) this.asterisk.run(others);
      },
      stepped: (signal, events, effects) => this.#stepped(signal, events, effects),
      died: () => this.#died(),
      breach,
    });
    const { tell } = this.controller;
    this.services = new SimulatedServices(this.clock, chance, tell);
    this.asterisk = new SimulatedAsterisk(
      this.clock,
      chance,
      { tell, playbacksKnown: () => [...this.controller.world.playbacks.keys()] },
      {
        heard: (...heard) => this.people.heard(...heard),
        dialled: (...dialled) => this.people.dialled(...dialled),
        joined: (...joined) => this.people.joined(...joined),
      },
    );
    this.people = new People({
      clock: this.clock,
      chance,
      asterisk: this.asterisk,
      world: () => this.controller.world,
      site: () => this.site,
      ask: (userId, command) => this.#ask(userId, command),
    });
  }

  get site(): Site {
    return this.#surroundings.site;
  }

  run(): DayOutcome {
    const { calls = callsOfDay } = this.#options;
    this.#begin();
    while (this.#goesOn() && this.people.calls < calls) if (!this.clock.next()) break;
    this.#close();
    const { steps } = this.controller;
    return {
      seed: this.#options.seed,
      calls: this.people.calls,
      steps,
      breaches: this.#breaches,
      seen: this.#seen,
      refused: this.#refused,
      trace: this.#trace,
    };
  }

  #goesOn(): boolean {
    const { until } = this.#options;
    return this.#breaches.length === 0 && (until === undefined || this.controller.steps < until);
  }

  #begin(): void {
    const { asterisk, people, chance, clock } = this;
    asterisk.link.connect();
    for (const { id } of this.site.users) if (chance.is(0.9)) asterisk.reachable.add(id);
    for (let index = 1; index <= 14; index += 1) people.works(`a${index}`);
    clock.in(300, () => {
      for (const { id } of this.site.users)
        if (chance.is(0.85)) this.#ask(id, { name: 'set-availability', availability: { kind: 'available' } });
    });
    const agents = this.site.users.length - 2;
    // From a quiet day to more calls than anybody can answer.
    const between = chance.one([60_000, 40_000, 25_000]) / agents;
    this.#every(
      () => chance.about(between),
      () => people.call(),
    );
    this.#every(
      () => chance.about(between),
      () => chance.weighted(actions)?.happen(this),
    );
    this.#every(
      () => lookMs,
      () => this.#look(),
      true,
    );
    if (!this.#withFaults) return;
    asterisk.dying = 0.001;
    this.#every(
      () => chance.about(100_000),
      () => {
        this.#audit.forgive();
        chance.weighted(faults)?.happen(this);
      },
    );
  }

  #every(wait: () => number, happen: () => void, always = false): void {
    const again = () => {
      if (this.people.closing && !always) return;
      happen();
      this.clock.in(wait(), again);
    };
    this.clock.in(wait(), again);
  }

  /** Everybody hangs up: what entered must end, and nothing may be left behind. */
  #close(): void {
    const { clock, people, asterisk, controller } = this;
    if (!this.#goesOn()) return;
    asterisk.dying = 0;
    people.goHome();
    this.#comeBack();
    const limit = clock.now + 2 * 3_600_000;
    // Call-backs that nobody can take wait until somebody gives them up.
    clock.in(1_200_000, () => {
      for (const { id, direction } of [...controller.world.calls.values()])
        if (direction === 'callback') this.#ask(supervisors[0], { name: 'cancel-callback', callId: id, reason: '' });
    });
    let lookAt = clock.now;
    while (this.#goesOn() && (controller.world.calls.size > 0 || clock.now < lookAt + 12_000) && clock.now < limit) {
      if (controller.world.calls.size > 0) lookAt = clock.now;
      clock.next();
    }
    if (!this.#goesOn()) return;
    this.#look();
    this.#all();
    for (const id of controller.world.calls.keys()) this.#breaches.push(`4: call ${id} never ends`);
    for (const id of asterisk.legs.keys()) this.#breaches.push(`7: the leg ${id} is left in Asterisk`);
    for (const id of asterisk.bridges.keys()) this.#breaches.push(`7: the bridge ${id} is left in Asterisk`);
    for (const id of asterisk.captures.keys()) this.#breaches.push(`5: ${id} is left running in Asterisk`);
  }

  /** Now and then: what is down comes up again, and world and Asterisk are held against each other. */
  #look(): void {
    const { controller, asterisk, clock } = this;
    if (!controller.running || !asterisk.link.synced) {
      this.#audit.forgive();
      if (clock.now >= this.awayUntil || this.people.closing) this.#comeBack();
      return;
    }
    const { ledger } = this.#witness;
    this.#audit.look({ world: controller.world, asterisk, site: this.site, ledger }, clock.now);
  }

  #comeBack(): void {
    const { controller, asterisk } = this;
    this.#audit.forgive();
    if (!controller.running) controller.start();
    if (controller.running && !asterisk.link.connected) asterisk.link.connect();
  }

  #died(): void {
    const { asterisk, chance, clock } = this;
    this.#audit.forgive();
    asterisk.link.process += 1;
    this.services.process += 1;
    // What was kept in memory alone is gone.
    this.#surroundings = { ...this.#surroundings, vault: memoryVault() };
    asterisk.link.lose(null);
    this.awayUntil = clock.now + chance.about(3_000);
  }

  #stepped(...[signal, events, effects]: Parameters<ConstructorParameters<typeof Controller>[2]['stepped']>): void {
    const { controller, clock } = this;
    for (const { type } of events) this.#seen.set(type, (this.#seen.get(type) ?? 0) + 1);
    if (this.#options.until !== undefined) this.#note(signal, events, effects);
    const watched = this.#watched();
    this.#witness.stepped(watched, events);
    if (controller.steps >= this.#nextAll) this.#all();
    if (this.#breaches.length > 0 && clock.now > 0) this.#stop(`step ${controller.steps}`);
  }

  #stop(where: string): void {
    this.#breaches.forEach((breach, index) => {
      if (!breach.startsWith('step ')) this.#breaches[index] = `${where}: ${breach}`;
    });
  }

  #watched() {
    const { controller, clock } = this;
    const { world, folded, timers, running, resumed } = controller;
    const alive = running && resumed && controller.death === null;
    return { world, folded, surroundings: this.#surroundings, timers, alive, now: clock.now };
  }

  #all(): void {
    this.#nextAll = this.controller.steps + allEvery;
    this.#witness.all(this.#watched());
  }

  #note(signal: unknown, events: readonly unknown[], effects: readonly unknown[]): void {
    const { controller, clock } = this;
    const lines = [signal, ...events, ...effects].map((one, index) => {
      const mark = index === 0 ? '<' : index <= events.length ? ' ' : '>';
      return `  ${mark} ${JSON.stringify(one)}`;
    });
    const at = new Date(clock.now).toISOString().slice(11, 23);
    this.#trace.push([`step ${controller.steps} at ${at}`, ...lines].join('\n'));
    if (this.#trace.length > traceLimit) this.#trace.shift();
  }

  /** Somebody asks for something from a page. */
  command(): void {
    const { chance, clock } = this;
    const { by, command } = sampleCommand({ world: this.controller.world, site: this.site, chance, now: clock.now });
    this.controller.tell({ type: 'command', by, command });
    this.#countRefusal();
  }

  #ask(userId: string, command: Command): void {
    const roles = this.site.users.find(({ id }) => id === userId)?.roles ?? [];
    this.controller.tell({ type: 'command', by: { userId, roles }, command });
    this.#countRefusal();
  }

  #countRefusal(): void {
    const { refusal } = this.controller;
    if (refusal !== null) this.#refused.set(refusal, (this.#refused.get(refusal) ?? 0) + 1);
  }

  /** Another site holds from now on. */
  edit(site: Site): void {
    if (!this.controller.running) return;
    this.#surroundings = { ...this.#surroundings, site };
    const by = { kind: 'person', userId: 'boss' } as const;
    this.controller.tell({ type: 'site-changed', changes: [], by, reason: '', hash: String(this.controller.steps) });
  }
}

/** Runs one seeded day; the same seed takes the same steps. */
export function runDay(options: DayOptions): DayOutcome {
  return new Day(options).run();
}

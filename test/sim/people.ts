import type { Prompt } from '../../services/core/prompt.ts';
import type { Command } from '../../services/core/signal.ts';
import type { Site } from '../../services/core/site.ts';
import { isAgent } from '../../services/core/site-index.ts';
import type { World } from '../../services/core/world.ts';
import type { Hearers, SimulatedAsterisk } from './asterisk.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import { queueIds } from './flows.ts';
import { lines, numbers } from './office.ts';
import { secretDigits } from './services.ts';

export type Around = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly asterisk: SimulatedAsterisk;
  readonly world: () => World;
  readonly site: () => Site;
  readonly ask: (userId: string, command: Command) => void;
};

/** Means, in ms. */
const patience = 60_000;
const talk = 30_000;

/** Callers, agents and those who are called: what they do at their telephones. */
export class People implements Hearers {
  calls = 0;
  /** Everybody goes home: calls end, nobody leaves work any more. */
  closing = false;
  readonly #talking = new Set<string>();
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  /** Somebody calls. */
  call(): void {
    const { clock, chance, asterisk } = this.#around;
    this.calls += 1;
    const legId = `in-${this.calls}`;
    const dialled = chance.is(0.01) ? '9999' : chance.one(lines);
    const callerNumber = chance.is(0.1) ? '' : (chance.pick(numbers) ?? '');
    asterisk.enter(legId, { dialled, callerNumber, callerName: '' });
    clock.in(chance.is(0.06) ? chance.between(0, 8_000) : 8_000 + chance.about(patience), () => this.#givesUp(legId));
    // In a hurry: the keys come before the questions.
    if (chance.is(0.15))
      for (const digit of ['1', '1', this.#wish()])
        clock.in(chance.between(100, 3_000), () => asterisk.press(legId, digit));
  }

  #wish(): string {
    const { chance } = this.#around;
    return String(chance.int(1, queueIds.length));
  }

  #givesUp(legId: string): void {
    const { clock, chance, asterisk } = this.#around;
    const leg = asterisk.legs.get(legId);
    if (!leg) return;
    if (leg.bridge !== null && !this.closing) clock.in(20_000, () => this.#givesUp(legId));
    else asterisk.drop(legId, chance.one([16, 16, 16, 44]), chance.is(0.9));
  }

  heard(legId: string, prompts: readonly Prompt[]): void {
    const { clock, chance, asterisk } = this.#around;
    const said = prompts.findLast((prompt) => prompt.kind === 'text');
    const digits = said?.kind === 'text' ? this.#answer(said.key) : null;
    let at = chance.between(50, 5_000);
    for (const digit of digits ?? '') {
      clock.in(at, () => asterisk.press(legId, digit));
      at += chance.between(60, 900);
    }
  }

  #answer(key: string): string | null {
    const { chance } = this.#around;
    if (chance.is(0.04)) return chance.one(['0', '5', '*', '#', '7']);
    switch (key) {
      case 'language':
        return chance.one(['1', '1', '2']);
      case 'consent':
      case 'voicemail':
        return chance.is(0.12) ? null : chance.one(['1', '1', '1', '2']);
      case 'menu':
        return chance.is(0.06) ? null : this.#wish();
      case 'queue-position':
      case 'queue-minutes':
      case 'comfort':
        return chance.is(0.1) ? chance.one(['9', '9', '8', '3']) : null;
      case 'number':
        return chance.is(0.1) ? null : chance.one(['4711#', '4711#', '47#', '99', '1*47#', '12345678']);
      case 'right':
        return chance.one(['1', '1', '1', '2', '#']);
      case 'card':
        return chance.is(0.1) ? null : chance.one([secretDigits, secretDigits, `${secretDigits}77`, '42', '#']);
      case 'rate':
        return chance.is(0.15) ? null : chance.one(['1', '2', '5', '9']);
      case 'introduction':
        return '#';
      case 'callback-confirm':
        return chance.one(['1', '1', '2']);
      case 'callback-enter':
        return chance.one(['6', '#', '9']);
      default:
        return null;
    }
  }

  dialled(legId: string, effect: Parameters<Hearers['dialled']>[1]): void {
    const { clock, chance, asterisk, ask } = this.#around;
    const answer = (within: number) => clock.in(chance.between(50, within), () => asterisk.pickUp(legId));
    const luck = chance.random();
    if (effect.type === 'dial-agent' && (effect.purpose === 'resume' || effect.purpose === 'watch')) {
      if (luck < 0.95) answer(500);
      return;
    }
    if (this.closing || luck < 0.75) answer(6_000);
    else if (luck < 0.82) clock.in(chance.between(100, 5_000), () => asterisk.drop(legId, chance.one([17, 21]), false));
    else if (luck < 0.88 && effect.type === 'dial-agent')
      clock.in(chance.between(100, 5_000), () => ask(effect.userId, { name: 'decline' }));
    else if (luck < 0.92)
      clock.in(chance.between(100, 5_000), () => asterisk.drop(legId, chance.one([20, 27, 44]), false));
  }

  joined(bridgeId: string, legId: string): void {
    const { asterisk, clock, chance } = this.#around;
    if ((asterisk.bridges.get(bridgeId)?.size ?? 0) < 2 || this.#talking.has(bridgeId) || legId === '') return;
    this.#talking.add(bridgeId);
    clock.in(chance.about(talk), () => this.#talked(bridgeId));
  }

  /** A conversation has had its time: either side ends it. */
  #talked(bridgeId: string): void {
    const { asterisk, clock, chance, ask } = this.#around;
    const inside = asterisk.bridges.get(bridgeId);
    if (!inside) {
      this.#talking.delete(bridgeId);
      return;
    }
    const legs = [...inside].map((id) => ({ id, leg: asterisk.legs.get(id) }));
    const agents = legs.filter(({ leg }) => leg?.kind === 'agent');
    const others = legs.filter(({ leg }) => leg?.kind !== 'agent');
    clock.in(10_000, () => this.#talked(bridgeId));
    const luck = chance.random();
    const agent = chance.pick(agents);
    const other = chance.pick(others);
    if (luck < 0.45 && other) asterisk.drop(other.id, 16, true);
    else if (luck < 0.75 && agent) asterisk.drop(agent.id, chance.one([16, 16, 31, 127]), true);
    else if (agent?.leg?.userId) ask(agent.leg.userId, { name: 'hang-up' });
    else if (other) asterisk.drop(other.id, 16, true);
  }

  /** An agent's day: comes, goes, comes back after a break. */
  works(userId: string): void {
    const { clock, chance, asterisk, world, site, ask } = this.#around;
    clock.in(chance.about(this.closing ? 3_000 : 40_000), () => this.works(userId));
    if (!isAgent(site(), userId)) return;
    const agent = world().agents.get(userId);
    if (!asterisk.reachable.has(userId)) {
      if (this.closing || chance.is(0.8)) asterisk.setReachable(userId, true);
    } else if (agent?.availability.kind !== 'available') {
      if (this.closing || chance.is(0.7))
        ask(userId, { name: 'set-availability', availability: { kind: 'available' } });
    } else if (this.closing) return;
    else if (chance.is(0.05)) asterisk.setReachable(userId, false);
    else if (chance.is(0.08))
      ask(userId, {
        name: 'set-availability',
        availability: chance.is(0.7) ? { kind: 'break', reason: 'lunch' } : { kind: 'signed-out' },
      });
  }

  /** The last callers hang up. */
  goHome(): void {
    const { asterisk } = this.#around;
    this.closing = true;
    for (const [legId, { kind }] of [...asterisk.legs]) if (kind === 'inbound') asterisk.drop(legId, 16, true);
  }
}

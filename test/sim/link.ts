import type { LegId } from '../../services/core/ids.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { Compared } from '../../services/telephony/reconcile.ts';
import { withoutReplayed } from '../../services/telephony/synchroniser.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';

/** What the link joins: the controller, and what Asterisk says of itself when it is asked. */
export type Ends = {
  readonly tell: (signal: Signal) => void;
  /** The legs of a comparison are read before the rest of it, as the production controller's requests are answered. */
  readonly readLegs: () => Compared['legs'];
  readonly readRest: (legs: Compared['legs'], playbacksAsked: readonly string[]) => Compared;
  readonly playbacksKnown: () => readonly string[];
};

/** Between Asterisk and the controller: news come late and in the order of each leg, and are lost with a connection. */
export class Link {
  /** A request that is asked now reaches Asterisk. */
  connected = false;
  /** Connected and compared. */
  synced = false;
  /** Grows with every connection: what was under way on an earlier one is lost. */
  epoch = 0;
  /** Which process of the controller this is. */
  process = 1;
  #noticed = true;
  #held: Signal[] = [];
  /** Entries that Asterisk could not deliver: it replays them when it is connected again. */
  #entries: Signal[] = [];
  readonly #lastOfLeg = new Map<LegId, number>();
  readonly #answered = new Map<string, number>();
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #ends: Ends;

  constructor(clock: Clock, chance: Chance, ends: Ends) {
    this.#clock = clock;
    this.#chance = chance;
    this.#ends = ends;
  }

  /** Asterisk has news; `ms` from now it is on its way. */
  news(signal: Signal, legId: LegId | null = null, ms = 0): void {
    if (ms > 0) {
      this.#clock.in(ms, () => this.news(signal, legId));
      return;
    }
    if (!this.connected) {
      if (signal.type === 'leg-entered') this.#entries.push(signal);
      return;
    }
    const { epoch } = this;
    const chance = this.#chance;
    const late = chance.is(0.02) ? chance.between(20, 400) : 1;
    let at = this.#clock.now + late;
    if (legId !== null) {
      at = Math.max(at, this.#lastOfLeg.get(legId) ?? 0);
      this.#lastOfLeg.set(legId, at);
      if (signal.type === 'leg-gone') this.#lastOfLeg.delete(legId);
    }
    this.#clock.at(at, () => {
      if (epoch !== this.epoch || !this.connected) return;
      if (this.synced) this.#ends.tell(signal);
      else this.#held.push(signal);
    });
  }

  /** The socket is dead; the controller notices after so many ms. Null: there is no controller. */
  lose(noticedAfter: number | null): void {
    if (!this.connected) return;
    this.connected = false;
    this.synced = false;
    this.#noticed = false;
    this.epoch += 1;
    this.#held = [];
    this.#lastOfLeg.clear();
    if (noticedAfter === null) {
      this.#noticed = true;
      return;
    }
    const { epoch } = this;
    this.#clock.in(noticedAfter, () => {
      if (epoch === this.epoch) this.#notice();
    });
  }

  #notice(): void {
    if (this.#noticed) return;
    this.#noticed = true;
    this.#ends.tell({ type: 'asterisk-lost' });
  }

  /** Asterisk is connected again: entries are replayed, and all is compared. */
  connect(): void {
    if (this.connected) return;
    const { process } = this;
    this.#notice();
    // That was the last it heard.
    if (process !== this.process) return;
    this.connected = true;
    this.epoch += 1;
    const { epoch } = this;
    const chance = this.#chance;
    for (const entry of this.#entries.splice(0)) this.news(entry, 'legId' in entry ? entry.legId : null);
    this.#clock.in(chance.between(1, 30), () => {
      if (epoch !== this.epoch) return;
      const asked = this.#ends.playbacksKnown();
      const legs = this.#ends.readLegs();
      this.#clock.in(chance.between(0, 5), () => {
        if (epoch !== this.epoch) return;
        const compared = this.#ends.readRest(legs, asked);
        this.#clock.in(chance.between(0, 5), () => this.#compared(epoch, compared));
      });
    });
  }

  #compared(epoch: number, compared: Compared): void {
    if (epoch !== this.epoch) return;
    const held = this.#held;
    this.#held = [];
    this.synced = true;
    this.#ends.tell(withoutReplayed(compared, held));
    for (const signal of held) if (epoch === this.epoch && this.connected) this.#ends.tell(signal);
  }

  /** What a process hears of a request by another way than this link: in the order of what it is about. */
  answer(signal: Signal, process: number, about: string): void {
    const at = Math.max(this.#clock.now + this.#chance.between(1, 40), this.#answered.get(about) ?? 0);
    if (about !== '') this.#answered.set(about, at);
    this.#clock.at(at, () => {
      if (process === this.process) this.#ends.tell(signal);
    });
  }

  /** Asterisk has forgotten all. */
  forget(): void {
    this.#entries = [];
  }
}

import type { DeskState } from '../../services/live/protocol.ts';
import { moment, oneOf } from './demo-world.ts';
import type { Person, View } from './person.ts';
import type { DeskPhone } from './telephones/desk-phone.ts';

const NOTES = [
  '',
  'Se reinició el equipo y quedó resuelto.',
  'Llamar mañana por la tarde.',
  'Falta el número de pedido.',
  'Se envía al segundo nivel.',
] as const;

/** An agent that the demo plays: answers, wraps up, and comes back after a break that the system set. */
export class DemoAgent {
  readonly id: string;
  readonly person: Person;
  readonly phone: DeskPhone;
  readonly #outcomes: readonly string[];
  #desk: View<DeskState> | null = null;
  #closed = false;
  #busy = false;

  constructor(id: string, person: Person, phone: DeskPhone, outcomes: readonly string[]) {
    this.id = id;
    this.person = person;
    this.phone = phone;
    this.#outcomes = outcomes;
  }

  /** Goes on duty. */
  async start(): Promise<void> {
    const desk = await this.person.desk();
    this.#desk = desk;
    await this.person.command({ name: 'set-availability', availability: { kind: 'available' } });
    await desk.until('a reachable telephone', (state) => state.agent.reachable);
    void this.#work(desk);
  }

  /** Refuses the next call. */
  async declineNext(): Promise<void> {
    await this.phone.change({ reply: 603, ringMs: 2_000 });
  }

  async answerAgain(): Promise<void> {
    await this.phone.change({ reply: 'answer' });
  }

  /** Leaves the queues; a call in progress is waited for by the caller of this. */
  async leave(): Promise<void> {
    this.#closed = true;
    await this.person.command({ name: 'set-availability', availability: { kind: 'signed-out' } });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.person.close();
    await this.phone.close();
  }

  get isFree(): boolean {
    const state = this.#desk?.state();
    return state !== undefined && state.call === null && state.offer === null;
  }

  async #work(desk: View<DeskState>): Promise<void> {
    while (!this.#closed) {
      await desk.until('something to do', (state) => hasWork(state), 5_000).catch(() => undefined);
      if (!hasWork(desk.state()) || this.#closed || this.#busy) continue;
      this.#busy = true;
      // Refused when the wrap-up ended meanwhile, or somebody was quicker: the next look tells.
      await this.#act(desk.state()).catch(() => undefined);
      this.#busy = false;
    }
  }

  async #act(state: DeskState): Promise<void> {
    await moment(1.5, 5);
    if (state.wrapUp !== null) {
      const outcome = this.#outcomes[Math.floor(Math.random() * this.#outcomes.length)] ?? null;
      await this.person.command({ name: 'finish-wrap-up', outcome, note: oneOf(NOTES) });
      await this.#desk?.until('the end of the wrap-up', (now) => now.wrapUp === null, 5_000);
    } else if (!this.#closed) {
      await this.person.command({ name: 'set-availability', availability: { kind: 'available' } });
    }
  }
}

/** A wrap-up to finish, or a break that the system set after a missed call. */
function hasWork({ wrapUp, agent }: DeskState): boolean {
  const { availability, availabilityBy } = agent;
  return wrapUp !== null || (availability.kind === 'break' && availabilityBy.kind === 'system');
}

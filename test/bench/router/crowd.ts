import type { Effect } from '../../../services/core/effect.ts';
import type { Event } from '../../../services/core/event.ts';
import type { Signal } from '../../../services/core/signal.ts';
import type { Surroundings } from '../../../services/core/turn.ts';
import { EventHeap } from '../erlang/event-heap.ts';

/** Who signals, and reads what came of it: callers, telephones and timers. Half of the queues are crowded, half calm. */
export class Crowd {
  readonly #queues: number;
  readonly #random: () => number;
  readonly #timers = new EventHeap();
  readonly #timerIds: string[] = [];
  /** When each timer is due, by its newest setting. */
  readonly #set = new Map<string, number>();
  /** Conversations, by kind of queue: the legs of the callers. */
  readonly #talking: readonly [string[], string[]] = [[], []];
  readonly #kinds = new Map<string, 0 | 1>();
  readonly #legs = new Map<string, string>();
  #calls = 0;

  constructor({ site }: Surroundings, random: () => number) {
    this.#queues = site.queues.length;
    this.#random = random;
  }

  /** Somebody calls a queue; `crowded` says of which kind. */
  arrival(crowded: boolean, now: number): Signal {
    this.#calls += 1;
    const of = this.#queues === 1 ? 0 : 2 * Math.floor((this.#random() * this.#queues) / 2) + (crowded ? 0 : 1);
    const legId = `c${this.#calls}`;
    this.#kinds.set(legId, crowded ? 0 : 1);
    const callerNumber = `6${String(10_000_000 + (this.#calls % 40_000))}`;
    return { type: 'leg-entered', legId, dialled: String(10_000 + of), callerNumber, callerName: '', since: now };
  }

  /** One of the conversations of a kind ends; null when there is none. */
  ending(crowded: boolean): Signal | null {
    const list = this.#talking[crowded ? 0 : 1];
    if (list.length === 0) return null;
    const index = Math.floor(this.#random() * list.length);
    const legId = list[index] ?? '';
    list[index] = list.at(-1) ?? '';
    list.pop();
    return { type: 'leg-gone', legId, cause: 16, causeText: '' };
  }

  /** What follows from a turn at once: telephones that ring are answered. */
  follow(events: readonly Event[], effects: readonly Effect[]): readonly Signal[] {
    this.read(events);
    return this.answers(effects);
  }

  read(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === 'call-rang') this.#legs.set(event.callId, event.legId);
      else if (event.type === 'call-connected') {
        const legId = this.#legs.get(event.callId) ?? '';
        this.#talking[this.#kinds.get(legId) ?? 0].push(legId);
      } else if (event.type === 'call-ended') {
        this.#kinds.delete(this.#legs.get(event.callId) ?? '');
        this.#legs.delete(event.callId);
      }
    }
  }

  answers(effects: readonly Effect[]): readonly Signal[] {
    const answers: Signal[] = [];
    for (const effect of effects) {
      if (effect.type === 'dial-agent') answers.push({ type: 'leg-up', legId: effect.legId });
      else if (effect.type === 'play')
        answers.push({ type: 'playback-done', playbackId: effect.playbackId, failed: false });
      else if (effect.type === 'cancel-timer') this.#set.delete(effect.timerId);
      else if (effect.type === 'set-timer') {
        this.#set.set(effect.timerId, effect.at);
        this.#timers.add(effect.at, this.#timerIds.push(effect.timerId) - 1);
      }
    }
    return answers;
  }

  /** The next timer that is due. */
  due(now: number): Signal | null {
    for (let at = this.#timers.nextAt; at <= now; at = this.#timers.nextAt) {
      const timerId = this.#timerIds[this.#timers.take()] ?? '';
      // One that was set anew or cancelled since does not come.
      if (this.#set.get(timerId) !== at) continue;
      this.#set.delete(timerId);
      return { type: 'timer', timerId };
    }
    return null;
  }
}

/** Signals after which everybody who works is there. */
export function* opening({ site }: Surroundings): Generator<Signal> {
  yield { type: 'asterisk-compared', startedAt: 1, legs: [], bridges: [], playbacks: [], reachable: [] };
  for (const { id: userId, roles } of site.users) {
    yield { type: 'phone-reachable', userId, reachable: true };
    const command = { name: 'set-availability', availability: { kind: 'available' } } as const;
    yield { type: 'command', by: { userId, roles }, command };
  }
}

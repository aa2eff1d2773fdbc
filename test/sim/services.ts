import type { Effect } from '../../services/core/effect.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';

type Asked = Extract<Effect, { type: 'web-request' }>;
type Answer = Pick<Extract<Signal, { type: 'web-answered' }>, 'how' | 'status' | 'body'>;

/** What a caller may have typed or a service may say, and nobody may find in a journal. */
export const secretDigits = '4242';

/**
 * Web services and a recogniser of a simulated day: they answer at once, late, too late, twice or never, with what was
 * asked for or with anything else. What a killed controller asked is not answered to the next one.
 */
export class SimulatedServices {
  /** Which process of the controller asks: an answer to an earlier one is lost. */
  process = 1;
  readonly #listening = new Set<string>();
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #tell: (signal: Signal) => void;

  constructor(clock: Clock, chance: Chance, tell: (signal: Signal) => void) {
    this.#clock = clock;
    this.#chance = chance;
    this.#tell = tell;
  }

  run(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'web-request') this.#ask(effect);
      if (effect.type === 'stop-listening') this.#listening.delete(effect.legId);
      if (effect.type === 'start-listening') this.#listen(effect);
    }
  }

  #ask({ callId, requestId, timeoutMs }: Asked): void {
    const chance = this.#chance;
    const { process } = this;
    // Lost on its way.
    if (chance.is(0.05)) return;
    const answer = (): void => {
      if (process === this.process) this.#tell({ type: 'web-answered', callId, requestId, ...this.#answer() });
    };
    const after = chance.is(0.1) ? chance.between(timeoutMs, timeoutMs + 4_000) : chance.about(400);
    this.#clock.in(after, answer);
    if (chance.is(0.05)) this.#clock.in(after + chance.between(0, 500), answer);
  }

  #answer(): Answer {
    const chance = this.#chance;
    const how = chance.one([
      'answered',
      'answered',
      'answered',
      'answered',
      'timeout',
      'failed',
      'open',
      'invalid',
    ] as const);
    if (how !== 'answered') return { how, status: null, body: null };
    const status = chance.one([200, 200, 200, 201, 404, 500, 302] as const);
    const body = chance.one<unknown>([{ state: 'open', sum: 3 }, { state: 'open' }, { state: [1] }, [], 'text', null]);
    return { how, status, body };
  }

  #listen({ legId, words }: Extract<Effect, { type: 'start-listening' }>): void {
    const chance = this.#chance;
    this.#listening.add(legId);
    if (chance.is(0.7)) return;
    const heard = chance.is(0.8) ? (chance.pick(words) ?? '') : 'hm';
    this.#clock.in(chance.about(2_000), () => {
      // News may be under way when it is told to stop.
      if (this.#listening.has(legId) || chance.is(0.1))
        this.#tell({ type: 'heard', legId, words: heard, confidence: chance.random() });
    });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Signal } from '../core/signal.ts';
import type { World } from '../core/world.ts';
import type { Logger } from '../ports.ts';
import type { AriRequest } from './ari/requests.ts';
import type { AriMessage } from './ari/socket.ts';
import { STASIS_APP } from './names.ts';
import { type Compared, compareWithAsterisk } from './reconcile.ts';
import { EVENTS_WANTED, translate } from './translate.ts';

export type SynchroniserOptions = {
  readonly ari: AriRequest;
  readonly world: () => World;
  readonly tell: (signal: Signal) => void;
  /** What must stand before the comparison is told, such as AMI; never rejects. */
  readonly prepare: () => Promise<void>;
  readonly logger: Logger;
};

const RETRY_MS = 250;

/**
 * Puts the news of Asterisk in order. After every connect, events wait until world and Asterisk were compared: those
 * that came meanwhile (Asterisk replays what it could not deliver) are handed over after the comparison.
 */
export class Synchroniser {
  readonly #options: SynchroniserOptions;
  /** Signals that wait for the comparison; null when there is nothing to wait for. */
  #held: Signal[] | null = [];
  #connection = 0;

  constructor(options: SynchroniserOptions) {
    this.#options = options;
  }

  readonly event = (message: AriMessage): void => {
    for (const signal of translate(message)) {
      if (this.#held) this.#held.push(signal);
      else this.#options.tell(signal);
    }
  };

  readonly connected = (number: number): void => {
    this.#connection = number;
    this.#held = [];
    this.#compare(number).catch((error: unknown) =>
      this.#options.logger.error({ error: String(error) }, 'ari: the comparison failed'),
    );
  };

  /** Compares once more on the connection that is up, if one is. */
  readonly again = (): void => {
    if (this.#connection !== 0 && this.#held === null) this.connected(this.#connection);
  };

  readonly lost = (): void => {
    this.#connection = 0;
    this.#held = [];
    this.#options.tell({ type: 'asterisk-lost' });
  };

  close(): void {
    this.#connection = 0;
    this.#held = [];
  }

  async #compare(number: number): Promise<void> {
    const { ari, world, prepare, tell, logger } = this.#options;
    while (this.#connection === number) {
      try {
        const allowed = EVENTS_WANTED.map((type) => ({ type }));
        await ari('PUT /applications/{applicationName}/eventFilter', { applicationName: STASIS_APP }, { allowed });
        await prepare();
        const compared = await compareWithAsterisk(ari, world());
        if (this.#connection !== number) return;
        const held = this.#held ?? [];
        this.#held = null;
        tell(withoutReplayed(compared, held));
        for (const signal of held) tell(signal);
        return;
      } catch (error) {
        // An Asterisk that is still starting refuses some of it.
        logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'ari: not compared yet');
        await sleep(RETRY_MS);
      }
    }
  }
}

/** A leg whose entry was replayed is left to that entry, which knows when it first rang. */
export function withoutReplayed(compared: Compared, held: readonly Signal[]): Compared {
  const entered = new Set(held.filter((one) => one.type === 'leg-entered').map((one) => one.legId));
  return { ...compared, legs: compared.legs.filter((leg) => leg.up || !entered.has(leg.legId)) };
}

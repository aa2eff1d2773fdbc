import type { Logger } from '../ports.ts';
import type { AmiAction } from './ami.ts';
import { ARI_CONNECTION } from './names.ts';

export type RevivalOptions = {
  readonly ami: { readonly connected: boolean; readonly ask: (action: AmiAction) => Promise<unknown> };
  /** Whether Asterisk's websocket is up. */
  readonly connected: () => boolean;
  readonly logger: Logger;
  readonly patienceMs?: number;
};

/**
 * Asterisk calls again by itself after every loss but one: when a write fails while its reader is between two reads
 * (22.10.1: a line that went dead and is reset under load), the reader waits for ever on a socket that is closed, and
 * the connection counts as up. Nor does it know of a line that is dead without a word. While AMI is there and the
 * websocket is not, Asterisk is therefore told to begin the connection anew.
 */
export class Revival {
  readonly #options: RevivalOptions;
  readonly #timer: NodeJS.Timeout;
  #wasAway = false;
  #busy: Promise<void> | null = null;

  constructor(options: RevivalOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), options.patienceMs ?? 1_500);
  }

  /** Resolves when nothing is being asked any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#busy;
  }

  /** Away at two looks in a row: it does not come back by itself. */
  #look(): void {
    const { ami, connected } = this.#options;
    const isAway = !connected() && ami.connected;
    const isOverdue = isAway && this.#wasAway;
    this.#wasAway = isAway && !isOverdue;
    if (isOverdue) this.#busy ??= this.#revive();
  }

  async #revive(): Promise<void> {
    const { ami, logger } = this.#options;
    logger.warn({}, 'ari: Asterisk does not call back; it is told to begin the connection anew');
    try {
      await ami.ask({ Action: 'Command', Command: `ari shutdown websocket session ${ARI_CONNECTION}` });
      await ami.ask({ Action: 'Command', Command: `ari start outbound-websocket ${ARI_CONNECTION}` });
    } catch (error) {
      logger.warn({ error: String(error) }, 'ari: Asterisk could not be told; it is tried again');
    } finally {
      this.#busy = null;
    }
  }
}

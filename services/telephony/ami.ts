import { createRequire } from 'node:module';
import { z } from 'zod';
import { CentralitaError } from '../core/errors.ts';
import type { Logger } from '../ports.ts';
import { startHeartbeat } from './ari/heartbeat.ts';
import type { ARI_CONNECTION } from './names.ts';

/** Nothing but these is asked of AMI: everything else goes through ARI. */
export type AmiAction =
  | {
      readonly Action: 'MixMonitor';
      readonly Channel: string;
      readonly File: string;
      readonly Options: string;
    }
  | { readonly Action: 'StopMixMonitor'; readonly Channel: string; readonly MixMonitorID?: string }
  | {
      readonly Action: 'MixMonitorMute';
      readonly Channel: string;
      readonly Direction: 'read' | 'write' | 'both';
      readonly State: '0' | '1';
    }
  | {
      readonly Action: 'Command';
      readonly Command:
        | `ari shutdown websocket session ${typeof ARI_CONNECTION}`
        | `ari start outbound-websocket ${typeof ARI_CONNECTION}`;
    };

export type AmiAnswer = { readonly response: string; readonly message?: string; readonly mixmonitorid?: string };

/** `ami-value` it held a control character; `ami-not-connected`, `ami-timeout` no answer; `ami-refused` Asterisk's own reason. */
export class AmiError extends CentralitaError {
  constructor(code: 'ami-value' | 'ami-not-connected' | 'ami-timeout' | 'ami-refused', message: string) {
    super(code, message);
    this.name = 'AmiError';
  }
}

/** What we use of asterisk-manager 0.2.0, which brings no types. */
type Manager = {
  readonly on: (event: string, listener: (value: unknown) => void) => void;
  readonly connect: (port: number, host: string, done: () => void) => void;
  readonly login: (done: (error?: unknown) => void) => void;
  readonly action: (
    action: Readonly<Record<string, string>>,
    done: (error: unknown, answer: AmiAnswer) => void,
  ) => void;
  readonly disconnect: (done?: () => void) => void;
};
type MakeManager = (port: null, host: string, username: string, password: string, events: boolean) => Manager;

export type AmiOptions = {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly logger: Logger;
  /** A key of a telephone went down: ARI tells only when it is let go. */
  readonly onKeyDown?: (channelId: string) => void;
  readonly timeoutMs?: number;
};

/** What we want of Asterisk's DTMFBegin; which key it is, is not for us to know before it is let go. */
const keyDownSchema = z.object({ uniqueid: z.string(), direction: z.literal('Received') });

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/**
 * Asterisk's manager interface: MixMonitor, and the moment a key goes down. The package swallows errors, never answers what was pending when
 * the line broke, and lets a line break in a value begin a second action: this file is the guard around it, and its
 * only user. Actions are sent in the order of the calls.
 */
export class Ami {
  readonly #options: AmiOptions;
  readonly #make = createRequire(import.meta.url)('asterisk-manager') as MakeManager;
  readonly #pending = new Map<string, (error: AmiError) => void>();
  readonly #stop = new AbortController();
  #manager: Manager | null = null;
  #waiting: (() => void)[] = [];
  #hurry: () => void = () => undefined;
  #nextId = 1;
  readonly #life: Promise<void>;

  constructor(options: AmiOptions) {
    this.#options = options;
    this.#life = this.#keepConnected();
  }

  get connected(): boolean {
    return this.#manager !== null;
  }

  /** Resolves when signed in, or after `limitMs` without; says which. */
  ready(limitMs: number): Promise<boolean> {
    if (this.#manager || this.#stop.signal.aborted) return Promise.resolve(this.connected);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        resolve(this.connected);
      };
      const timer = setTimeout(done, limitMs);
      this.#waiting.push(done);
    });
  }

  /** Asterisk is known to be there: tries at once instead of waiting for the next time. */
  hurry(): void {
    this.#hurry();
  }

  /** Carries out one action. Rejects with an AmiError. */
  async ask(action: AmiAction): Promise<AmiAnswer> {
    checkValues(action);
    const { timeoutMs = 5_000 } = this.#options;
    if (!this.#manager) await this.ready(timeoutMs);
    const manager = this.#manager;
    if (!manager)
      throw new AmiError('ami-not-connected', `Asterisk's AMI is not connected: ${action.Action} not sent.`);
    return this.#send(manager, action, timeoutMs);
  }

  /** Signs out and ends; what is pending fails. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#hurry();
    await this.#life;
  }

  #send(manager: Manager, action: Readonly<Record<string, string>>, timeoutMs: number): Promise<AmiAnswer> {
    const id = `centralita-${this.#nextId++}`;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.#pending.delete(id);
      };
      const fail = (error: AmiError) => {
        settle();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new AmiError('ami-timeout', `Asterisk's AMI did not answer ${action.Action} in ${timeoutMs} ms.`)),
        timeoutMs,
      );
      this.#pending.set(id, fail);
      manager.action({ ...action, actionid: id }, (error, answer) => {
        if (error) fail(new AmiError('ami-refused', `AMI refused ${action.Action}: ${answer.message ?? 'no reason'}.`));
        else {
          settle();
          resolve(answer);
        }
      });
    });
  }

  async #keepConnected(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!this.#stop.signal.aborted) {
      const reason = await this.#connection(() => {
        wait = FIRST_WAIT_MS;
      });
      this.#manager = null;
      for (const fail of [...this.#pending.values()])
        fail(new AmiError('ami-not-connected', "The connection to Asterisk's AMI broke before the answer."));
      if (this.#stop.signal.aborted) break;
      this.#options.logger.warn({ reason, retryInMs: wait }, 'ami: not connected');
      await this.#pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
    this.#wake();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#hurry(), ms);
      this.#hurry = () => {
        clearTimeout(timer);
        this.#hurry = () => undefined;
        resolve();
      };
    });
  }

  /** One connection from its beginning to its end; resolves with the reason it ended. */
  #connection(onUp: () => void): Promise<string> {
    const { host, port, username, password, logger, timeoutMs = 5_000 } = this.#options;
    return new Promise((resolve) => {
      const manager = this.#make(null, host, username, password, true);
      const heart = startHeartbeat({
        intervalMs: 1_000,
        allowed: 3,
        probe: () => {
          // Before it is signed in, there is nothing to probe: the silence itself counts.
          if (this.#manager === manager)
            this.#send(manager, { Action: 'Ping' }, timeoutMs).then(heart.heard, () => undefined);
        },
        lost: () => end('Asterisk was silent'),
      });
      // The package tells nobody of a connection it gave up before it was open.
      const end = (reason: string) => {
        heart.stop();
        manager.disconnect();
        this.#stop.signal.removeEventListener('abort', closing);
        resolve(reason);
      };
      const closing = () => end('the controller closes');
      this.#stop.signal.addEventListener('abort', closing, { once: true });
      manager.on('dtmfbegin', (event) => this.#keyDown(event));
      manager.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
      manager.on('close', () => end('closed by Asterisk'));
      manager.connect(port, host, () =>
        manager.login((error) => {
          if (error) {
            end('Asterisk refused the account; see whether its manager.conf was written anew');
            return;
          }
          logger.info({ host, port }, 'ami: connected');
          onUp();
          this.#manager = manager;
          this.#wake();
        }),
      );
    });
  }

  #keyDown(event: unknown): void {
    const begun = keyDownSchema.safeParse(event);
    if (begun.success) this.#options.onKeyDown?.(begun.data.uniqueid);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }
}

/** @throws AmiError `ami-value` when a value could end its line and begin another action. */
function checkValues(action: AmiAction): void {
  for (const [key, value] of Object.entries(action))
    if (/[\p{Cc}\u2028\u2029]/u.test(value))
      throw new AmiError('ami-value', `The value of ${key} holds a control character; it was not sent to Asterisk.`);
}

import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../../services/core/signal.ts';
import type { ClientToServer, CommandAnswer, Delta, ServerToClient, Topic } from '../../../services/live/protocol.ts';
import { applyDelta, applySnapshot, type Live, lose, nothingYet, refuse, type StateOf } from './reducer.ts';

type LiveModels = { readonly [T in Topic]: Live<StateOf<T>> };

/** How long the controller may take to answer, in ms. */
const answerLimit = 5000;
const watchAgainAfter = 1000;

/**
 * The page's one socket to the controller: keeps the topics it watches current and sends commands.
 * Owns the socket; `close()` may be called more than once.
 */
export class LiveConnection {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #watched = new Set<Topic>();
  readonly #listeners = new Set<() => void>();
  #models: LiveModels = { desk: nothingYet, console: nothingYet };
  #connected = false;
  #closed = false;
  readonly #onOffline = () => this.#lost();

  /** `onRefused` is called when the session is no longer good for a socket; `onSignedOut` when the server ended it. */
  constructor(hooks: { readonly onRefused: () => void; readonly onSignedOut: () => void }) {
    this.#socket = io({
      transports: ['websocket'],
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
      timeout: answerLimit,
    });
    this.#socket.on('connect', () => {
      this.#connected = true;
      this.#changed();
      for (const topic of this.#watched) void this.#ask(topic);
    });
    this.#socket.on('disconnect', (reason) => {
      this.#lost();
      // The library does not come back by itself when the server closed the socket on purpose.
      if (reason === 'io server disconnect' && !this.#closed) {
        hooks.onRefused();
        setTimeout(() => !this.#closed && this.#socket.connect(), watchAgainAfter);
      }
    });
    this.#socket.on('connect_error', () => {
      this.#lost();
      // Refused by the server's middleware rather than unreachable: the library will not try again.
      if (!this.#socket.active && !this.#closed) {
        hooks.onRefused();
        setTimeout(() => !this.#closed && this.#socket.connect(), watchAgainAfter);
      }
    });
    this.#socket.on('delta', (delta) => this.#take(delta));
    this.#socket.on('signed-out', () => hooks.onSignedOut());
    window.addEventListener('offline', this.#onOffline);
  }

  /** Starts to keep a topic current; it stays so until the connection is closed. */
  watch(topic: Topic): void {
    if (this.#watched.has(topic)) return;
    this.#watched.add(topic);
    if (this.#socket.connected) void this.#ask(topic);
  }

  /** Asks the engine for something; answers `offline` rather than waiting when there is no connection. */
  async command(command: Command): Promise<CommandAnswer> {
    if (!this.#socket.connected) return { ok: false, code: 'offline', message: 'not connected' };
    try {
      return await this.#socket.timeout(answerLimit).emitWithAck('command', command);
    } catch (cause) {
      return { ok: false, code: 'no-answer', message: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly models = (): LiveModels => this.#models;
  readonly connected = (): boolean => this.#connected;

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    window.removeEventListener('offline', this.#onOffline);
    this.#listeners.clear();
    this.#socket.close();
  }

  async #ask(topic: Topic): Promise<void> {
    try {
      const answer = await this.#socket.timeout(answerLimit).emitWithAck('watch', topic);
      if ('ok' in answer) this.#refused(topic, answer.code);
      else if (answer.topic === 'desk') this.#set('desk', applySnapshot<'desk'>(answer, Date.now()));
      else this.#set('console', applySnapshot<'console'>(answer, Date.now()));
    } catch {
      // No answer in time. A new connection asks by itself.
      setTimeout(() => this.#socket.connected && this.#models[topic].seq === null && this.#ask(topic), watchAgainAfter);
    }
  }

  #refused(topic: Topic, code: string): void {
    if (topic === 'desk') this.#set('desk', refuse(this.#models.desk, code));
    else this.#set('console', refuse(this.#models.console, code));
  }

  #take(delta: Delta): void {
    const now = Date.now();
    if (delta.topic === 'desk') {
      const { live, gap } = applyDelta<'desk'>(this.#models.desk, delta, now);
      this.#set('desk', live);
      if (gap) void this.#ask('desk');
      return;
    }
    const { live, gap } = applyDelta<'console'>(this.#models.console, delta, now);
    this.#set('console', live);
    if (gap) void this.#ask('console');
  }

  #lost(): void {
    this.#connected = false;
    const now = Date.now();
    this.#models = { desk: lose(this.#models.desk, now), console: lose(this.#models.console, now) };
    this.#changed();
  }

  #set<T extends Topic>(topic: T, live: Live<StateOf<T>>): void {
    if (live === this.#models[topic]) return;
    this.#models = { ...this.#models, [topic]: live };
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

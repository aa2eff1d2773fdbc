import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { CentralitaError } from '../../core/errors.ts';
import type { Logger } from '../../ports.ts';
import { AriError } from './errors.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type AriRequest, PendingRequests } from './requests.ts';
import type { RESTResponse } from './types.generated.ts';

/** What Asterisk writes that is not an answer: an event, described or not. */
export type AriMessage = { readonly type: string } & Readonly<Record<string, unknown>>;

export type AriSocketOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly logger: Logger;
  /** Asterisk has called. `number` counts connections from 1. */
  readonly onConnected: (number: number) => void;
  readonly onEvent: (event: AriMessage) => void;
  /** The connection is gone; not told of one that a newer one replaced, nor of our own close(). */
  readonly onLost: (reason: string) => void;
  readonly requestTimeoutMs?: number;
  readonly heartbeatMs?: number;
};

const PATH = '/ari';
const PROTOCOL = 'ari';
/** An answer to `GET /channels` holds every channel: about 1 kB each. */
const LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024;

type Live = {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  readonly pending: PendingRequests;
  /** `quietly`: what follows is known already, so nobody is told. */
  readonly end: (reason: string, quietly: boolean) => void;
};

/**
 * The websocket that Asterisk opens to us: its events come in, our requests go out, on the same connection. One
 * connection lives at a time: a newer one replaces the older, because a half-dead one may be all that is left of it.
 */
export class AriSocket {
  readonly #options: AriSocketOptions;
  readonly #http: Server;
  readonly #upgrades: WebSocketServer;
  #live: Live | null = null;
  #count = 0;
  #closing: Promise<void> | null = null;

  constructor(options: AriSocketOptions) {
    this.#options = options;
    this.#upgrades = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: LARGEST_MESSAGE_BYTES,
      handleProtocols: () => PROTOCOL,
    });
    this.#http = createServer((_, response) => response.writeHead(426).end());
    this.#http.on('upgrade', (request, stream, head) => this.#upgrade(request, stream, head));
  }

  /**
   * Listens for Asterisk; resolves with the port.
   * @throws CentralitaError `ari-port` when the address cannot be bound.
   */
  listen(): Promise<number> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#http.once('error', (error) =>
        reject(
          new CentralitaError(
            'ari-port',
            `The controller cannot listen for Asterisk on ${host}:${port} (${error.message}). Set another ari.port.`,
          ),
        ),
      );
      this.#http.listen(port, host, () => resolve((this.#http.address() as AddressInfo).port));
    });
  }

  get connected(): boolean {
    return this.#live !== null;
  }

  /** Asks Asterisk for one thing, in the order of the calls. Rejects with an AriError; never throws at once. */
  readonly request: AriRequest = (operation, parameters, body) => {
    const live = this.#live;
    if (!live)
      return Promise.reject(new AriError('ari-not-connected', `Asterisk is not connected: ${operation} was not sent.`));
    return live.pending.ask((message) => live.socket.send(message), operation, parameters, body);
  };

  /** What is asked meanwhile leaves in one piece: every write of its own wakes Asterisk, and waits for that. */
  together(ask: () => void): void {
    const stream = this.#live?.stream;
    stream?.cork();
    try {
      ask();
    } finally {
      stream?.uncork();
    }
  }

  /** Ends the connection and stops listening. Asterisk goes on calling until it is answered again. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#live?.end('the controller closes', true);
      this.#upgrades.close();
      this.#http.close(() => resolve());
      this.#http.closeAllConnections();
    });
    return this.#closing;
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', (error) => this.#options.logger.warn({ error: error.message }, 'ari: the connection failed'));
    const status = this.#refuses(request);
    if (status !== 0) {
      this.#options.logger.warn({ status, url: request.url }, 'ari: a connection was refused');
      const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="centralita"\r\n' : '';
      stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${challenge}Connection: close\r\n\r\n`);
      return;
    }
    this.#upgrades.handleUpgrade(request, stream, head, (socket) => this.#begin(socket, stream));
  }

  /** The HTTP status to refuse with; 0 to accept. */
  #refuses(request: IncomingMessage): number {
    if (this.#closing) return 503;
    if (request.url?.split('?', 1)[0] !== PATH) return 404;
    const expected = Buffer.from(`${this.#options.username}:${this.#options.password}`).toString('base64');
    if (!sameText(request.headers.authorization ?? '', `Basic ${expected}`)) return 401;
    const protocols = request.headers['sec-websocket-protocol'] ?? '';
    return protocols.split(',').some((one) => one.trim() === PROTOCOL) ? 0 : 400;
  }

  #begin(socket: WebSocket, stream: Duplex): void {
    const { logger, requestTimeoutMs = 5_000, heartbeatMs = 400 } = this.#options;
    this.#live?.end('replaced by a newer connection', true);
    const pending = new PendingRequests(requestTimeoutMs);
    const heart = startHeartbeat({
      intervalMs: heartbeatMs,
      allowed: 4,
      probe: () => socket.ping(),
      lost: () => end('Asterisk was silent'),
    });
    let ended = false;
    const end = (reason: string, quietly = false) => {
      if (ended) return;
      ended = true;
      heart.stop();
      if (this.#live?.socket === socket) this.#live = null;
      socket.terminate();
      pending.abandon();
      logger.warn({ reason }, 'ari: the connection to Asterisk ended');
      if (!quietly) this.#guard('onLost', () => this.#options.onLost(reason));
    };
    // Asterisk's small writes wait for our kernel's delayed acknowledgement (40 ms): an unsolicited pong carries it at once.
    stream.on('data', () => {
      heart.heard();
      if (socket.readyState === WebSocket.OPEN) socket.pong();
    });
    socket.on('message', (data) => this.#message(data, pending));
    socket.on('error', (error) => end(error.message));
    socket.on('close', (code) => end(`closed with ${code}`));
    this.#live = { socket, stream, pending, end };
    this.#count += 1;
    logger.info({ connection: this.#count }, 'ari: Asterisk is connected');
    this.#guard('onConnected', () => this.#options.onConnected(this.#count));
  }

  #message(data: RawData, pending: PendingRequests): void {
    this.#guard('message', () => {
      const message = JSON.parse(String(data)) as AriMessage;
      if (message.type === 'RESTResponse') pending.settle(message as unknown as RESTResponse);
      else this.#options.onEvent(message);
    });
  }

  /** Whatever a handler does wrong is logged and ends there: the connection is not its business. */
  #guard(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#options.logger.error({ error: String(error), what }, 'ari: a handler failed');
    }
  }
}

/** Compares in constant time, whatever the lengths. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

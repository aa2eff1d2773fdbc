import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../services/core/signal.ts';
import type { Session } from '../../services/http/protocol.ts';
import type {
  ClientToServer,
  CommandAnswer,
  ConsoleState,
  Delta,
  DeskState,
  Row,
  ServerToClient,
  Snapshot,
  Topic,
} from '../../services/live/protocol.ts';

/** An answer of the HTTP interface that is not a success. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
  }
}

/** Somebody signed in, who asks over HTTP and over the socket what a page would ask. */
export interface Person {
  readonly session: Session;
  readonly cookie: string;
  /** @throws HttpError */
  readonly get: <T>(path: string) => Promise<T>;
  readonly post: <T>(path: string, body: unknown) => Promise<T>;
  /** Bytes are sent as they are, anything else as JSON. */
  readonly send: <T>(method: 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<T>;
  /** The bytes of an answer, such as a recording. */
  readonly bytes: (path: string) => Promise<Uint8Array>;
  /** Sends a command as a page does. @throws Error with the code of the refusal. */
  readonly command: (command: Command) => Promise<readonly string[]>;
  /** The console, as long as somebody looks. */
  readonly console: () => Promise<View<ConsoleState>>;
  /** The agent's own desk. */
  readonly desk: () => Promise<View<DeskState>>;
  readonly close: () => void;
}

/** What a page would show now. */
export interface View<T> {
  readonly state: () => T;
  /** Resolves with the first state, now or later, of which the test gives something true. @throws Error after the limit. */
  readonly until: (what: string, test: (state: T) => boolean, limitMs?: number) => Promise<T>;
}

const PATIENCE_MS = 60_000;

/** Signs in. @throws HttpError `wrong-credentials`. */
export async function signIn(url: string, login: string, password: string): Promise<Person> {
  const made = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password }),
  });
  const session = await answerOf<Session>(made);
  const cookie = made.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const headers = { cookie, origin: url };
  const asked = async <T>(method: string, path: string, body: unknown): Promise<T> => {
    const isFile = body instanceof Uint8Array;
    const typed = { ...headers, 'content-type': isFile ? 'application/octet-stream' : 'application/json' };
    const content = isFile ? Uint8Array.from(body) : JSON.stringify(body);
    return answerOf<T>(await fetch(url + path, { method, headers: typed, body: content }));
  };
  let socket: Socket<ServerToClient, ClientToServer> | null = null;
  const opened = () => {
    socket ??= io(url, {
      extraHeaders: headers,
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelayMax: 1_000,
    });
    return socket;
  };
  return {
    session,
    cookie,
    get: async (path) => answerOf(await fetch(url + path, { headers })),
    post: (path, body) => asked('POST', path, body),
    send: (method, path, body = {}) => asked(method, path, body),
    bytes: async (path) => {
      const answer = await fetch(url + path, { headers });
      if (!answer.ok) await answerOf(answer);
      return new Uint8Array(await answer.arrayBuffer());
    },
    command: async (command) => {
      const answer: CommandAnswer = await opened().timeout(PATIENCE_MS).emitWithAck('command', command);
      if (!answer.ok) throw new Error(`${command.name} was refused: ${answer.code}: ${answer.message}`);
      return answer.events;
    },
    console: () => watch<ConsoleState>(opened(), 'console'),
    desk: () => watch<DeskState>(opened(), 'desk'),
    close: () => {
      socket?.disconnect();
      socket = null;
    },
  };
}

async function answerOf<T>(answer: Response): Promise<T> {
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const { error } = (await answer.json().catch(() => ({}))) as { error?: { code: string; message: string } };
  throw new HttpError(answer.status, error?.code ?? 'unknown', error?.message ?? answer.statusText);
}

async function watch<T>(socket: Socket<ServerToClient, ClientToServer>, topic: Topic): Promise<View<T>> {
  let current: T | undefined;
  const listeners = new Set<(state: T) => void>();
  let seq = -1;
  const take = (state: T) => {
    current = state;
    for (const listener of listeners) listener(state);
  };
  const ask = async (): Promise<void> => {
    const snapshot = await socket.timeout(PATIENCE_MS).emitWithAck('watch', topic);
    if ('ok' in snapshot) throw new Error(`Watching the ${topic} was refused: ${snapshot.code}: ${snapshot.message}`);
    seq = (snapshot as Snapshot).seq;
    take(snapshot.state as T);
  };
  socket.on('delta', (delta: Delta) => {
    if (delta.topic !== topic) return;
    if (delta.prev !== seq) {
      // A gap; what the socket says next tells whether it was only the connection.
      ask().catch(() => undefined);
      return;
    }
    seq = delta.seq;
    take(delta.topic === 'desk' ? (delta.state as T) : (applied(current as ConsoleState, delta) as T));
  });
  await ask();
  // The controller came back: its numbers begin anew.
  socket.on('connect', () => void ask().catch(() => undefined));
  const state = () => current as T;
  return {
    state,
    until: (what, test, limitMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const look = (now: T) => {
          if (!test(now)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(now);
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(
            new Error(`The ${topic} did not show within ${limitMs} ms: ${what}. It shows ${JSON.stringify(state())}`),
          );
        }, limitMs);
        listeners.add(look);
        look(state());
      }),
  };
}

function applied(
  state: ConsoleState,
  { rows, telephony, spool, disk }: Extract<Delta, { topic: 'console' }>,
): ConsoleState {
  const merge = <V extends { readonly id: string }>(kind: Row['kind'], before: readonly V[]): readonly V[] => {
    const by = new Map(before.map((one) => [one.id, one]));
    for (const row of rows) {
      if (row.kind !== kind) continue;
      if (row.value === null) by.delete(row.id);
      else by.set(row.id, row.value as unknown as V);
    }
    return [...by.values()];
  };
  return {
    agents: merge('agent', state.agents),
    queues: merge('queue', state.queues),
    calls: merge('call', state.calls),
    telephony,
    spool,
    disk,
  };
}

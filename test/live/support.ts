import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Recorded } from '../../services/core/event.ts';
import type { Command, Signal } from '../../services/core/signal.ts';
import { hashPassword } from '../../services/http/auth/passwords.ts';
import { type HubOptions, startHub } from '../../services/live/hub.ts';
import type { ClientToServer, Delta, ServerToClient, Snapshot, Topic } from '../../services/live/protocol.ts';
import { numbers } from '../../services/numbers.ts';
import { keepingLog, password, type TestHttp, testHttp } from '../http/support.ts';
import { Scene } from '../support/scene.ts';

export type TestPage = {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly deltas: Delta[];
  readonly watch: (topic: Topic) => Promise<Snapshot | Refusal>;
  readonly command: (command: unknown) => Promise<unknown>;
  /** Resolves when the server ended the connection. */
  readonly ended: Promise<string>;
  readonly signedOut: () => boolean;
};

export type Refusal = { readonly ok: false; readonly code: string; readonly message: string };

const hash = hashPassword(password);

/** The demo site on a real HTTP server and hub; the engine is the real `step`, without a journal. */
export async function testHub(optionsOf: (scene: Scene) => Partial<HubOptions> = () => ({})) {
  const scene = new Scene();
  const http = await testHttp({ clock: () => scene.now });
  const options = optionsOf(scene);
  const { site } = scene.surroundings;
  for (const user of site.users) await http.store.users.upsert({ ...user, passwordHash: await hash });
  const log = keepingLog();
  const told: Signal[] = [];
  let taken = scene.events.length;
  /** Publishes what the scene did since the last time, as the engine does after a commit. */
  const publish = (): readonly Recorded[] => {
    const recorded = scene.events
      .slice(taken)
      .map((event, index) => ({ seq: taken + index + 1, at: scene.now, event }));
    taken = scene.events.length;
    hub.publish(recorded);
    return recorded;
  };
  const hub = startHub({
    httpServer: http.server,
    present: { world: () => scene.world, site: () => site, floor: () => scene.floor(), seq: () => scene.world.seq },
    tell: async (signal) => {
      told.push(signal);
      scene.send(signal);
      return publish();
    },
    numbers,
    sessions: http.sessions,
    ownOrigin: http.ownOrigin,
    numberOf: async () => null,
    log,
    clock: () => scene.now,
    ...options,
  });
  onTestFinished(() => hub.close());
  return {
    http,
    scene,
    hub,
    log,
    told,
    publish,
    page: (cookie: string | null, from?: string) => open(http, cookie, from),
  };
}

/** Connects as a page of a browser does, with a cookie and an origin. @throws CentralitaError with the server's refusal. */
async function open(http: TestHttp, cookie: string | null, origin: string | null = http.url): Promise<TestPage> {
  const socket: Socket<ServerToClient, ClientToServer> = io(http.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...(cookie === null ? {} : { cookie }), ...(origin === null ? {} : { origin }) },
  });
  onTestFinished(() => {
    socket.close();
  });
  const deltas: Delta[] = [];
  let wasSignedOut = false;
  socket.on('delta', (delta) => deltas.push(delta));
  socket.on('signed-out', () => {
    wasSignedOut = true;
  });
  const ended = new Promise<string>((resolve) => socket.on('disconnect', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', (error) => reject(new CentralitaError('refused', error.message)));
  });
  return {
    socket,
    deltas,
    watch: (topic) => socket.timeout(5_000).emitWithAck('watch', topic),
    command: (command) => socket.timeout(5_000).emitWithAck('command', command as Command),
    ended,
    signedOut: () => wasSignedOut,
  };
}

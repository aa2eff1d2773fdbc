import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { commandRoles } from '../core/decide/commands.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Recorded } from '../core/event.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Numbers } from '../core/numbers.ts';
import type { Role, User } from '../core/site.ts';
import { withNumbers } from '../core/typed-number.ts';
import type { Logger, Present, Tell } from '../ports.ts';
import { commandSchema, topicRoles } from './commands.ts';
import { Feed } from './feed.ts';
import { isOwnHandshake } from './handshake.ts';
import { type Changes, liveModel } from './model.ts';
import { paced } from './pace.ts';
import { lineOf, type Page, type PageData } from './page.ts';
import { deskPresence } from './presence.ts';
import type { ClientToServer, CommandAnswer, Delta, DeskState, ServerToClient, Snapshot } from './protocol.ts';

/** Who stands behind a cookie; services/http has it. */
export type HubSessions = {
  readonly fromCookie: (
    header: string | undefined,
  ) => Promise<{ readonly sessionId: string; readonly expiresAt: number; readonly user: User } | null>;
  /** Calls back with the id of each session that is signed out; returns how to stop that. */
  readonly onEnd: (listener: (sessionId: string) => void) => () => void;
};

export type HubOptions = {
  readonly httpServer: HttpServer;
  readonly present: Present;
  readonly tell: Tell;
  /** Reads the numbers that people type. */
  readonly numbers: Numbers;
  readonly sessions: HubSessions;
  /** Whether an `Origin` header is that of our own pages. */
  readonly ownOrigin: (origin: string | undefined) => boolean;
  /** The caller's number of a call that ended: for a wrap-up that goes on after a restart. */
  readonly numberOf: (callId: string) => Promise<string | null>;
  readonly log: Logger;
  /** How long pages have to come back after a start before their desks count as closed, in ms. */
  readonly returnMs?: number;
  readonly clock?: () => number;
  /** Room on the disk of the data; full: the engine stands still. */
  readonly disk?: () => SpoolRoom;
};

export type Hub = {
  /** Takes events the engine has committed; the pages have them within 100 ms. Never throws. */
  readonly publish: (recorded: readonly Recorded[]) => void;
  /** The room on the disk is another: the pages are told. */
  readonly diskChanged: () => void;
  /** Ends every socket; may be called more than once. */
  readonly close: () => void;
};

type Refusal = { readonly ok: false; readonly code: string; readonly message: string };
type ConsoleChange = NonNullable<Changes['console']>;

const paceMs = 100;
const tendEveryMs = 1_000;
const clockEveryMs = 30_000;
/** The longest a timer of Node can wait. */
const longestTimerMs = 2 ** 31 - 1;

/** Starts the live feed on the server that answers HTTP. */
export function startHub(options: HubOptions): Hub {
  const { present, tell, sessions, log, clock = Date.now, disk = () => 'free' } = options;
  const io = new Server<ClientToServer, ServerToClient, Record<never, never>, PageData>(options.httpServer, {
    serveClient: false,
    maxHttpBufferSize: 64_000,
    // A page that vanished without a word counts as gone after this.
    pingInterval: 5_000,
    pingTimeout: 5_000,
    allowRequest: (request, answer) => answer(null, isOwnHandshake(request, options.ownOrigin)),
  });
  const model = liveModel(present, clock(), disk);
  const presence = deskPresence(present, tell, log);
  const consoleFeed = new Feed<ConsoleChange>(
    (change, prev, seq): Delta => ({ topic: 'console', prev, seq, now: clock(), ...change }),
    () => ({ rows: [], telephony: present.world().telephony, spool: present.world().spool, disk: disk() }),
  );
  const deskFeeds = new Map<string, Feed<DeskState>>();
  let closed = false;

  const flush = () => {
    const now = clock();
    const changes = model.changes(now);
    if (changes.console) consoleFeed.send(changes.console, now);
    for (const [agentId, state] of changes.desks) deskFeeds.get(agentId)?.send(state, now);
  };
  const pace = paced(paceMs, () => guarded(log, flush));
  const tending = setInterval(() => {
    for (const feed of [consoleFeed, ...deskFeeds.values()]) feed.tend(clock());
  }, tendEveryMs);
  const ticking = setInterval(() => {
    model.takeTime();
    pace.ask();
  }, clockEveryMs);
  const returning = setTimeout(presence.closeAbandoned, options.returnMs ?? 5_000);

  const deskFeed = (agentId: string, state: DeskState): Feed<DeskState> => {
    const known = deskFeeds.get(agentId);
    if (known) return known;
    const feed = new Feed<DeskState>(
      (change, prev, seq): Delta => ({ topic: 'desk', prev, seq, now: clock(), state: change }),
      () => model.desk(agentId) ?? state,
    );
    deskFeeds.set(agentId, feed);
    return feed;
  };

  const watchConsole = (page: Page): Snapshot => {
    consoleFeed.add(lineOf(page));
    return { topic: 'console', seq: consoleFeed.seq, now: clock(), state: model.console() };
  };
  const watchDesk = (page: Page): Snapshot | Refusal => {
    const agentId = page.data.user.id;
    const state = model.desk(agentId);
    if (state === null) return refusal('no-desk', 'The site has no such agent; ask an administrator.');
    const feed = deskFeed(agentId, state);
    feed.add(lineOf(page));
    presence.open(agentId, page.id);
    return { topic: 'desk', seq: feed.seq, now: clock(), state };
  };

  const endPage = (page: Page) => {
    page.emit('signed-out');
    page.disconnect(true);
  };
  /** The person behind the page as of now: roles may have changed, the session may have ended. */
  const stillSignedIn = async (page: Page): Promise<boolean> => {
    const known = await sessions.fromCookie(page.handshake.headers.cookie);
    if (known?.sessionId !== page.data.sessionId) {
      endPage(page);
      return false;
    }
    page.data.user = known.user;
    return true;
  };
  const admitted = async (page: Page, roles: readonly Role[] | undefined): Promise<Refusal | null> => {
    if (!(await stillSignedIn(page))) return refusal('signed-out', 'Nobody is signed in here; sign in first.');
    if (roles?.some((role) => page.data.user.roles.includes(role))) return null;
    return refusal('forbidden', 'Your role does not include this; ask an administrator.');
  };
  const watch = async (page: Page, topic: unknown): Promise<Snapshot | Refusal> => {
    if (topic !== 'console' && topic !== 'desk')
      return refusal('input-invalid', 'There is no such topic; watch "console" or "desk".');
    const refused = await admitted(page, topicRoles[topic]);
    if (refused) return refused;
    if (!page.connected) return refusal('signed-out', 'The connection is gone; connect again.');
    return topic === 'console' ? watchConsole(page) : watchDesk(page);
  };
  const command = async (page: Page, asked: unknown): Promise<CommandAnswer> => {
    const parsed = commandSchema.safeParse(asked);
    if (!parsed.success) return refusal('input-invalid', 'The command is not one the controller knows.');
    const refused = await admitted(page, commandRoles[parsed.data.name]);
    if (refused) return refused;
    const { id: userId, roles } = page.data.user;
    const asks = withNumbers(parsed.data, present.site(), options.numbers);
    const recorded = await tell({ type: 'command', by: { userId, roles }, command: asks });
    return { ok: true, events: recorded.map((one) => one.event.type) };
  };
  const failed = (error: unknown): Refusal => {
    if (error instanceof CentralitaError) return refusal(error.code, error.message);
    log.error({ err: error }, 'a request of a page failed');
    return refusal('internal', 'Something failed in the controller; its log says what.');
  };

  io.use((page, next) => {
    sessions.fromCookie(page.handshake.headers.cookie).then(
      (known) => {
        if (known === null) {
          next(new CentralitaError('signed-out', 'Nobody is signed in here; sign in first.'));
          return;
        }
        page.data = { sessionId: known.sessionId, user: known.user };
        const left = Math.min(known.expiresAt - clock(), longestTimerMs);
        const expiry = setTimeout(() => endPage(page), left);
        page.on('disconnect', () => clearTimeout(expiry));
        // A page refused by a later check never connects, so never disconnects.
        page.conn.once('close', () => clearTimeout(expiry));
        next();
      },
      (error: unknown) => next(new CentralitaError('internal', failed(error).message)),
    );
  });
  io.on('connection', (page) => {
    page.on('watch', (topic, answer) => {
      const say = answering(answer);
      watch(page, topic).then(say, (error: unknown) => say(failed(error)));
    });
    page.on('command', (asked, answer) => {
      const say = answering(answer);
      command(page, asked).then(say, (error: unknown) => say(failed(error)));
    });
    page.on('disconnect', () => {
      const { id } = page.data.user;
      consoleFeed.remove(page.id);
      deskFeeds.get(id)?.remove(page.id);
      if (!closed) presence.close(id, page.id);
    });
  });
  const stopHearing = sessions.onEnd((sessionId) => {
    for (const page of io.sockets.sockets.values()) if (page.data.sessionId === sessionId) endPage(page);
  });
  for (const { wrapUp } of present.world().agents.values()) {
    if (wrapUp)
      options.numberOf(wrapUp.callId).then(
        (number) => {
          if (number !== null) model.rememberNumber(wrapUp.callId, number);
          if (!closed) pace.ask();
        },
        (error: unknown) => log.warn({ err: error }, 'the number of a wrap-up is not known'),
      );
  }

  return {
    publish: (recorded) =>
      guarded(log, () => {
        model.take(recorded);
        if (!closed) pace.ask();
      }),
    diskChanged: () => {
      if (!closed) pace.ask();
    },
    close: () => {
      if (closed) return;
      closed = true;
      pace.stop();
      clearInterval(tending);
      clearInterval(ticking);
      clearTimeout(returning);
      stopHearing();
      // Not `io.close()`, which would close the HTTP server, too.
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

const refusal = (code: string, message: string): Refusal => ({ ok: false, code, message });

/** A page may leave out the callback, whatever the types say. */
function answering<T>(answer: (said: T) => void): (said: T) => void {
  return (said) => {
    if (typeof answer === 'function') answer(said);
  };
}

/** The engine goes on whatever happens to the pages. */
function guarded(log: Logger, job: () => void): void {
  try {
    job();
  } catch (error) {
    log.error({ err: error }, 'the pages could not be told');
  }
}

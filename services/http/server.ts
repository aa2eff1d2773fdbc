import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import type { SiteFile } from '../../config/site.ts';
import { CentralitaError } from '../core/errors.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Numbers } from '../core/numbers.ts';
import type {
  Annotations,
  BulkPort,
  CallsRead,
  Custody,
  ExporterPort,
  FlowEditing,
  FlowReplay,
  Ledger,
  Logger,
  Outbox,
  Present,
  Prompts,
  Quality,
  RecorderPort,
  RecordingsStore,
  SavedSearches,
  SiteEditing,
  Tell,
  TestWebhook,
  TokensStore,
  UsersStore,
  WebhooksStore,
} from '../ports.ts';
import { listenings } from './audio/listenings.ts';
import { type RecordingAudio, recordingAudio } from './audio/recording-audio.ts';
import { createSessions, type Sessions, type SignedIn } from './auth/sessions.ts';
import { type SignInLimits, signInLimit, usualSignInLimits } from './auth/sign-in-limit.ts';
import { createTokens } from './auth/tokens.ts';
import { errorHandler } from './errors.ts';
import { securityHeaders } from './headers.ts';
import type { House } from './house.ts';
import { openApiDocument } from './openapi.ts';
import { type OwnOrigin, ownOrigin } from './origin.ts';
import { servePages } from './pages.ts';
import { type PhoneOptions, phonesOf } from './phones.ts';
import type { AnchorView, FloorView, StrategyView } from './protocol.ts';
import { requestLog } from './request-log.ts';
import { routes as allRoutes } from './routes/index.ts';
import { peopleOnly, type Route, written } from './routes/route.ts';

export type HttpOptions = {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** What people type; default: the address the server is bound to. */
  readonly publicUrl?: string;
  /** Addresses of proxies in front, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  readonly sessionHours: number;
  readonly signInLimits?: SignInLimits;
  readonly phones: PhoneOptions;
  /** Folder of the built pages; without it only the API is served. */
  readonly pages?: string;
  readonly version: string;
  readonly site: () => SiteFile;
  readonly siteEditing: SiteEditing;
  readonly flows: FlowEditing;
  readonly whatIf: FlowReplay;
  readonly present: Pick<Present, 'world' | 'floor'>;
  readonly tell: Tell;
  readonly numbers: Numbers;
  readonly telephony: () => boolean;
  /** Room on the disk of the data; full: the engine stands still. */
  readonly disk: () => SpoolRoom;
  readonly floor: () => FloorView;
  readonly strategies: () => readonly StrategyView[];
  readonly users: UsersStore;
  readonly tokens: TokensStore;
  readonly calls: CallsRead;
  readonly savedSearches: SavedSearches;
  readonly recordings: Pick<RecordingsStore, 'sealed'>;
  readonly bulk: BulkPort;
  readonly ledger: Ledger;
  readonly custody: Custody;
  readonly exporter: ExporterPort;
  /** Where the head of the ledger is written down, and how that went. */
  readonly anchors: () => Promise<readonly AnchorView[]>;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly recorder: RecorderPort;
  readonly prompts: Prompts;
  readonly quality: Quality;
  readonly annotations: Annotations;
  readonly webhooks: WebhooksStore;
  readonly testWebhook: TestWebhook;
  /** What signs for an address. */
  readonly webhookSecret: (webhookId: string) => string;
  readonly log: Logger;
  /** Ms since the epoch; default: the machine's. */
  readonly clock?: () => number;
  /** For tests of the registry. */
  readonly routes?: readonly Route[];
};

export type HttpServer = {
  readonly server: Server;
  /** Where it listens. */
  readonly url: string;
  readonly sessions: Sessions;
  readonly ownOrigin: OwnOrigin;
  /** Lets go of what is kept of a recording's audio. */
  readonly forgetAudio: (recordingId: string) => void;
  /** Stops listening and ends open connections; may be called more than once. */
  readonly close: () => Promise<void>;
};

const expiredEveryMs = 3_600_000;

/**
 * Starts the HTTP interface and the pages.
 * @throws CentralitaError `port-taken`, `port-forbidden`, `host-unknown`.
 */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer();
  const url = await listen(server, options.host, options.port);
  const publicUrl = options.publicUrl ?? url;
  const clock = options.clock ?? Date.now;
  const { users, sessionHours: hours } = options;
  const sessions = createSessions({ users, hours, secure: publicUrl.startsWith('https:'), clock });
  const own = ownOrigin(publicUrl);
  const audio = recordingAudio(options.recorder, clock);
  server.on('request', application(options, publicUrl, sessions, own, clock, audio));
  const cleaning = setInterval(() => {
    sessions.removeExpired().catch((error: unknown) => options.log.error({ err: error }, 'old sessions stay'));
  }, expiredEveryMs);
  cleaning.unref();
  let closing: Promise<void> | undefined;
  return {
    server,
    url,
    sessions,
    ownOrigin: own,
    forgetAudio: audio.forget,
    close: () => {
      clearInterval(cleaning);
      closing ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function application(
  options: HttpOptions,
  publicUrl: string,
  sessions: Sessions,
  own: OwnOrigin,
  clock: () => number,
  audio: RecordingAudio,
): Express {
  const { log, phones, version, routes = allRoutes } = options;
  const document = openApiDocument(routes, version);
  const house: House = {
    ...options,
    sessions,
    tokens: createTokens(options.tokens, clock),
    clock,
    audio,
    listenings: listenings(),
    phones: phonesOf(phones),
    document: () => document,
  };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxies ?? false);
  app.set('query parser', 'simple');
  app.use(requestLog(log));
  app.use(...securityHeaders({ publicUrl, websocketUrl: phones.websocketUrl }));
  app.use('/api', refuseForeign(own), noStore);
  // A queue of a large centre, or a list of callers, is long.
  app.use('/api/site', express.json({ limit: '4mb' }));
  app.use('/api/flows', express.json({ limit: '1mb' }));
  // A template of many criteria, an evaluation with many words.
  app.use('/api/quality', express.json({ limit: '1mb' }));
  app.use('/api', express.json({ limit: '64kb' }));
  const guards = signInLimit(options.signInLimits ?? usualSignInLimits);
  for (const one of routes) app[one.method](one.path, ...(one.guarded ? guards : []), answering(one, house));
  if (options.pages !== undefined) servePages(app, options.pages);
  app.use(() => {
    throw new CentralitaError('not-found', 'There is nothing at this address; look into /api/openapi.json.');
  });
  app.use(errorHandler(log));
  return app;
}

/** What changes something must come from our own pages, or carry a token, which no browser sends by itself. */
function refuseForeign(own: OwnOrigin): RequestHandler {
  return (request, _response, next) => {
    const { method, headers } = request;
    const reads = method === 'GET' || method === 'HEAD';
    if (reads || headers.authorization !== undefined || own(headers.origin)) next();
    else next(new CentralitaError('origin-refused', 'The request does not come from these pages; open them anew.'));
  };
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function answering(one: Route, house: House): RequestHandler {
  return async (request, response) => {
    const { authorization, cookie } = request.headers;
    const bearer = authorization !== undefined && one.access !== 'anyone';
    const caller = bearer ? await house.tokens.fromHeader(authorization) : await house.sessions.fromCookie(cookie);
    admit(one, caller);
    const answer = await one.answerTo(request, response, caller, house);
    if (answer === written) return;
    response.status(one.status ?? 200);
    if (answer === undefined) response.end();
    else response.json(answer);
  };
}

/** @throws CentralitaError `signed-out`, `forbidden`, `scope-missing`. */
function admit({ access, scope, people }: Route, caller: SignedIn | null): void {
  if (access === 'anyone') return;
  if (caller?.scopes !== undefined) {
    if (scope !== undefined && caller.scopes.includes(scope)) return;
    throw new CentralitaError(
      'scope-missing',
      scope === undefined
        ? `This is for people who sign in; no token may ask for it. ${people === undefined ? '' : peopleOnly[people]}`.trim()
        : `The token has no scope ${scope}; ask an administrator for one that has.`,
    );
  }
  if (caller === null) throw new CentralitaError('signed-out', 'Nobody is signed in here; sign in first.');
  if (access === 'signed-in' || access.some((role) => caller.user.roles.includes(role))) return;
  throw new CentralitaError('forbidden', 'Your role does not include this; ask an administrator.');
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`);
    });
  });
}

function listenError(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return new CentralitaError('port-taken', `Port ${port} is in use; set http.port to another.`, { cause: error });
  if (code === 'EACCES')
    return new CentralitaError('port-forbidden', `Port ${port} needs more rights; set http.port to one above 1023.`, {
      cause: error,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CentralitaError('host-unknown', `${host} is no address of this machine; correct http.host.`, {
      cause: error,
    });
  return error;
}

import { onTestFinished } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Recorded } from '../../services/core/event.ts';
import { floorOf } from '../../services/core/floor.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { Role } from '../../services/core/site.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { custodyOf } from '../../services/custody/custody.ts';
import { hashPassword } from '../../services/http/auth/passwords.ts';
import { type HttpOptions, type HttpServer, startHttp } from '../../services/http/server.ts';
import { numbers } from '../../services/numbers.ts';
import type { BulkPort, Logger, Prompts } from '../../services/ports.ts';
import { qualityOver } from '../../services/quality/quality.ts';
import { router } from '../../services/routing/index.ts';
import type { Store } from '../../services/store/store.ts';
import { testFlows } from '../flows/support.ts';
import { editorOf, type TestEditor } from '../site/support.ts';
import { site, testStore } from '../store/support.ts';

export const siteFile: SiteFile = {
  ...site,
  destinations: [{ id: 'archivo', type: 'local', folder: 'published', retries: 10, timeoutSeconds: 60 }],
  publication: [{ destination: 'archivo' }],
};

/** The audio of every recording: bytes 0, 1, 2 … */
export const audio = Uint8Array.from({ length: 100 }, (_, index) => index);

export const password = 'right horse battery';
// argon2 is made to be slow: once for all tests.
const passwordHash = hashPassword(password);

/** Keeps what is logged, to look for what must not be there. */
export function keepingLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (details: object, text: string) => {
    lines.push(JSON.stringify({ ...details, text }));
  };
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}

export type TestHttp = HttpServer & {
  readonly store: Store;
  readonly editor: TestEditor;
  readonly log: ReturnType<typeof keepingLog>;
  /** Moves the server's clock. */
  readonly wait: (ms: number) => void;
  /** Asks as somebody: `cookie` is what `signIn` gave. */
  readonly ask: (method: string, path: string, asked?: Ask) => Promise<Response>;
  /** Signs in and gives the cookie. */
  readonly signIn: (login: string) => Promise<string>;
};

export type Ask = {
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** People of each role, named after it; `all` has them all. */
export const people: readonly { readonly login: string; readonly roles: readonly Role[] }[] = [
  ...(['agent', 'supervisor', 'auditor', 'administrator'] as const).map((role) => ({ login: role, roles: [role] })),
  { login: 'all', roles: ['agent', 'supervisor', 'auditor', 'administrator'] },
];

const noPrompts: Prompts = {
  texts: () => new Map(),
  prepare: async () => undefined,
  list: () => [],
  wording: () => null,
  sound: () => new Uint8Array(),
  record: async () => {
    throw new CentralitaError('prompt-unknown', 'This test has no prompts.');
  },
  remove: async () => {
    throw new CentralitaError('prompt-unknown', 'This test has no prompts.');
  },
};

const noJobs: BulkPort = {
  begin: async () => {
    throw new CentralitaError('bulk-busy', 'This test has no jobs.');
  },
  jobs: async () => [],
  job: async () => null,
  left: async () => [],
  cancel: async () => undefined,
  remove: async () => undefined,
  zip: async () => {
    throw new CentralitaError('bulk-not-ready', 'This test has no jobs.');
  },
  expiresAt: () => null,
  usualName: '{recording}',
};

/** A server on a free port with a store of its own, both closed when the test ends. */
export async function testHttp({
  store: given,
  ...options
}: Partial<HttpOptions> & { readonly store?: Store } = {}): Promise<TestHttp> {
  const store = given ?? (await testStore());
  for (const { login, roles } of people) {
    const user = { id: login, login, name: login, roles, language: 'es' };
    await store.users.upsert({ ...user, passwordHash: await passwordHash });
  }
  let now = Date.parse('2026-03-10T11:00:00Z');
  const log = keepingLog();
  const world = emptyWorld();
  const editor = editorOf(siteFile);
  const started = await startHttp({
    host: '127.0.0.1',
    port: 0,
    sessionHours: 12,
    phones: {
      websocketUrl: 'ws://127.0.0.1:8088/ws',
      domain: '127.0.0.1',
      password: (account) => `secret of ${account}`,
      demo: { account: 'web-caller', callTo: '1000' },
    },
    version: '0.1.0',
    site: () => siteFile,
    siteEditing: editor,
    flows: testFlows().editing,
    whatIf: async () => {
      throw new Error('This test replays nothing.');
    },
    present: { world: () => world, floor: () => floorOf(world, siteFile, router, now) },
    tell: async () => {
      throw new Error('This test has no engine.');
    },
    numbers,
    telephony: () => true,
    disk: () => 'free',
    floor: () => ({ agents: [], queues: [], outside: false }),
    strategies: () => [{ type: 'longest-idle', settings: { type: 'object' } }],
    users: store.users,
    tokens: store.tokens,
    calls: store.calls,
    savedSearches: store.savedSearches,
    recordings: store.recordings,
    ledger: store.ledger,
    custody: custodyOf({
      store: store.custody,
      calls: store.calls,
      eraser: {
        erase: async () => {
          throw new Error('This test erases nothing.');
        },
      },
      rules: () => [],
      tell: async () => {
        throw new Error('This test has no engine.');
      },
      now: () => now,
      logger: log,
      erased: () => undefined,
    }),
    anchors: async () => [],
    exporter: {
      exportFor: async () => {
        throw new Error('This test exports nothing.');
      },
      identity: async () => {
        throw new Error('This test exports nothing.');
      },
      sealedFile: async () => {
        throw new Error('This test exports nothing.');
      },
    },
    bulk: noJobs,
    outbox: store.outbox,
    recorder: {
      open: async (recordingId) => {
        if ((await store.recordings.sealed(recordingId)) === null)
          throw new CentralitaError('recording-not-sealed', 'Not yet.');
        return audio;
      },
      publishAgain: async (recordingId, destination) => {
        await store.outbox.add([
          { id: 'again', recordingId, callId: 'c1', destination, destinationType: 'local', createdAt: now },
        ]);
        const [row] = await store.outbox.list({ recordingId });
        if (row === undefined) throw new Error('the row was just added');
        const { createdAt: _, prepared: __, ...publication } = row;
        return publication;
      },
      destinations: async () => [],
      test: async () => ({ ok: true, location: 'x', removed: true, ms: 1, reason: null }),
    },
    prompts: noPrompts,
    annotations: store.annotations,
    webhooks: store.webhooks,
    testWebhook: async () => {
      throw new Error('This test tells nobody.');
    },
    webhookSecret: (id) => `secret of ${id}`,
    quality: qualityOver({
      store: store.quality,
      calls: store.calls,
      tell: (signal) => tellTo(store, signal, now),
      nameOf: store.users.byId,
      now: () => now,
    }),
    log,
    clock: () => now,
    ...options,
  });
  onTestFinished(() => started.close());
  const ask: TestHttp['ask'] = (method, path, { cookie, body, headers } = {}) =>
    fetch(`${started.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(method === 'GET' || method === 'HEAD' ? {} : { origin: started.url }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ...started,
    store,
    editor,
    log,
    wait: (ms) => {
      now += ms;
    },
    ask,
    signIn: async (login) => {
      const response = await ask('POST', '/api/session', { body: { login, password } });
      if (response.status !== 200) throw new Error(`sign-in of ${login}: ${await response.text()}`);
      return cookieIn(response);
    },
  };
}

/** What people judge becomes an event as it is; the engine has nothing to say to it. */
async function tellTo(store: Store, signal: Signal, at: number): Promise<readonly Recorded[]> {
  if (signal.type !== 'recording-scored' && signal.type !== 'evaluation-responded')
    throw new Error(`This test has no engine for ${signal.type}.`);
  return store.journal.append([{ at, event: signal }]);
}

/** The cookie a response sets, as a request sends it back. */
export function cookieIn(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

export async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { readonly error: { readonly code: string } };
  return body.error.code;
}

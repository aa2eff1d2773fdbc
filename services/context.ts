import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { dataPaths } from '../config/data-folder.ts';
import { demoUsers } from '../config/demo-users.ts';
import { projectRoot } from '../config/paths.ts';
import { openMasterKey, openSecrets, sipPassword } from '../config/secrets.ts';
import { browserWebsocketUrl, publicUrl, type Settings } from '../config/settings.ts';
import { loadSite } from '../config/site.ts';
import { loadFlows } from '../ivr-flows/loader.ts';
import { floorOf } from './core/floor.ts';
import type { Surroundings } from './core/turn.ts';
import { worldFormat } from './core/world.ts';
import { Engine } from './engine.ts';
import { numbers } from './numbers.ts';
import type { RunEffects } from './ports.ts';
import { checkStrategies, router, strategySchemas } from './routing/index.ts';
import { openStore, type Store } from './store/store.ts';
import { startTelephony } from './telephony/index.ts';

/** The running controller. */
export type Controller = {
  readonly url: string;
  readonly logger: Logger;
  /** Lets go of everything; calls go on in Asterisk. Idempotent. */
  readonly close: () => Promise<void>;
};

/**
 * The only place that builds adapters and puts them together.
 * @throws CentralitaError with a sentence that names what to change.
 */
export async function startController(settings: Settings, fatal: (error: unknown) => void): Promise<Controller> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    return await assemble(settings, fatal, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  settings: Settings,
  fatal: (error: unknown) => void,
  closers: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<Controller> {
  const { dataDir } = settings;
  const logger = pino({ level: settings.logLevel }, pino.destination({ fd: 1, sync: false }));
  const secrets = openSecrets(dataDir);
  const site = loadSite(dataPaths(dataDir).site);
  checkStrategies(site);
  const prompts = promptTexts(settings.languages);
  const flows = loadFlows(settings.flowsDir, join(dataDir, 'flows'), {
    queues: new Set(site.queues.map((queue) => queue.id)),
    skills: new Set(site.skills.map((skill) => skill.id)),
    prompts: new Map([...prompts].map(([language, texts]) => [language, new Set(texts.keys())])),
  });
  const surroundings: Surroundings = { site, flows, router, numbers };
  const store = await openStore({
    file: join(dataDir, 'centralita.db'),
    site: () => site,
    worldFormat,
    promptText: (key, language) => prompts.get(language)?.get(key) ?? key,
  });
  closers.push(store.close);

  // The engine comes first and the rest after it: what it says before they are there is nothing that they miss.
  let runEffects: RunEffects = () => undefined;
  let publish: Parameters<typeof Engine.start>[0]['committed'] = () => undefined;
  const engine = await Engine.start({
    journal: store.journal,
    surroundings: () => surroundings,
    committed: (events) => publish(events),
    runEffects: (effects) => runEffects(effects),
    fatal,
  });
  closers.push(() => engine.stop());
  // Whatever the journal says last, this controller has no socket yet.
  await engine.tell({ type: 'asterisk-lost' });

  // Calls first: Asterisk may be waiting with callers in its hands.
  const present = {
    world: () => engine.world,
    site: () => site,
    floor: () => floorOf(engine.world, site, router, Date.now()),
    seq: () => engine.world.seq,
  };
  const telephony = await startTelephony({ settings, secrets, site, present, tell: engine.tell, logger });
  closers.push(telephony.close);
  runEffects = telephony.runEffects;
  engine.resumeTimers();

  // Pages and recorder are loaded meanwhile: half of the time that a start takes.
  const [{ startRecorder }, { startHttp }, { hashPassword }, { startHub }, { floorViewOf }] = await Promise.all([
    import('../recorder/recorder.ts'),
    import('./http/server.ts'),
    import('./http/auth/passwords.ts'),
    import('./live/hub.ts'),
    import('./live/floor-view.ts'),
  ]);
  if (settings.demo.enabled) await seedUsers(store, demoUsers(dataDir, site), hashPassword);
  const recorder = await startRecorder({
    settings: { dataDir, spoolDir: settings.spoolDir, publicUrl: publicUrl(settings) },
    masterKey: openMasterKey(dataDir, false),
    site: () => site,
    journal: store.journal,
    cursors: store.cursors,
    recordings: store.recordings,
    calls: store.calls,
    outbox: store.outbox,
    tell: engine.tell,
    logger,
  });
  closers.push(recorder.close);
  const demoNumber = site.services[0]?.numbers[0];
  const http = await startHttp({
    host: settings.http.host,
    port: settings.http.port,
    ...(settings.http.publicUrl ? { publicUrl: settings.http.publicUrl } : {}),
    sessionHours: settings.session.hours,
    phones: {
      websocketUrl: browserWebsocketUrl(settings),
      domain: settings.asterisk.bind,
      password: (account) => sipPassword(secrets, account),
      demo:
        settings.demo.enabled && settings.demo.webPhone && demoNumber
          ? { account: 'web-caller', callTo: demoNumber }
          : null,
    },
    pages: join(projectRoot(), 'dist', 'dashboard'),
    version: programVersion(),
    site: () => site,
    telephony: () => engine.world.telephony,
    floor: () => floorViewOf(present.world(), site, present.floor()),
    strategies: strategySchemas,
    users: store.users,
    calls: store.calls,
    recordings: store.recordings,
    accessLog: store.accessLog,
    outbox: store.outbox,
    recorder,
    log: logger,
  });
  closers.push(http.close);
  const hub = startHub({
    httpServer: http.server,
    present,
    tell: engine.tell,
    sessions: http.sessions,
    ownOrigin: http.ownOrigin,
    numberOf: async (callId) => (await store.calls.detail(callId))?.call.number ?? null,
    log: logger,
  });
  closers.push(hub.close);
  publish = (events) => {
    hub.publish(events);
    recorder.notify(events.at(-1)?.seq ?? 0);
  };
  return { url: publicUrl(settings), logger, close };
}

/** The texts callers hear, by language and key: flows are checked against them, timelines show them. */
function promptTexts(languages: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    languages.map((language) => {
      const file = join(projectRoot(), 'config', 'languages', 'prompts', `${language}.json`);
      return [language, new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))];
    }),
  );
}

async function seedUsers(
  store: Store,
  users: ReturnType<typeof demoUsers>,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  for (const { password, ...user } of users) {
    const known = await store.users.byLogin(user.login);
    // A password changed later stays; name and roles follow the site file.
    await store.users.upsert({ ...user, passwordHash: known?.passwordHash ?? (await hashPassword(password)) });
  }
}

function programVersion(): string {
  return String((JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version);
}

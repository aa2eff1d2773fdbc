import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep, setImmediate as turnOfOthers } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { dataPaths } from '../config/data-folder.ts';
import { demoUsers } from '../config/demo-users.ts';
import { openKeyring } from '../config/master-keys/keyring.ts';
import { projectRoot } from '../config/paths.ts';
import { runtimeProgram } from '../config/runtime.ts';
import { openSecrets, sipPassword, webhookSecret } from '../config/secrets.ts';
import { browserWebsocketUrl, publicUrl, type Settings } from '../config/settings.ts';
import { siteInvalid } from '../config/site.ts';
import { isTiming, keepClock, steadyClock } from './clock.ts';
import { CentralitaError } from './core/errors.ts';
import type { SpoolRoom } from './core/facts/house-facts.ts';
import { floorOf } from './core/floor.ts';
import type { Signal } from './core/signal.ts';
import type { Site } from './core/site.ts';
import type { Surroundings } from './core/turn.ts';
import { memoryVault } from './core/vault.ts';
import { worldFormat } from './core/world.ts';
import { custodyOf } from './custody/custody.ts';
import { Engine } from './engine.ts';
import { flowEditing } from './flows/editing.ts';
import { flowEditor, openFlows } from './flows/editor.ts';
import { knownOf } from './flows/known.ts';
import { flowReplay } from './flows/what-if.ts';
import { numbers } from './numbers.ts';
import type { RunEffects } from './ports.ts';
import { openPrompts } from './prompts/prompts.ts';
import { qualityOver } from './quality/quality.ts';
import { startSampling } from './quality/sampling.ts';
import { router, strategySchemas } from './routing/index.ts';
import { stillNeeded, wrongWithSite } from './site/check.ts';
import { openSite, siteEditor } from './site/editor.ts';
import { people } from './site/people.ts';
import { recogniserOf } from './speech/index.ts';
import { openStore } from './store/store.ts';
import { startTelephony } from './telephony/index.ts';
import { WebServices } from './web/web-services.ts';
import { startWebhooks } from './webhooks/webhooks.ts';

/** How long pages and recorder wait for an Asterisk that may not be there, in ms. */
const HAND_LIMIT_MS = 1_000;

/** The running controller. */
export type Controller = {
  readonly url: string;
  readonly logger: Logger;
  /** Takes over a site file that was changed by hand; what is wrong with it is logged, and changes nothing. */
  readonly reload: () => Promise<void>;
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
  const output = pino.destination({ fd: 1, sync: false });
  // What cannot be written, on a full disk, waits in memory for the next line.
  output.on('error', () => undefined);
  const logger = pino({ level: settings.logLevel }, output);
  const secrets = openSecrets(dataDir);
  const siteFile = dataPaths(dataDir).site;
  const first = openSite(siteFile);
  const prompting = openPrompts({
    settings,
    flows: () => surroundings.flows,
    site: () => surroundings.site,
    tell: () => engine.tell,
  });
  const prompts = prompting.texts();
  const archive = join(dataDir, 'flows');
  const secretNames = Object.keys(settings.webServices.secrets);
  const openedFlows = openFlows(settings.flowsDir, archive, knownOf(first.site, prompts, secretNames));
  let flows = openedFlows.first.runner;
  const trunks = settings.trunks.filter((one) => one.outbound).map((one) => one.name);
  const knows = (now = flows) => ({ flows: now, prompts, trunks });
  const reasons = wrongWithSite(first.site, knows());
  if (reasons.length > 0) throw siteInvalid(siteFile, reasons);
  const recogniser = recogniserOf(settings, logger);
  if (recogniser) closers.push(recogniser.close);
  let surroundings: Surroundings = {
    site: first.site,
    flows,
    router,
    numbers,
    vault: memoryVault(),
    hears: (language) => recogniser?.understands(language) ?? false,
    wordings: prompting.wording,
  };
  // What follows from a change, once those who follow are there.
  let siteApplied: Parameters<typeof siteEditor>[0]['apply'] = async () => undefined;
  const editor = siteEditor({
    file: siteFile,
    dataDir,
    first,
    wrong: (after, before) => [...wrongWithSite(after, knows()), ...stillNeeded(before, after, engine.world)],
    apply: (applied) => {
      surroundings = { ...surroundings, site: applied.site };
      return siteApplied(applied);
    },
  });
  const plainTexts = new Map([...prompts].map(([language, texts]) => [language, Object.fromEntries(texts)]));
  const known = () => knownOf(editor.current(), prompts, secretNames);
  const flowsEditor = flowEditor(
    {
      folder: settings.flowsDir,
      archive,
      known,
      wrong: (now) => wrongWithSite(editor.current(), knows(now)),
      prepare: (next) => prompting.prepare(next.map(({ name: flow, prompts: own }) => ({ flow, prompts: own }))),
      apply: async ({ runner, ...change }) => {
        flows = runner;
        surroundings = { ...surroundings, flows };
        await engine.tell({ type: 'flows-changed', ...change });
      },
    },
    openedFlows,
  );
  const store = await openStore({
    file: join(dataDir, 'centralita.db'),
    postgres: settings.database,
    lost: fatal,
    site: editor.current,
    worldFormat,
    promptText: (key, language) => prompting.texts().get(language)?.get(key) ?? key,
  });
  closers.push(store.close);
  closers.push(
    store.keepIndexed((error) => logger.error({ err: error }, 'the index of calls could not be kept up to date')),
  );

  // The engine comes first and the rest after it: what it says before they are there is nothing that they miss.
  let runEffects: RunEffects = () => undefined;
  let standsStill: (still: boolean) => void = () => undefined;
  const disk: { still: boolean; room: SpoolRoom } = { still: false, room: 'free' };
  const diskNow = (): SpoolRoom => (disk.still ? 'full' : disk.room === 'free' ? 'free' : 'short');
  let inHand: () => void = () => undefined;
  const callsInHand = new Promise<void>((resolve) => {
    inHand = resolve;
  });
  let publish: Parameters<typeof Engine.start>[0]['committed'] = (events) => {
    if (events.some(({ event }) => event.type === 'asterisk-found')) inHand();
  };
  // Known once the world is: what is open began by the clock of before.
  let clock = steadyClock();
  const engine = await Engine.start({
    journal: store.journal,
    now: () => clock.now(),
    surroundings: () => surroundings,
    committed: (events) => publish(events),
    runEffects: (effects) => runEffects(effects),
    standsStill: (still, err) => {
      if (still) logger.error({ err }, 'The disk is full: conversations go on, and nothing else until there is room.');
      else logger.warn({}, 'There is room on the disk again: the controller goes on.');
      disk.still = still;
      standsStill(still);
    },
    fatal,
  });
  closers.push(() => engine.stop());
  if (isTiming(engine.world)) clock = steadyClock({ notBefore: await store.custody.newestEventAt() });
  closers.push(keepClock({ clock, world: () => engine.world, logger }));
  // Whatever the journal says last, this controller has no socket yet.
  await engine.tell({ type: 'asterisk-lost' });
  if (engine.world.siteHash !== first.hash)
    await engine.tell({ type: 'site-changed', changes: [], by: { kind: 'system' }, reason: 'read', hash: first.hash });

  if (openedFlows.changes.length > 0)
    await engine.tell({ type: 'flows-changed', changes: openedFlows.changes, by: { kind: 'system' }, note: '' });

  // Calls first: Asterisk may be waiting with callers in its hands.
  const present = {
    world: () => engine.world,
    site: editor.current,
    floor: () => floorOf(engine.world, editor.current(), router, clock.now()),
    seq: () => engine.world.seq,
  };
  const heard = (signal: Signal) => {
    engine.tell(signal).catch((error: unknown) => {
      logger.error({ signal: signal.type, error: String(error) }, 'the engine refused a signal');
    });
  };
  const telephony = await startTelephony({
    settings,
    secrets,
    site: first.site,
    present,
    tell: engine.tell,
    clock,
    recogniser,
    logger,
  });
  closers.push(telephony.close);
  const web = new WebServices({ ...settings.webServices, environment: process.env, tell: heard, logger });
  closers.push(() => web.close());
  standsStill = telephony.standsStill;
  // It may have begun before telephony was there.
  if (disk.still) standsStill(true);
  runEffects = (effects) => {
    telephony.runEffects(effects);
    for (const effect of effects) if (effect.type === 'web-request') web.run(effect);
  };
  engine.resumeTimers();

  // Loading pages and recorder takes as long as all before: Asterisk is not kept waiting by it.
  await Promise.race([callsInHand, sleep(HAND_LIMIT_MS)]);
  // One at a time: what callers do meanwhile is answered in between.
  const { startRecorder } = await import('../recorder/recorder.ts');
  await turnOfOthers();
  const { startHttp } = await import('./http/server.ts');
  await turnOfOthers();
  const { hashPassword } = await import('./http/auth/passwords.ts');
  const { startHub } = await import('./live/hub.ts');
  const { floorViewOf } = await import('./live/floor-view.ts');
  await turnOfOthers();
  // Until pages are there, to be told.
  let endSessions = async (userId: string) => {
    for (const id of await store.users.sessionsOf(userId)) await store.users.removeSession(id);
  };
  const passwords = new Map(
    settings.demo.enabled ? demoUsers(dataDir, first.site).map(({ id, password }) => [id, password]) : [],
  );
  const accounts = async (site: Site) => {
    // Asterisk reads what it could not read now at its next connection.
    await telephony.siteChanged({ ...site, users: [...site.users, ...folk.staying()] }).catch((error: unknown) => {
      logger.error({ err: error }, 'Asterisk did not read the accounts of the agents');
    });
  };
  const folk = people({
    users: store.users,
    world: () => engine.world,
    endSessions: (userId) => endSessions(userId),
    firstPassword: async ({ id }) => {
      const password = passwords.get(id);
      return password === undefined ? null : hashPassword(password);
    },
    left: () => accounts(editor.current()),
    log: logger,
  });
  await folk.follow(editor.current());
  const keyring = openKeyring(settings.keys.master, { dataDir, environment: process.env });
  const recorder = await startRecorder({
    settings: {
      dataDir,
      spoolDir: settings.spoolDir,
      publicUrl: publicUrl(settings),
      sealers: settings.recording.sealers,
    },
    keyring,
    site: editor.current,
    journal: store.journal,
    cursors: store.cursors,
    recordings: store.recordings,
    calls: store.calls,
    outbox: store.outbox,
    tell: engine.tell,
    hasRoom: () => disk.room !== 'full',
    logger,
  });
  closers.push(recorder.close);
  const { watchRoom } = await import('../recorder/spool-room.ts');
  const { spoolDir } = settings;
  const captures = () => engine.world.captures.size;
  const spoolTold = (room: SpoolRoom, freeBytes: number) => engine.tell({ type: 'spool-seen', room, freeBytes });
  closers.push(watchRoom({ folder: spoolDir, of: 'spool', captures, tell: spoolTold, logger }).close);
  // Until pages are there, to be told.
  let diskChanged: () => void = () => undefined;
  const diskTold = (room: SpoolRoom) => {
    disk.room = room;
    diskChanged();
  };
  closers.push(watchRoom({ folder: dataDir, of: 'data', captures: () => 0, tell: diskTold, logger }).close);
  const sampling = startSampling({
    store: store.quality,
    journal: store.journal,
    cursors: store.cursors,
    calls: store.calls,
    timeZone: (serviceId) => editor.current().services.find((one) => one.id === serviceId)?.hours.timeZone ?? 'UTC',
    log: logger,
  });
  closers.push(sampling.close);
  const secretOfWebhook = (id: string) => webhookSecret(secrets, id);
  const webhooks = startWebhooks({
    store: store.webhooks,
    journal: store.journal,
    cursors: store.cursors,
    secretOf: secretOfWebhook,
    log: logger,
  });
  closers.push(webhooks.close);
  // Until pages are there, nothing is kept of any audio.
  let forgetAudio: (recordingId: string) => void = () => undefined;
  const { copiesOf } = await import('../recorder/copies.ts');
  const copies = copiesOf({
    site: editor.current,
    outbox: store.outbox,
    dataFolder: dataDir,
    publicUrl: publicUrl(settings),
    secret: (name) => process.env[name],
  });
  const { healer, healing } = await import('../recorder/healing.ts');
  const heal = healer({
    dataFolder: dataDir,
    recordings: store.recordings,
    copies,
    ledger: store.ledger,
    now: Date.now,
    logger,
  });
  const open = healing(recorder.open, heal);
  const { exporterOf } = await import('../recorder/exporter.ts');
  const { WorkerPool } = await import('../recorder/worker/pool.ts');
  const exporting = new WorkerPool(1, { name: 'exporter', background: true });
  closers.push(() => exporting.close());
  const exporter = exporterOf({
    dataFolder: dataDir,
    keyring,
    ffmpeg: runtimeProgram('ffmpeg'),
    recordings: store.recordings,
    workers: exporting,
    heal,
  });
  const { startBulk } = await import('../recorder/bulk/jobs.ts');
  const bulk = await startBulk({
    dataFolder: dataDir,
    publicUrl: publicUrl(settings),
    secret: (name) => process.env[name],
    site: editor.current,
    ffmpeg: runtimeProgram('ffmpeg'),
    keyring,
    store: store.bulk,
    calls: store.calls,
    recordings: store.recordings,
    erasure: store.custody.erasure,
    ledger: store.ledger,
    outbox: store.outbox,
    publishAgain: recorder.publishAgain,
    heal,
    now: Date.now,
    random: Math.random,
    logger,
  });
  closers.push(bulk.close);
  const { startAnchors } = await import('../recorder/anchors.ts');
  const anchors = await startAnchors({
    dataFolder: dataDir,
    publicUrl: publicUrl(settings),
    secret: (name) => process.env[name],
    site: editor.current,
    ledger: store.ledger,
    now: Date.now,
    logger,
  });
  closers.push(anchors.close);
  const { startEraser } = await import('../recorder/eraser.ts');
  const { erasuresFile } = await import('../recorder/erasures-file.ts');
  const eraser = await startEraser({
    dataFolder: dataDir,
    list: erasuresFile(resolve(dataDir, settings.custody.erasuresFile)),
    custody: store.custody,
    keys: store.keys,
    recordings: store.recordings,
    outbox: store.outbox,
    ledger: store.ledger,
    tell: engine.tell,
    removeCopy: copies.remove,
    now: Date.now,
    logger,
  });
  closers.push(eraser.close);
  const custody = custodyOf({
    store: store.custody,
    calls: store.calls,
    eraser,
    rules: () => editor.current().retention ?? [],
    tell: engine.tell,
    now: Date.now,
    logger,
    erased: (recordingId) => forgetAudio(recordingId),
  });
  closers.push(custody.close);
  const demoNumber = first.site.services[0]?.numbers[0];
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
    site: editor.current,
    siteEditing: editor,
    flows: flowEditing(flowsEditor, { site: editor.current, known, texts: plainTexts }),
    whatIf: flowReplay(flowsEditor, {
      site: editor.current,
      texts: plainTexts,
      secrets: secretNames,
      calls: store.passedCalls,
    }),
    present,
    tell: engine.tell,
    numbers,
    telephony: () => engine.world.telephony,
    disk: diskNow,
    floor: () => floorViewOf(present.world(), editor.current(), present.floor()),
    strategies: strategySchemas,
    users: store.users,
    tokens: store.tokens,
    calls: store.calls,
    savedSearches: store.savedSearches,
    recordings: store.recordings,
    bulk,
    ledger: store.ledger,
    custody,
    anchors: anchors.list,
    exporter,
    outbox: store.outbox,
    recorder: { ...recorder, open },
    prompts: prompting,
    annotations: store.annotations,
    webhooks: store.webhooks,
    testWebhook: webhooks.test,
    webhookSecret: secretOfWebhook,
    quality: qualityOver({
      store: store.quality,
      calls: store.calls,
      tell: engine.tell,
      nameOf: store.users.byId,
    }),
    log: logger,
  });
  closers.push(http.close);
  endSessions = http.sessions.endAll;
  forgetAudio = http.forgetAudio;
  siteApplied = async ({ site, ...change }) => {
    await engine.tell({ type: 'site-changed', ...change });
    if (!change.changes.some(({ section }) => section === 'users')) return;
    await folk.follow(site);
    await accounts(site);
  };
  const hub = startHub({
    httpServer: http.server,
    present,
    tell: engine.tell,
    clock: clock.now,
    numbers,
    sessions: http.sessions,
    disk: diskNow,
    ownOrigin: http.ownOrigin,
    numberOf: async (callId) => (await store.calls.detail(callId))?.call.number ?? null,
    log: logger,
  });
  closers.push(hub.close);
  diskChanged = hub.diskChanged;
  standsStill = (still) => {
    telephony.standsStill(still);
    hub.diskChanged();
  };
  publish = (events) => {
    hub.publish(events);
    recorder.notify(events.at(-1)?.seq ?? 0);
    if (events.some(({ event }) => event.type === 'recording-sealed')) sampling.notify();
    folk.look();
  };
  // The site first: flows may name what is new in it.
  const reload = async () => {
    const by = { kind: 'system' } as const;
    await takenOver('the site file', async () => {
      await editor.reload({ by, reason: 'edited by hand' });
    });
    await takenOver('the folder of flows', async () => {
      await flowsEditor.reload({ by, note: 'edited by hand' });
    });
  };
  const takenOver = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
      logger.info({}, `${what} is in force as it is now`);
    } catch (error) {
      if (!(error instanceof CentralitaError)) throw error;
      logger.error({ code: error.code }, error.message);
    }
  };
  return { url: publicUrl(settings), logger, reload, close };
}

function programVersion(): string {
  return String((JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version);
}

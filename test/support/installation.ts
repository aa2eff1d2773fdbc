import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { z } from 'zod';
import { dataPaths } from '../../config/data-folder.ts';
import { type Person, signIn } from '../../config/demo-site/person.ts';
import { type Caller, type CallerOptions, startCaller } from '../../config/demo-site/telephones/caller.ts';
import { type DeskPhone, type DeskPhoneOptions, startDeskPhone } from '../../config/demo-site/telephones/desk-phone.ts';
import { freePorts, rtpRange } from '../../config/demo-site/telephones/free-ports.ts';
import { projectRoot } from '../../config/paths.ts';
import { type System, startSystem } from '../../config/processes/system.ts';
import { sipPassword } from '../../config/secrets.ts';
import { loadSettings, publicUrl, type Settings, type SettingsInput } from '../../config/settings.ts';
import type { siteSchema } from '../../config/site.ts';

export type SiteInput = z.input<typeof siteSchema>;

export interface InstallationOptions {
  /** The demo site, changed for the test. */
  readonly site?: (demo: SiteInput) => SiteInput;
  readonly settings?: SettingsInput;
  /** Puts files into the data folder before anything starts. */
  readonly prepare?: (dataDir: string) => void;
  /** Environment of the controller, for secrets that the site names. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A whole system of its own (Asterisk, controller, data, spool), as `npm start` starts it, and those who use it. */
export interface Installation {
  readonly folder: string;
  readonly settings: Settings;
  readonly url: string;
  readonly system: System;
  /** What the launcher would have printed. */
  readonly told: readonly string[];
  readonly password: (login: string) => string;
  readonly signIn: (login: string) => Promise<Person>;
  readonly call: (options?: Partial<CallerOptions>) => Promise<Caller>;
  readonly deskPhone: (agentId: string, options?: Partial<DeskPhoneOptions>) => Promise<DeskPhone>;
  /** The password of a SIP account. */
  readonly sipPassword: (account: string) => string;
  /** Paths of all files in the data folder. */
  readonly files: () => readonly string[];
  readonly log: (name: 'controller.log' | 'asterisk.log') => string;
  /** Ends everything that this installation started, callers and telephones too, and removes its folders. */
  readonly close: () => Promise<void>;
}

/** Starts a system with free ports and an empty data folder. It is up, with Asterisk connected, when this resolves. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-e2e-'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const demo = patient(parse(readFileSync(join(projectRoot(), 'config/demo-site/site.yaml'), 'utf8')) as SiteInput);
  writeFileSync(dataPaths(dataDir).site, stringify(options.site?.(demo) ?? demo), { mode: 0o600 });
  options.prepare?.(dataDir);
  const settings = await ownSettings(folder, dataDir, options.settings ?? {});
  const told: string[] = [];
  Object.assign(process.env, options.environment);
  const closers: (() => Promise<void> | void)[] = [];
  const system = await startSystem(settings, (line) => told.push(line));
  const url = publicUrl(settings);
  const { sipPort } = settings.asterisk;
  const own = <T extends { close: () => Promise<void> | void }>(made: T): T => {
    closers.push(() => made.close());
    return made;
  };
  const installation: Installation = {
    folder,
    settings,
    url,
    system,
    told,
    password: (login) => passwordOf(dataDir, login),
    signIn: async (login) => own(await signIn(url, login, passwordOf(dataDir, login))),
    call: async (call = {}) => own(await startCaller({ sipPort, line: '1000', ...call })),
    deskPhone: async (agentId, phone = {}) => {
      const username = `agent-${agentId}`;
      return own(await startDeskPhone({ sipPort, username, password: installation.sipPassword(username), ...phone }));
    },
    sipPassword: (account) => sipPassword(system.prepared.secrets, account),
    files: () => filesBelow(dataDir),
    log: (name) => readFileSync(join(dataPaths(dataDir).logs, name), 'utf8'),
    close: async () => {
      await Promise.allSettled(closers.splice(0).map(async (one) => one()));
      await system.close();
      for (const name of Object.keys(options.environment ?? {})) delete process.env[name];
      if (process.env.CENTRALITA_KEEP) return;
      for (const path of [folder, settings.spoolDir]) rmSync(path, { recursive: true, force: true });
    },
  };
  await untilConnected(url);
  return installation;
}

async function ownSettings(folder: string, dataDir: string, input: SettingsInput): Promise<Settings> {
  const [http = 0, ari = 0, ami = 0, sipPort = 0, httpPort = 0] = await freePorts(5);
  const file = join(folder, 'centralita.yaml');
  writeFileSync(file, '{}\n');
  return loadSettings({
    environment: {},
    file,
    overrides: {
      ...input,
      dataDir,
      http: { port: http, ...input.http },
      ari: { port: ari, ...input.ari },
      ami: { port: ami, ...input.ami },
      asterisk: { sipPort, httpPort, ...(await rtpRange()), ...input.asterisk },
    },
  });
}

/** An offer rings long enough for a busy machine to answer it. */
function patient(site: SiteInput): SiteInput {
  return { ...site, queues: site.queues.map((queue) => ({ ...queue, ringSeconds: 60 })) };
}

/** The controller answers before Asterisk has found it. */
export async function untilConnected(url: string, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const health = await fetch(`${url}/health`)
      .then((answer) => answer.json() as Promise<{ telephony: boolean }>)
      .catch(() => ({ telephony: false }));
    if (health.telephony) return;
    if (Date.now() > deadline) throw new Error(`Asterisk did not find the controller within ${limitMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function passwordOf(dataDir: string, login: string): string {
  const rows = readFileSync(dataPaths(dataDir).demoUsers, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  const password = rows.find(([name]) => name === login)?.[1];
  if (password === undefined) throw new Error(`The file of demo users has no ${login}.`);
  return password;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

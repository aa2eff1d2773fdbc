import { z } from 'zod';
import { keySourceSchema } from './master-keys/index.ts';
import { voiceSchema } from './prompts/engines/index.ts';
import { recogniserSchema } from './recognisers.ts';

const port = z.int().min(1).max(65535);
const seconds = z.int().min(1).max(86_400);
const host = z.string().min(1);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'use lower-case letters, digits and hyphens');
const address = z
  .string()
  .regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, 'write an IP address, or a network such as 10.0.0.0/8');

const ianaZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'is not an IANA time zone such as Europe/Madrid');

function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).pathname.length > 1;
}

/** A section whose keys all have defaults may be left out. */
function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).prefault({} as never);
}

/** The one settings file. Each key has a default; a relative path counts from the project's root. */
export const settingsSchema = z.strictObject({
  /** Database, keys, recordings, logs. Mode 0700. */
  dataDir: z.string().min(1).default('data'),
  /**
   * A PostgreSQL database, `postgres://user:password@host:port/name`, in place of the SQLite file in the data folder.
   * docs/operation.md
   */
  database: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'write an address such as postgres://user:password@host:5432/centralita')
    .refine(isAddress, 'is no address: write characters such as @ / : # of the password as %40 %2F %3A %23')
    .optional(),
  /** Where Asterisk writes audio while a call lasts. Must be in memory: plain audio never touches a disk. */
  spoolDir: z.string().min(1).optional(),
  /** Phone menus: every file `*.yaml` in it is a flow. */
  flowsDir: z.string().min(1).default('ivr-flows/flows'),
  prompts: section({
    /** Who speaks a language's prompts, by language: `es: { engine: espeak-ng, voice: es }`. Engines: docs/prompts.md. */
    voices: z.record(z.string().regex(/^[a-z]{2}$/), voiceSchema).default({}),
  }),
  keys: section({
    /** Where the master keys come from, which wrap the keys of recordings. The first wraps, all of them unwrap. */
    master: z
      .array(keySourceSchema)
      .min(1)
      .default([{ source: 'file' }]),
  }),
  custody: section({
    /** The list of what was erased: best on another disk than the data folder. A relative path is inside it. */
    erasuresFile: z.string().min(1).default('keys/erased.jsonl'),
  }),
  /** What callers say in menus that list words; without it, menus are by keys alone. docs/flows.md */
  speech: section({
    /** Who understands a language: `en: { engine: pocketsphinx }`. */
    recognisers: z.record(z.string().regex(/^[a-z]{2}$/), recogniserSchema).default({}),
    /** Callers who are listened to at the same time, at most; the others have their keys. */
    atOnce: z.int().min(1).max(100).default(8),
  }),
  spool: section({
    /** Accept a spool on a disk. Plain audio of calls is then readable there until it is sealed. */
    allowDisk: z.boolean().default(false),
  }),
  recording: section({
    /**
     * Recordings that are encoded and encrypted at the same time, behind all that calls need; default: half of the cores. One
     * keeps up with about a hundred calls at once on a usual core (`npm run bench -- recorder`).
     */
    sealers: z.int().min(1).max(64).optional(),
  }),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  http: section({
    host: host.default('127.0.0.1'),
    port: port.default(8080),
    /** Address that people type, when a proxy stands in front; also used in links of mails. */
    publicUrl: z.url().optional(),
  }),
  ari: section({
    /** Where the controller listens for Asterisk's websocket. */
    host: host.default('127.0.0.1'),
    port: port.default(8089),
    /** Name or address under which Asterisk finds the controller; default: `host`. */
    dialHost: host.optional(),
  }),
  ami: section({ port: port.default(5038) }),
  asterisk: section({
    /** Start and watch an Asterisk of our own. `false`: it runs elsewhere with the configuration we write. */
    managed: z.boolean().default(true),
    /** An Asterisk already on this machine, 22.10.1 or newer, instead of the unpacked one. */
    binary: z.string().min(1).optional(),
    /** Folder of that Asterisk's modules, when it is none of the usual ones. */
    modulesDir: z.string().min(1).optional(),
    /** Where Asterisk is reached (AMI). */
    host: host.default('127.0.0.1'),
    /** Address that Asterisk's sockets bind to (SIP, browser websocket, RTP, AMI). */
    bind: host.default('127.0.0.1'),
    sipPort: port.default(5060),
    /** Browser telephones connect here, path /ws. */
    httpPort: port.default(8088),
    rtpStart: port.default(20_000),
    rtpEnd: port.default(20_999),
    /** What browsers dial when it is not `ws://<bind>:<httpPort>/ws`, such as wss:// of a proxy. */
    websocketUrl: z.url().optional(),
    /** A new call without a controller for this long hears an apology and ends. */
    outageSeconds: seconds.default(30),
    /** A leg without media for this long is ended. */
    rtpTimeoutSeconds: seconds.default(30),
    /** The same while on hold. */
    rtpTimeoutHoldSeconds: seconds.default(300),
  }),
  /**
   * Lines: SIP from these addresses is a call from outside. Any other unknown source is refused. `outbound` is where
   * calls to outside numbers go, once the site names the line under `outbound.trunk`.
   */
  trunks: z
    .array(
      z.strictObject({
        name,
        match: z.array(address).min(1),
        outbound: z.strictObject({ host, port: port.default(5060) }).optional(),
      }),
    )
    .default([{ name: 'demo', match: ['127.0.0.5'] }]),
  /** Web services that flows ask by their `http` steps. */
  webServices: section({
    /** Hosts that may be asked; without the list, any. */
    hosts: z.array(host).nullable().default(null),
    /** A longer answer (bytes) is none. */
    answerLimitBytes: z.int().min(1_000).max(10_000_000).default(200_000),
    /** What a header names as `{{secret.NAME}}`: the environment variable that holds it, and the hosts that it is for. */
    secrets: z.record(name, z.strictObject({ env: z.string().min(1), hosts: z.array(host).min(1) })).default({}),
  }),
  demo: section({
    /** Make demo users with random passwords at the first start. */
    enabled: z.boolean().default(true),
    /** A page from which anyone who reaches it calls the demo line. */
    webPhone: z.boolean().default(true),
  }),
  session: section({ hours: z.int().min(1).max(168).default(12) }),
  /** Languages the centre speaks, the first the one before the caller chose. Each has its files in config/languages. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .default(['es', 'en']),
  /** Language of pages and mails for people who chose none. */
  locale: z.string().default('es'),
  /** Time zone of reports, searches and mails. */
  timezone: ianaZone.default('Europe/Madrid'),
});

export type SettingsFile = z.infer<typeof settingsSchema>;
/** What a settings file, or a test, may write. */
export type SettingsInput = z.input<typeof settingsSchema>;

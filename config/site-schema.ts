import { z } from 'zod';
import { dayPattern } from '../services/core/calendar.ts';
import { usualPolicy } from '../services/core/consent.ts';
import { usualRecording } from '../services/core/recording-rules.ts';
import type { Site } from '../services/core/site.ts';
import type { RetentionRule } from '../services/custody/retention.ts';
import { type Destination, destinationSchema } from './destination-schema.ts';
import { type PublicationRule, publicationRule } from './publication-schema.ts';

export { type Destination, destinationSchema } from './destination-schema.ts';
export type { PublicationRule } from './publication-schema.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'use lower-case letters, digits and hyphens');
const localText = z.record(z.string(), z.string());
const span = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write HH:MM-HH:MM');
const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'is not an IANA time zone such as Europe/Madrid');

const week = z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(span));
const hours = z.strictObject({
  timeZone,
  week,
  holidays: z.array(z.iso.date()).default([]),
});

/** An agent of a queue: the id alone, or with what is not usual. */
const member = z.union([
  id,
  z.strictObject({ id, order: z.int().min(1).max(100).optional(), weight: z.int().min(1).max(1000).optional() }),
]);

const overflow = z
  .strictObject({
    to: id,
    afterSeconds: z.int().min(1).optional(),
    length: z.int().min(0).optional(),
    ratio: z.number().min(0).optional(),
  })
  .refine(
    ({ afterSeconds, length, ratio }) => afterSeconds !== undefined || length !== undefined || ratio !== undefined,
    'say when: afterSeconds, length or ratio',
  );

export const queueSchema = z
  .strictObject({
    id,
    name: localText,
    service: id,
    strategy: z.looseObject({ type: z.string() }).default({ type: 'longest-idle' }),
    agents: z.array(member),
    level: z.int().min(0).max(4).default(1),
    escalatesTo: id.nullable().default(null),
    agingSeconds: z.int().min(1).nullable().default(null),
    vip: z.array(z.strictObject({ list: id, priority: z.int().min(0).max(100) })).default([]),
    overflow: z.array(overflow).default([]),
    maximum: z
      .strictObject({
        length: z.int().min(1).nullable().default(null),
        seconds: z.int().min(1).nullable().default(null),
      })
      .default({ length: null, seconds: null }),
    hours: hours.nullable().default(null),
    announce: z
      .strictObject({ position: z.boolean().default(true), wait: z.boolean().default(true) })
      .default({ position: true, wait: true }),
    comfort: z
      .strictObject({ everySeconds: z.int().min(5), prompts: z.array(z.string()).min(1) })
      .nullable()
      .default(null),
    missedLimit: z.int().min(1).max(100).default(1),
    wrapUpExtensionSeconds: z.int().min(0).max(3600).default(600),
    callback: z
      .strictObject({
        attempts: z.int().min(1).max(10).default(3),
        retrySeconds: z.int().min(1).default(900),
        ringSeconds: z.int().min(5).max(120).default(30),
        perNumber: z.int().min(1).max(10).default(1),
        perDay: z.int().min(1).max(100).default(5),
      })
      .default({ attempts: 3, retrySeconds: 900, ringSeconds: 30, perNumber: 1, perDay: 5 }),
    ringSeconds: z.int().min(1).default(15),
    announceSeconds: z.int().min(5).default(30),
    wrapUpSeconds: z.int().min(0).default(30),
    serviceLevel: z
      .strictObject({ seconds: z.int().min(1), target: z.number().min(0).max(1) })
      .default({ seconds: 20, target: 0.8 }),
    shortAbandonSeconds: z.int().min(0).default(5),
  })
  .transform(({ agents, ...queue }) => ({
    ...queue,
    agents: agents.map((one) => (typeof one === 'string' ? one : one.id)),
    members: Object.fromEntries(
      agents.flatMap((one) =>
        typeof one === 'string' ? [] : [[one.id, { order: one.order, weight: one.weight }] as const],
      ),
    ),
  }));

const named = z.strictObject({ id, name: localText });

const code = z
  .string()
  .regex(/^\*\d{1,3}$/, 'write a star and one to three digits, such as *8')
  .nullable();

/** Whom a service asks before it records, and what it keeps then. */
export const consentPolicySchema = z
  .strictObject({
    policy: z.enum(['ask', 'announce', 'never']).default(usualPolicy.policy),
    basis: z.string().max(40).default(usualPolicy.basis),
    needs: z.enum(['caller', 'each', 'all']).default(usualPolicy.needs),
    agents: z.enum(['contract', 'ask']).default(usualPolicy.agents),
    outside: z.enum(['contract', 'ask']).default(usualPolicy.outside),
    giveCode: code.default(usualPolicy.giveCode),
    withdrawCode: code.default(usualPolicy.withdrawCode),
    version: z.string().min(1).max(40).default(usualPolicy.version),
  })
  .refine(({ policy, basis }) => policy !== 'announce' || basis !== '', 'say on which basis: one of recording.bases')
  .refine(({ giveCode, withdrawCode }) => {
    if (giveCode === null || withdrawCode === null) return true;
    return !giveCode.startsWith(withdrawCode) && !withdrawCode.startsWith(giveCode);
  }, 'one code begins with the other; choose codes that differ');

const recordingRule = z.strictObject({
  services: z.array(id).min(1).optional(),
  queues: z.array(id).min(1).optional(),
  agents: z.array(id).min(1).optional(),
  lists: z.array(id).min(1).optional(),
  numbers: z
    .array(z.string().regex(/^\+?\d+$/, 'write digits only'))
    .min(1)
    .optional(),
  directions: z
    .array(z.enum(['inbound', 'callback']))
    .min(1)
    .optional(),
  /** The share that is recorded: 1 all, 0.05 one in twenty, 0 on demand alone. */
  sample: z.number().min(0).max(1).default(1),
});

const usualBases = [
  { id: 'spoken', name: { es: 'Consentimiento de palabra', en: 'Consent by word of mouth' } },
  { id: 'contract', name: { es: 'Contrato con la persona', en: 'Contract with the person' } },
  { id: 'law', name: { es: 'Obligación legal', en: 'Legal obligation' } },
];

/** An entry of each list of the site, as it is written. */
export const entrySchemas = {
  services: z.strictObject({
    id,
    name: z.string(),
    client: z.string(),
    numbers: z.array(z.string().regex(/^\+?\d+$/, 'write digits only')).min(1),
    flow: id,
    hours,
    holder: z.string(),
    consent: consentPolicySchema.optional(),
  }),
  queues: queueSchema,
  users: z.strictObject({
    id,
    login: z.string().regex(/^\S+$/, 'write it without blanks'),
    name: z.string().min(1),
    roles: z.array(z.enum(['agent', 'supervisor', 'auditor', 'administrator'])).min(1),
    language: z.string().default('es'),
    phone: z.enum(['browser', 'sip']).optional(),
    skills: z.record(id, z.int().min(1).max(10)).optional(),
  }),
  skills: named,
  lists: named.extend({ numbers: z.array(z.string()) }),
  calendars: named.extend({
    timeZone,
    week,
    regions: z.array(id).default([]),
    exceptions: z.array(z.strictObject({ date: z.iso.date(), open: z.array(span).default([]) })).default([]),
  }),
  holidays: named.extend({
    days: z
      .array(
        z.string().regex(dayPattern, 'write YYYY-MM-DD, MM-DD for every year, or days from Easter such as easter-2'),
      )
      .min(1),
  }),
  tables: named.extend({
    rows: z
      .record(
        z.string().min(1).max(500),
        z.record(z.string().min(1), z.union([z.string().max(500), z.number(), z.boolean()])),
      )
      .refine((rows) => Object.keys(rows).length <= 10_000, 'has more than 10,000 rows; ask a web service instead'),
  }),
  breakReasons: named.extend({ limitSeconds: z.int().min(1).nullable().default(null) }),
  outcomes: named,
  destinations: destinationSchema,
};

/** Which recordings go where, as what. */
const publication = z.array(publicationRule);

/** How long recordings are kept; the first rule that fits a recording decides, and what none fits is kept. */
const retention = z
  .array(
    z.strictObject({
      id,
      days: z.int().min(0).max(36_500),
      services: z.array(id).min(1).optional(),
      queues: z.array(id).min(1).optional(),
      outcomes: z.array(id).min(1).optional(),
      consent: z
        .array(z.enum(['unknown', 'asked', 'given', 'refused', 'withdrawn']))
        .min(1)
        .optional(),
      kinds: z
        .array(z.enum(['conversation', 'voicemail']))
        .min(1)
        .optional(),
    }),
  )
  .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'two rules have the same id');

/** Destinations that the head of the ledger is written to; `lockDays`: S3 keeps it unchangeable for so long. */
const anchors = z.array(
  z.strictObject({
    destination: id,
    everyHours: z.number().min(0.1).max(744).default(24),
    lockDays: z.int().min(1).max(36_500).optional(),
  }),
);

/** Single values of the site. Each is written whole. */
export const settingSchemas = {
  outbound: z.strictObject({
    trunk: z.string().nullable().default(null),
    callerId: z.string().default(''),
    region: z.string().length(2).default('ES'),
    allowed: z.array(z.string().regex(/^\+\d*$/, 'write the beginning of an E.164 number, such as +34')).default([]),
  }),
  recording: z.strictObject({
    pauseSeconds: z.int().min(5).max(3600).default(usualRecording.pauseSeconds),
    bases: z.array(named).default(usualBases),
    rules: z.array(recordingRule).max(100).default([]),
  }),
  monitoring: z.strictObject({ tellAgent: z.boolean().default(true) }),
  returnSeconds: z.int().min(1),
  awaySeconds: z.int().min(1),
  publication,
  retention,
  anchors,
};

export const siteSchema = z.strictObject({
  services: z.array(entrySchemas.services).min(1),
  queues: z.array(queueSchema),
  users: z.array(entrySchemas.users),
  breakReasons: z.array(entrySchemas.breakReasons),
  skills: z.array(entrySchemas.skills).default([]),
  lists: z.array(entrySchemas.lists).default([]),
  calendars: z.array(entrySchemas.calendars).default([]),
  holidays: z.array(entrySchemas.holidays).default([]),
  tables: z.array(entrySchemas.tables).default([]),
  outbound: settingSchemas.outbound.default({ trunk: null, callerId: '', region: 'ES', allowed: [] }),
  recording: settingSchemas.recording.prefault({}),
  monitoring: settingSchemas.monitoring.default({ tellAgent: true }),
  outcomes: z.array(entrySchemas.outcomes),
  returnSeconds: settingSchemas.returnSeconds.default(20),
  awaySeconds: settingSchemas.awaySeconds.default(60),
  destinations: z.array(destinationSchema).default([]),
  publication: publication.default([]),
  retention: retention.default([]),
  anchors: anchors.default([]),
});

export type Anchor = z.infer<typeof anchors>[number];

/** The site file, checked: what the core needs and where recordings go. */
export type SiteFile = Site & {
  readonly destinations: readonly Destination[];
  readonly publication: readonly PublicationRule[];
  readonly retention?: readonly RetentionRule[];
  readonly anchors?: readonly Anchor[];
};

import { z } from 'zod';
import type {
  AccessRow,
  CallbackRow,
  CallDetail,
  CallLeg,
  CallRow,
  CallSearch,
  CallStep,
  FloorView,
  FlowLive,
  FlowStatistics,
  Page,
  PhoneAccount,
  PromptRow,
  PublicationRow,
  RecordingDetail,
  SavedSearch,
  Session,
  SiteHash,
  SiteView,
  SiteWritten,
  StrategyView,
  TimelineEntry,
  Waveform,
} from './protocol.ts';

/** The shapes of `protocol.ts` for the checks and the OpenAPI document; each is held to its type by `satisfies`. */

/** Ids of the site and of the engine. */
export const id = z.string().min(1).max(100);
const time = z.int().describe('ms since the epoch');
const number = z.number();
const localText = z.record(z.string(), z.string());
const role = z.enum(['agent', 'supervisor', 'auditor', 'administrator']);
const direction = z.enum(['inbound', 'outbound', 'callback']);
const result = z.enum(['answered', 'abandoned', 'voicemail', 'menu', 'callback', 'callback-failed']);

export const session = z
  .object({
    user: z.object({ id, login: z.string(), name: z.string(), roles: z.array(role), language: z.string() }),
    expiresAt: time,
  })
  .meta({ id: 'Session' }) satisfies z.ZodType<Session>;

export const phoneAccount = z
  .object({
    websocketUrl: z.string(),
    uri: z.string(),
    username: z.string(),
    password: z.string(),
    callTo: z.string().nullable(),
  })
  .meta({ id: 'PhoneAccount' }) satisfies z.ZodType<PhoneAccount>;

const named = z.object({ id, name: localText });

export const siteView = z
  .object({
    services: z.array(z.object({ id, name: z.string(), numbers: z.array(z.string()) })),
    queues: z.array(named),
    agents: z.array(z.object({ id, name: z.string() })),
    /** Who supervises or administers and is no agent. */
    supervisors: z.array(z.object({ id, name: z.string() })),
    breakReasons: z.array(named.extend({ limitSeconds: z.int().nullable() })),
    outcomes: z.array(named),
    destinations: z.array(z.object({ id, type: z.string() })),
    timeZone: z.string(),
  })
  .meta({ id: 'SiteView' }) satisfies z.ZodType<SiteView>;

const availability = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('break'), reason: z.string() }),
  z.object({ kind: z.literal('signed-out') }),
]);
const activity = z.enum(['idle', 'offered', 'talking', 'holding', 'wrapping-up', 'unreachable']);

export const floorView = z
  .object({
    agents: z.array(z.object({ id, name: z.string(), availability, activity: activity.nullable() })),
    queues: z.array(z.object({ id, waiting: z.int(), agentsIdle: z.int(), above: id.nullable() })),
    outside: z.boolean(),
  })
  .meta({ id: 'FloorView' }) satisfies z.ZodType<FloorView>;

export const strategyView = z
  .object({ type: z.string(), settings: z.record(z.string(), z.unknown()) })
  .meta({ id: 'StrategyView' }) satisfies z.ZodType<StrategyView>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write HH:MM');
const seconds = z.coerce.number().min(0).max(1e6);
const instant = z.coerce.number().int().min(0).max(1e14);

const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
const recordingState = z.enum(['recording', 'ended', 'sealed', 'failed']);
const consent = z.enum(['unknown', 'asked', 'given', 'refused', 'withdrawn']);
const side = z.enum(['caller', 'agent', 'system']);

/** As it comes in a query: all text. */
export const callSearch = z.strictObject({
  service: id.exactOptional(),
  queue: id.exactOptional(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  hourFrom: clock.exactOptional(),
  hourTo: clock.exactOptional(),
  agent: id.exactOptional(),
  number: z.string().trim().min(1).max(40).exactOptional(),
  direction: direction.exactOptional(),
  minDuration: seconds.exactOptional(),
  maxDuration: seconds.exactOptional(),
  result: result.exactOptional(),
  recorded: flag.exactOptional(),
  recording: recordingState.exactOptional(),
  minWait: seconds.exactOptional(),
  maxWait: seconds.exactOptional(),
  minTalk: seconds.exactOptional(),
  maxTalk: seconds.exactOptional(),
  minHold: seconds.exactOptional(),
  maxHold: seconds.exactOptional(),
  held: flag.exactOptional(),
  transferred: flag.exactOptional(),
  missed: z.coerce.number().int().min(1).max(1_000).exactOptional(),
  consent: consent.exactOptional(),
  endedBy: side.exactOptional(),
  reason: id.exactOptional(),
  cause: z.coerce.number().int().min(0).max(127).exactOptional(),
  outcome: id.exactOptional(),
  text: z.string().trim().min(1).max(100).exactOptional(),
  flow: id.exactOptional(),
  version: id.exactOptional(),
  step: id.exactOptional(),
  exit: id.exactOptional(),
  key: z
    .string()
    .regex(/^[0-9A-D*#•]{1,32}$/, 'write keys of a telephone')
    .exactOptional(),
  leftIn: id.exactOptional(),
  sipCallId: z.string().min(1).max(300).exactOptional(),
  cursor: z.string().max(300).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
}) satisfies z.ZodType<CallSearch>;

export const callRow = z
  .object({
    id,
    direction,
    number: z.string(),
    callerName: z.string(),
    dialled: z.string(),
    serviceId: id,
    serviceName: z.string(),
    queueId: id.nullable(),
    agentId: id.nullable(),
    agentName: z.string().nullable(),
    rangAt: time,
    endedAt: time.nullable(),
    durationMs: number.nullable(),
    waitMs: number.nullable(),
    talkMs: number.nullable(),
    result: result.nullable(),
    endedBy: side.nullable(),
    outcome: z.string().nullable(),
    recordingId: id.nullable(),
    recordingState: recordingState.nullable(),
    originId: id.nullable(),
    flow: z.string(),
    flowVersion: z.string(),
    language: z.string(),
    keys: z.string(),
    lastStep: z.string().nullable(),
    leftIn: z.string().nullable(),
    consent,
    holdMs: number.nullable(),
    transfers: z.int(),
    missedOffers: z.int(),
    cause: z.int().nullable(),
    endReason: z.string().nullable(),
    sipCallId: z.string().nullable(),
  })
  .meta({ id: 'CallRow' }) satisfies z.ZodType<CallRow>;

export const callbackRow = z
  .object({
    id,
    originId: id.nullable(),
    number: z.string(),
    callerName: z.string(),
    serviceId: id,
    queueId: id,
    requestedAt: time,
    state: z.enum(['scheduled', 'waiting', 'offered', 'calling', 'talking']),
    position: z.int().nullable(),
    attempts: z.int(),
    nextAt: time.nullable(),
    agentId: id.nullable(),
  })
  .meta({ id: 'CallbackRow' }) satisfies z.ZodType<CallbackRow>;

export const siteHash = z.object({ hash: z.string() }).meta({ id: 'SiteHash' }) satisfies z.ZodType<SiteHash>;

export const siteWritten = z
  .object({ hash: z.string(), site: z.record(z.string(), z.unknown()) })
  .meta({ id: 'SiteWritten' }) satisfies z.ZodType<SiteWritten>;

export const callPage = z
  .object({ rows: z.array(callRow), next: z.string().nullable() })
  .meta({ id: 'CallPage' }) satisfies z.ZodType<Page<CallRow>>;

const timelineEntry = z
  .object({
    seq: z.int(),
    at: time,
    type: z.string(),
    lane: z.enum(['caller', 'flow', 'queue', 'agent', 'recording']),
    data: z.record(z.string(), z.unknown()),
    text: z.string().exactOptional(),
  })
  .meta({ id: 'TimelineEntry' }) satisfies z.ZodType<TimelineEntry>;

const promptUse = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), flow: z.string(), step: z.string() }),
  z.object({ kind: z.literal('queue'), queue: id }),
  z.object({ kind: z.literal('queues') }),
  z.object({ kind: z.literal('outage') }),
]);

export const promptRow = z
  .object({
    language: z.string(),
    key: z.string(),
    text: z.string(),
    how: z.enum(['spoken', 'recorded', 'missing']),
    durationMs: number.nullable(),
    loudness: number.nullable(),
    peak: number.nullable(),
    recorded: z.object({ by: id, at: time, file: z.string() }).nullable(),
    uses: z.array(promptUse),
  })
  .meta({ id: 'PromptRow' }) satisfies z.ZodType<PromptRow>;

export const publicationRow = z
  .object({
    id,
    recordingId: id,
    callId: id,
    destination: id,
    destinationType: z.string(),
    state: z.enum(['waiting', 'running', 'published', 'dead']),
    attempts: z.int(),
    nextAttemptAt: time.nullable(),
    location: z.string().nullable(),
    publishedAt: time.nullable(),
    bytes: number.nullable(),
    sha256: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'PublicationRow' }) satisfies z.ZodType<PublicationRow>;

const recordingDetail = z
  .object({
    id,
    callId: id,
    kind: z.enum(['conversation', 'voicemail']),
    state: recordingState,
    startedAt: time,
    durationMs: number.nullable(),
    bytes: number.nullable(),
    sha256: z.string().nullable(),
    parts: z.array(
      z.object({
        startedAt: time,
        endedAt: time.nullable(),
        pauses: z.array(z.object({ from: time, to: time.nullable() })),
      }),
    ),
    publications: z.array(publicationRow),
    reason: z.string().nullable(),
  })
  .meta({ id: 'RecordingDetail' }) satisfies z.ZodType<RecordingDetail>;

const callStep = z
  .object({
    seq: z.int(),
    flow: z.string(),
    version: z.string(),
    step: z.string(),
    type: z.string(),
    enteredAt: time,
    answeredAt: time.nullable(),
    leftAt: time.nullable(),
    exit: z.string().nullable(),
    how: z.enum(['exit', 'left', 'ended']).nullable(),
    keys: z.string(),
  })
  .meta({ id: 'CallStep' }) satisfies z.ZodType<CallStep>;

const callLeg = z
  .object({
    legId: id,
    direction: z.enum(['in', 'out']),
    party: z.object({ kind: z.enum(['caller', 'agent', 'number', 'supervisor']), id: z.string() }),
    moments: z.array(
      z.object({
        at: time,
        what: z.enum(['invited', 'ringing', 'answered', 'hung-up', 'ended']),
        cause: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'CallLeg' }) satisfies z.ZodType<CallLeg>;

const searchName = z.string().trim().min(1).max(80);

export const savedSearchBody = z.strictObject({
  name: searchName,
  query: z.string().max(2_000),
  roles: z.array(role).max(4),
});

export const savedSearch = savedSearchBody
  .extend({ id, ownerId: id, ownerName: z.string(), createdAt: time, own: z.boolean() })
  .meta({ id: 'SavedSearch' }) satisfies z.ZodType<SavedSearch>;

export const callDetail = z
  .object({
    call: callRow,
    callbackId: id.nullable(),
    note: z.string(),
    agents: z.array(z.object({ id, name: z.string(), talkMs: z.number() })),
    timeline: z.array(timelineEntry),
    steps: z.array(callStep),
    legs: z.array(callLeg),
    recording: recordingDetail.nullable(),
  })
  .meta({ id: 'CallDetail' }) satisfies z.ZodType<CallDetail>;

const flowSteps = z.array(
  z.object({
    step: z.string(),
    type: z.string(),
    calls: z.int(),
    passages: z.int(),
    exits: z.array(z.object({ exit: z.string(), calls: z.int(), passages: z.int() })),
    answered: z.int(),
    leavers: z.int(),
    ended: z.int(),
    open: z.int(),
    medianMs: z.number().nullable(),
    p90Ms: z.number().nullable(),
  }),
);

export const flowStatistics = z
  .object({
    flow: z.string(),
    from: time,
    to: time,
    calls: z.int(),
    steps: flowSteps,
    versions: z.array(z.object({ version: z.string(), steps: flowSteps })),
  })
  .meta({ id: 'FlowStatistics' }) satisfies z.ZodType<FlowStatistics>;

export const flowLive = z
  .array(z.object({ step: z.string(), version: z.string(), callers: z.int(), since: time }))
  .meta({ id: 'FlowLive' }) satisfies z.ZodType<FlowLive>;

/** From and to, as they come in a query. */
export const flowPeriod = z.strictObject({ from: instant, to: instant, version: id.exactOptional() });

export const accessRow = z
  .object({
    at: time,
    userId: id,
    userName: z.string(),
    action: z.enum(['listened', 'downloaded']),
    address: z.string(),
  })
  .meta({ id: 'AccessRow' }) satisfies z.ZodType<AccessRow>;

export const waveform = z
  .object({ stepMs: number, left: z.array(number), right: z.array(number) })
  .meta({ id: 'Waveform' }) satisfies z.ZodType<Waveform>;

export const health = z.object({ ok: z.boolean(), telephony: z.boolean() }).meta({ id: 'Health' });

export const failure = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: 'Failure', description: '`code` is stable; `message` says what to do next.' });

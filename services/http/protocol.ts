/**
 * Bodies of the HTTP interface under `/api`; the only file of services/http a page may import.
 *
 * | request | who | answer |
 * |---|---|---|
 * | POST `/api/session` `{login, password}` | anyone (rate limited) | `Session`; sets the cookie |
 * | GET, DELETE `/api/session` | signed in | `Session` · 204 |
 * | GET `/api/phone` | agent, supervisor | `PhoneAccount` |
 * | GET `/api/demo/phone` | anyone, when the demo's web telephone is on | `PhoneAccount` of the caller |
 * | GET `/api/site` | signed in | `SiteView` |
 * | GET `/api/floor` | agent, supervisor, administrator | `FloorView` |
 * | GET `/api/strategies` | supervisor, administrator | `StrategyView[]` |
 * | GET `/api/calls?…CallSearch` | supervisor, auditor, administrator | `Page<CallRow>` |
 * | GET `/api/calls/:id` | the same, and an agent for the own | `CallDetail` |
 * | GET, POST `/api/callbacks` | agent, supervisor, administrator | `CallbackRow[]` · 201 `CallbackRow` |
 * | DELETE `/api/callbacks/:id?reason=` | supervisor, administrator | 204 |
 * | GET `/api/site/file` | supervisor, administrator | `SiteWritten` |
 * | PUT, DELETE `/api/site/<section>/:id` `{value, hash?, reason?}`, PATCH `/api/site/settings`, POST `/api/site/reload` | administrator | `SiteHash` |
 * | PUT `/api/agents/:id/queues`, `/api/agents/:id/skills` | supervisor, administrator | `SiteHash` |
 * | POST `/api/users/:id/password` `{password, current?}` | oneself, administrator | 204 |
 * | GET `/api/recordings/:id/audio?format=ogg\|wav&download=1` | supervisor, auditor, administrator | audio, ranges; logged |
 * | GET `/api/recordings/:id/waveform` | the same | `Waveform` |
 * | GET `/api/recordings/:id/access` | auditor, administrator | `AccessRow[]` |
 * | GET `/api/publications?state=dead` | auditor, administrator | `PublicationRow[]` |
 * | POST `/api/recordings/:id/publications` `{destination}` | auditor, administrator | 202 `PublicationRow` |
 * | GET `/health` | anyone | `{ok, telephony}` |
 *
 * Errors are `{error: {code, message}}` with a fitting status; `code` is a key of the pages' language files under `error.`.
 */
import type { Activity, Availability } from '../core/agent.ts';
import type { CallResult, Side } from '../core/event.ts';
import type { Role } from '../core/site.ts';

export type Session = {
  readonly user: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly language: string;
  };
  /** Ms since the epoch. */
  readonly expiresAt: number;
};

/** What JsSIP needs. `callTo` is the demo line for the caller's page. */
export type PhoneAccount = {
  readonly websocketUrl: string;
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly callTo: string | null;
};

export type SiteView = {
  readonly services: readonly { readonly id: string; readonly name: string; readonly numbers: readonly string[] }[];
  readonly queues: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  /** Who supervises or administers and is no agent. */
  readonly supervisors: readonly { readonly id: string; readonly name: string }[];
  readonly breakReasons: readonly {
    readonly id: string;
    readonly name: Readonly<Record<string, string>>;
    readonly limitSeconds: number | null;
  }[];
  readonly outcomes: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  readonly destinations: readonly { readonly id: string; readonly type: string }[];
  readonly timeZone: string;
};

/** The version of the site file that is in force. */
export type SiteHash = { readonly hash: string };
/** The site as it is written in its file. */
export type SiteWritten = SiteHash & { readonly site: Readonly<Record<string, unknown>> };

/** A call-back that is open; times in ms since the epoch. */
export type CallbackRow = {
  readonly id: string;
  /** The call on which it was asked for. */
  readonly originId: string | null;
  readonly number: string;
  readonly callerName: string;
  readonly serviceId: string;
  readonly queueId: string;
  readonly requestedAt: number;
  readonly state: 'scheduled' | 'waiting' | 'offered' | 'calling' | 'talking';
  /** Its place in the queue, from 1. */
  readonly position: number | null;
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly agentId: string | null;
};

/** Where a call can be sent now: who is free, how many wait. */
export type FloorView = {
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly availability: Availability;
    readonly activity: Activity | null;
  }[];
  readonly queues: readonly {
    readonly id: string;
    readonly waiting: number;
    readonly agentsIdle: number;
    /** The queue of the level above. */
    readonly above: string | null;
  }[];
  /** Calls to outside numbers are possible. */
  readonly outside: boolean;
};

/** A way of giving calls to agents, with the JSON Schema of its settings. */
export type StrategyView = { readonly type: string; readonly settings: Readonly<Record<string, unknown>> };

/** All optional. Times are ms since the epoch; `from` ≤ first ring < `to`; hours are local, `HH:MM`, for every day of the span. */
export type CallSearch = {
  readonly service?: string;
  readonly queue?: string;
  readonly from?: number;
  readonly to?: number;
  readonly hourFrom?: string;
  readonly hourTo?: string;
  readonly agent?: string;
  /** Any part of the caller's number. */
  readonly number?: string;
  readonly direction?: 'inbound' | 'outbound' | 'callback';
  /** Seconds of the whole call. */
  readonly minDuration?: number;
  readonly maxDuration?: number;
  readonly result?: CallResult;
  readonly recorded?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null };

export type CallRow = {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound' | 'callback';
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly rangAt: number;
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  /** Wait in the queue, ring time included. */
  readonly waitMs: number | null;
  readonly talkMs: number | null;
  readonly result: CallResult | null;
  readonly endedBy: Side | null;
  readonly outcome: string | null;
  readonly recordingId: string | null;
  readonly recordingState: RecordingState | null;
  /** Of a call-back: the call on which it was asked for; null when somebody of the centre asked. */
  readonly originId: string | null;
};

export type RecordingState = 'recording' | 'ended' | 'sealed' | 'failed';

export type TimelineEntry = {
  readonly seq: number;
  readonly at: number;
  /** Event type of the journal: `call-rang`, `prompt-started`, … */
  readonly type: string;
  readonly lane: 'caller' | 'flow' | 'queue' | 'agent' | 'recording';
  /** The event itself: what a page needs for its sentence (step, label, digit, agentId, reason …). */
  readonly data: Readonly<Record<string, unknown>>;
  /** For prompts: what was said, in the call's language. */
  readonly text?: string;
};

export type RecordingPart = {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
};

export type RecordingDetail = {
  readonly id: string;
  readonly callId: string;
  readonly kind: 'conversation' | 'voicemail';
  readonly state: RecordingState;
  /** The audio's zero on the call's clock (ms since the epoch). Gaps between parts are silence, so audio time = `at` − `startedAt`. */
  readonly startedAt: number;
  readonly durationMs: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly parts: readonly RecordingPart[];
  readonly publications: readonly PublicationRow[];
  readonly reason: string | null;
};

export type CallDetail = {
  readonly call: CallRow;
  /** The call-back that was asked for on this call. */
  readonly callbackId: string | null;
  readonly note: string;
  /** Everybody who talked with the caller, with the own part of the talk so far. */
  readonly agents: readonly { readonly id: string; readonly name: string; readonly talkMs: number }[];
  readonly timeline: readonly TimelineEntry[];
  readonly recording: RecordingDetail | null;
};

export type PublicationRow = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly destination: string;
  readonly destinationType: string;
  readonly state: 'waiting' | 'running' | 'published' | 'dead';
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly location: string | null;
  readonly publishedAt: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly reason: string | null;
};

/** Where a prompt is said: a step of a flow, a queue's message of comfort, what all queues say, no controller in reach. */
export type PromptUse =
  | { readonly kind: 'step'; readonly flow: string; readonly step: string }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'queues' }
  | { readonly kind: 'outage' };

/** A prompt in one language. Loudness in LUFS (EBU R 128), true peak in dB below full scale. */
export type PromptRow = {
  readonly language: string;
  /** Texts of a flow itself are `<flow>/<key>`. */
  readonly key: string;
  readonly text: string;
  /** `missing`: its sound could not be made. */
  readonly how: 'spoken' | 'recorded' | 'missing';
  readonly durationMs: number | null;
  readonly loudness: number | null;
  readonly peak: number | null;
  /** Who recorded it; null where it is spoken, or where a file was put there by hand. */
  readonly recorded: { readonly by: string; readonly at: number; readonly file: string } | null;
  readonly uses: readonly PromptUse[];
};

export type AccessRow = {
  readonly at: number;
  readonly userId: string;
  readonly userName: string;
  readonly action: 'listened' | 'downloaded';
  readonly address: string;
};

/** Peaks of both sides, 0 to 1, one pair per `stepMs`. */
export type Waveform = { readonly stepMs: number; readonly left: readonly number[]; readonly right: readonly number[] };

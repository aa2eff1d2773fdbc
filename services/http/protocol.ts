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
 * | GET `/api/calls/:id/export?format=json\|vcon&audio=1` | as the call; audio as its recording | a file: `CallExport`, or a vCon |
 * | GET `/api/schemas/call-export.json` | anyone | JSON Schema of `CallExport` |
 * | GET, POST `/api/searches`, PUT, DELETE `/api/searches/:id` `{name, query, roles}` | supervisor, auditor, administrator | `SavedSearch` |
 * | GET `/api/flows/:flow/statistics?from&to&version` | supervisor, auditor, administrator | `FlowStatistics` |
 * | GET `/api/flows/:flow/live` | supervisor, administrator | `FlowLive` |
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
import type { Consent } from '../core/call.ts';
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
  /** State of the recording. */
  readonly recording?: RecordingState;
  /** Seconds in the queue, of talk, on hold: at least, at most. */
  readonly minWait?: number;
  readonly maxWait?: number;
  readonly minTalk?: number;
  readonly maxTalk?: number;
  readonly minHold?: number;
  readonly maxHold?: number;
  readonly held?: boolean;
  readonly transferred?: boolean;
  /** So many offers at least that agents declined, let ring out or lost. */
  readonly missed?: number;
  readonly consent?: Consent;
  readonly endedBy?: Side;
  /** Why it ended: `hang-up`, `flow-ended`, `media-lost`, … */
  readonly reason?: string;
  /** Q.850. */
  readonly cause?: number;
  readonly outcome?: string;
  /** Beginnings of words of the note. */
  readonly text?: string;
  /** One passage of a step: of this flow, of this version, through this step, by this exit, with these keys in a row. */
  readonly flow?: string;
  readonly version?: string;
  readonly step?: string;
  readonly exit?: string;
  /** Without any of those before it: pressed at any time. */
  readonly key?: string;
  /** The step in which the caller hung up, having reached nobody. */
  readonly leftIn?: string;
  readonly sipCallId?: string;
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
  /** Empty for a call-back, which passes no flow. */
  readonly flow: string;
  readonly flowVersion: string;
  readonly language: string;
  /** All keys pressed, in order; those of a sensitive step are `•`. */
  readonly keys: string;
  readonly lastStep: string | null;
  /** The step in which the caller hung up, having reached nobody. */
  readonly leftIn: string | null;
  readonly consent: Consent;
  /** Null for a call that was never held. */
  readonly holdMs: number | null;
  readonly transfers: number;
  readonly missedOffers: number;
  /** Q.850. */
  readonly cause: number | null;
  readonly endReason: string | null;
  readonly sipCallId: string | null;
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

/** A moment of a leg on the line. In SIP: INVITE, 180, 200 to it, BYE or CANCEL of the far end, and what it ended with. */
export type LegMoment = {
  readonly at: number;
  readonly what: 'invited' | 'ringing' | 'answered' | 'hung-up' | 'ended';
  /** Q.850; null where nobody told one: we ended it. */
  readonly cause: number | null;
};

export type CallLeg = {
  readonly legId: string;
  /** `in`: it called us; `out`: we called. */
  readonly direction: 'in' | 'out';
  /** `id`: the agent's or supervisor's, or the number. */
  readonly party: { readonly kind: 'caller' | 'agent' | 'number' | 'supervisor'; readonly id: string };
  readonly moments: readonly LegMoment[];
};

/** A passage of the call through a step of its flow. */
export type CallStep = {
  readonly seq: number;
  readonly flow: string;
  readonly version: string;
  readonly step: string;
  readonly type: string;
  readonly enteredAt: number;
  /** When an agent took the call that waited here. */
  readonly answeredAt: number | null;
  readonly leftAt: number | null;
  readonly exit: string | null;
  /** `left`: the caller hung up here, having reached nobody; `ended`: the call ended here otherwise. */
  readonly how: 'exit' | 'left' | 'ended' | null;
  readonly keys: string;
};

/** A search that somebody keeps. */
export type SavedSearch = {
  readonly id: string;
  readonly name: string;
  /** As the address of the page of calls holds it, without the question mark. */
  readonly query: string;
  /** Who else may use it. */
  readonly roles: readonly Role[];
  readonly ownerId: string;
  readonly ownerName: string;
  readonly createdAt: number;
  readonly own: boolean;
};

export type CallDetail = {
  readonly call: CallRow;
  /** The call-back that was asked for on this call. */
  readonly callbackId: string | null;
  readonly note: string;
  /** Everybody who talked with the caller, with the own part of the talk so far. */
  readonly agents: readonly { readonly id: string; readonly name: string; readonly talkMs: number }[];
  readonly timeline: readonly TimelineEntry[];
  readonly steps: readonly CallStep[];
  readonly legs: readonly CallLeg[];
  readonly recording: RecordingDetail | null;
};

/** A step of a flow in a period. All but `passages` count calls: the search of `step`, `exit`, `leftIn` lists the same ones. */
export type FlowStepStatistics = {
  readonly step: string;
  readonly type: string;
  readonly calls: number;
  /** Calls that came again count again. */
  readonly passages: number;
  readonly exits: readonly { readonly exit: string; readonly calls: number; readonly passages: number }[];
  /** Reached an agent from this step (a queue). */
  readonly answered: number;
  /** The caller hung up here, having reached nobody. */
  readonly leavers: number;
  /** Ended here otherwise: after the talk, by the flow, with a message left. */
  readonly ended: number;
  /** Have not left it yet. */
  readonly open: number;
  /** Time in the step, of a queue until an agent answered; to a tenth of a second, and null where nobody has left it. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
};

/** `from` ≤ first ring < `to`, ms since the epoch. */
export type FlowStatistics = {
  readonly flow: string;
  readonly from: number;
  readonly to: number;
  /** Calls that passed any step of it. */
  readonly calls: number;
  readonly steps: readonly FlowStepStatistics[];
  readonly versions: readonly { readonly version: string; readonly steps: readonly FlowStepStatistics[] }[];
};

/** Callers who are in a step of the flow now. */
export type FlowLive = readonly {
  readonly step: string;
  readonly version: string;
  readonly callers: number;
  /** Since when the first of them is there (ms since the epoch). */
  readonly since: number;
}[];

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

/** A flow in force. Times are ms since the epoch; `by` is a user's id, null for what was found in the folder. */
export type FlowRow = {
  readonly flow: string;
  readonly version: string;
  readonly file: string;
  readonly description: Readonly<Record<string, string>>;
  readonly language: string;
  readonly steps: number;
  /** Services that callers reach by it. */
  readonly services: readonly string[];
  readonly at: number | null;
  readonly by: string | null;
  readonly note: string;
  readonly warnings: number;
};

/** A way out of a step. `to` null: it leads nowhere, and ends the call. */
export type FlowExit = { readonly exit: string; readonly to: string | null; readonly optional: boolean };

export type FlowGraphStep = {
  readonly id: string;
  readonly type: string;
  readonly label: Readonly<Record<string, string>>;
  /** The settings as they are written, without type, label and exits. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly exits: readonly FlowExit[];
  readonly reachable: boolean;
};

/** A flow as a graph. */
export type FlowGraph = {
  readonly start: string;
  readonly steps: readonly FlowGraphStep[];
  readonly edges: readonly { readonly from: string; readonly exit: string; readonly to: string | null }[];
};

export type FlowVersion = {
  readonly flow: string;
  readonly version: string;
  /** Whether new calls begin on it. */
  readonly current: boolean;
  readonly text: string;
  /** Null: it can no longer be read by this program. */
  readonly graph: FlowGraph | null;
};

export type FlowHistoryRow = {
  readonly version: string;
  readonly at: number;
  readonly by: string | null;
  readonly note: string;
  readonly current: boolean;
};

/** Lines and columns count from 1. */
export type FlowProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The keys that lead there, with dots between them. */
  readonly place: string;
  readonly step: string | null;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  /** What could be written instead. */
  readonly suggestion: string | null;
};

export type FlowChecked = {
  /** The name that the flow gives itself; null where it cannot be read. */
  readonly flow: string | null;
  readonly problems: readonly FlowProblem[];
  /** Null where the form is wrong. */
  readonly graph: FlowGraph | null;
};

export type FlowSaved = { readonly flow: string; readonly version: string };

/** What changes for a caller, in a sentence. */
export type FlowDifference = { readonly code: string; readonly step: string | null; readonly message: string };

/** A passage of a call through a step. `exit` null: it did not leave it by a way out. A step of another flow has that flow's name before it. */
export type WhatIfPassage = { readonly step: string; readonly exit: string | null };

export type WhatIfCall = {
  readonly callId: string;
  readonly number: string;
  readonly rangAt: number;
  /** Where it goes another way for the first time: its place in both ways, and the step; the last one where one of them ends. */
  readonly at: number;
  readonly step: string;
  readonly was: readonly WhatIfPassage[];
  readonly would: readonly WhatIfPassage[];
  /** How the new way ends: as then; `unknown`: the caller comes to where nobody knows what he would do. */
  readonly end: 'as-then' | 'flow-ended' | 'left' | 'unknown';
};

/** The inbound calls of a period, taken through a changed flow: who would have gone elsewhere. */
export type WhatIf = {
  readonly calls: number;
  /** Calls of the period that were not taken: older than the newest `limit`. */
  readonly notTaken: number;
  readonly limit: number;
  readonly differ: number;
  /** Passages by step and way out, then and now, where one of them is not 0; `exit` null: not left. */
  readonly exits: readonly {
    readonly step: string;
    readonly exit: string | null;
    readonly was: number;
    readonly would: number;
  }[];
  /** Those that differ, the newest first. */
  readonly list: readonly WhatIfCall[];
};

/**
 * What the adapters are to each other: telephony, store, live, http and recorder know these, never one another.
 * `context.ts` puts the pieces together.
 */

import type { By } from './core/agent.ts';
import type { Effect } from './core/effect.ts';
import type { Event, EventType, FlowChange, Recorded } from './core/event.ts';
import type { Floor } from './core/floor.ts';
import type { RecordingId, UserId } from './core/ids.ts';
import type { QualityTemplate } from './core/quality-template.ts';
import type { Signal } from './core/signal.ts';
import type { Site, User } from './core/site.ts';
import type { Wordings } from './core/wording.ts';
import type { World } from './core/world.ts';
import type { LedgerAction, LedgerEntry } from './custody/ledger.ts';
import type { KeptRecording, Refusal, RetentionRule } from './custody/retention.ts';
import type {
  AccessRow,
  ApiToken,
  CalibrationResult,
  CalibrationRow,
  CallDetail,
  CallRow,
  CallSearch,
  DestinationHealth,
  DestinationTest,
  EvaluationDetail,
  EvaluationInput,
  EvaluationRow,
  EvaluationSearch,
  FlowChecked,
  FlowDifference,
  FlowHistoryRow,
  FlowRow,
  FlowSaved,
  FlowStatistics,
  FlowVersion,
  Page,
  PromptRow,
  PublicationRow,
  QualityAssignment,
  QualityRule,
  QualityTemplateRow,
  QualityTrends,
  RecordingDetail,
  RecordingLabels,
  RecordingNote,
  SavedSearch,
  TrendsSearch,
  Webhook,
  WebhookDelivery,
  WebhookHealth,
  WebhookTest,
  WhatIf,
} from './http/protocol.ts';

/** What adapters ask of a logger: pino fits. */
export type Logger = {
  readonly debug: (details: object, text: string) => void;
  readonly info: (details: object, text: string) => void;
  readonly warn: (details: object, text: string) => void;
  readonly error: (details: object, text: string) => void;
};

/** Hands a signal to the engine; resolves with the events it caused once they are durable. Rejects with a `CentralitaError` when a command is refused. */
export type Tell = (signal: Signal) => Promise<readonly Recorded[]>;

/** Asks the outside for effects, in order for each leg. Never throws: what fails comes back as a signal. */
export type RunEffects = (effects: readonly Effect[]) => void;

/** The journal: the only truth. */
export type Journal = {
  /** Appends in one transaction, projections included; durable when it resolves. */
  readonly append: (events: readonly { readonly at: number; readonly event: Event }[]) => Promise<readonly Recorded[]>;
  /** Events with `seq` > `after`, in order, at most `limit`. */
  readonly read: (after: number, limit: number) => Promise<readonly Recorded[]>;
  readonly lastSeq: () => Promise<number>;
  /** The newest usable snapshot of the world, if any. */
  readonly loadSnapshot: () => Promise<{ readonly seq: number; readonly world: World } | null>;
  /** Keeps the world as it is after this event, which is durable; it is made from the journal, beside the work. One at a time. */
  readonly saveSnapshot: (seq: number) => Promise<void>;
};

/** A background job's place in the journal, by name. */
export type Cursors = {
  readonly get: (name: string) => Promise<number>;
  readonly set: (name: string, seq: number) => Promise<void>;
};

/** What the controller knows of the world and the site at this moment; read only. */
export type Present = {
  readonly world: () => World;
  readonly site: () => Site;
  /** Who waits and who is ready. */
  readonly floor: () => Floor;
  readonly seq: () => number;
};

/** Parts of a site that are lists of entries with an id. */
export const listSections = [
  'services',
  'queues',
  'users',
  'skills',
  'lists',
  'calendars',
  'holidays',
  'tables',
  'breakReasons',
  'outcomes',
  'destinations',
] as const;
export type ListSection = (typeof listSections)[number];

/** A change of the site, as it is written in its file. */
export type SiteEdit =
  | {
      readonly kind: 'put';
      readonly section: ListSection;
      readonly id: string;
      readonly value: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'remove'; readonly section: ListSection; readonly id: string }
  | { readonly kind: 'settings'; readonly settings: Readonly<Record<string, unknown>> }
  /** The queues that an agent attends: these and no others. */
  | {
      readonly kind: 'agent-queues';
      readonly agentId: string;
      readonly queues: readonly { readonly id: string; readonly order?: number | undefined }[];
    }
  | { readonly kind: 'agent-skills'; readonly agentId: string; readonly skills: Readonly<Record<string, number>> };

/** Who asked for a change of the site, why, and on what version of it (a hash) if that matters. */
export type Asked = { readonly by: By; readonly reason: string; readonly ifMatch: string | null };

/** The site, edited while it is in force. */
export type SiteEditing = {
  /** The file as it is written, with its hash. */
  readonly written: () => Promise<{ readonly hash: string; readonly site: Readonly<Record<string, unknown>> }>;
  /**
   * Resolves when the change is in the file, in force and in the journal.
   * @throws CentralitaError `site-invalid` with a sentence for each wrong place, `site-changed-meanwhile`,
   * `site-file-changed`, `not-found`, `unknown-agent`, `unknown-queue`; nothing has changed then.
   */
  readonly edit: (edit: SiteEdit, asked: Asked) => Promise<{ readonly hash: string }>;
  /** Takes over what was changed by hand; throws as `edit` does. */
  readonly reload: (asked: Omit<Asked, 'ifMatch'>) => Promise<{ readonly hash: string }>;
};

/** A flow to be put in force. `flow` is its name; `base` the version that was looked at, null for a new flow. */
export type FlowSave = {
  readonly flow: string;
  readonly text: string;
  readonly base: string | null;
  readonly by: By;
  readonly note: string;
};

/** The flows, edited while they are in force. Sentences are in the language asked for. */
export type FlowEditing = {
  readonly list: () => Promise<readonly FlowRow[]>;
  /** A version of a flow; null: the one in force. @throws CentralitaError `flow-not-found`. */
  readonly version: (flow: string, version: string | null) => Promise<FlowVersion>;
  readonly history: (flow: string) => Promise<readonly FlowHistoryRow[]>;
  /** Checks a text as if it were in force in the place of that flow, or beside all (null). */
  readonly check: (text: string, flow: string | null, language: string) => Promise<FlowChecked>;
  /**
   * Resolves when the flow is in its file, in force and in the journal.
   * @throws CentralitaError `flow-invalid` with a line for each wrong place, `flow-changed-meanwhile`,
   * `flow-file-changed`, `flow-renamed`, `flow-not-found`, `flows-not-writable`; nothing has changed then.
   */
  readonly save: (save: FlowSave) => Promise<FlowSaved>;
  /** Puts an earlier version in force again. Throws as `save` does. */
  readonly back: (back: Omit<FlowSave, 'text'> & { readonly version: string }) => Promise<FlowSaved>;
  /** Takes over what was changed in the folder by hand, all or nothing; throws as `save` does. */
  readonly reload: (asked: Pick<FlowSave, 'by' | 'note'>) => Promise<readonly FlowChange[]>;
  /** What changes for a caller between two versions, or between one and a text. @throws CentralitaError as above. */
  readonly differences: (
    flow: string,
    from: string | null,
    to: { readonly version: string } | { readonly text: string },
    language: string,
  ) => Promise<readonly FlowDifference[]>;
  /** The JSON Schema of a flow file. */
  readonly schema: () => object;
};

export type CallsRead = {
  readonly search: (search: CallSearch) => Promise<Page<CallRow>>;
  readonly detail: (callId: string) => Promise<CallDetail | null>;
  readonly recording: (recordingId: RecordingId) => Promise<RecordingDetail | null>;
  /** Of calls with `from` ≤ first ring < `to` (ms since the epoch). */
  readonly flowStatistics: (
    flow: string,
    period: { readonly from: number; readonly to: number; readonly version?: string },
  ) => Promise<FlowStatistics>;
};

/**
 * Events of the given types of inbound calls of a flow that ended, each call's as the journal keeps them, the newest call
 * first. `total`: calls there are in the period (ms since the epoch).
 */
export type PassedCalls = (
  flow: string,
  period: { readonly from: number; readonly to: number },
  types: readonly EventType[],
  limit: number,
) => Promise<{
  readonly total: number;
  readonly calls: readonly (readonly { readonly at: number; readonly data: string }[])[];
}>;

/**
 * Takes the calls of a period through a changed flow.
 * @throws CentralitaError `flow-invalid`, `flow-not-found`, `what-if-busy`.
 */
export type FlowReplay = (
  flow: string,
  asked: {
    readonly from: number;
    readonly to: number;
    readonly through: { readonly version: string } | { readonly text: string };
  },
) => Promise<WhatIf>;

/** Searches that people keep. */
export type SavedSearches = {
  /** All there are, by name: who may see which is decided above. */
  readonly list: () => Promise<readonly Omit<SavedSearch, 'own'>[]>;
  /** Adds or changes one. */
  readonly put: (search: Omit<SavedSearch, 'own'>) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/** *Recogniser*: understands words that a caller says. What it hears is in memory only, and gone when it is closed. */
export type Recogniser = {
  /** Whether it understands a language. */
  readonly understands: (language: string) => boolean;
  /** Begins to listen for words; null: it listens to as many callers as it can. */
  readonly listen: (options: ListenOptions) => Hearing | null;
  /** Idempotent. */
  readonly close: () => void;
};

export type ListenOptions = {
  /** Lower case; one word or several each. */
  readonly words: readonly string[];
  readonly language: string;
  /** What was understood: one of the words, or something else that was said. `confidence` from 0 to 1. */
  readonly heard: (words: string, confidence: number) => void;
  /** It understands nothing any more, and why. */
  readonly failed: (reason: string) => void;
};

export type Hearing = {
  /** Sound as it comes: 16 bit, one channel, 8 kHz, low byte first. */
  readonly feed: (sound: Buffer) => void;
  /** Idempotent. */
  readonly close: () => void;
};

/** The prompts while the controller runs. */
export type Prompts = {
  /** Everything that can be played: language → key → text; texts of flows under `<flow>/<key>`. */
  readonly texts: () => ReadonlyMap<string, ReadonlyMap<string, string>>;
  /**
   * Makes the texts of all current flows playable, and takes them over; asked for before flows come into force.
   * @throws CentralitaError `prompt-not-made`; the texts are then as before.
   */
  readonly prepare: (
    flows: readonly {
      readonly flow: string;
      readonly prompts: Readonly<Record<string, Readonly<Record<string, string>>>>;
    }[],
  ) => Promise<void>;
  readonly list: () => readonly PromptRow[];
  /** What a prompt is now: what is written beside a consent. */
  readonly wording: Wordings;
  /** As callers hear it, a WAV file of 16 kHz. @throws CentralitaError `prompt-unknown`. */
  readonly sound: (language: string, key: string) => Uint8Array;
  /**
   * Puts a recording in the place of the spoken text; callers who begin to hear it from now on hear the new one.
   * @throws CentralitaError `prompt-unknown`, `upload-…` with what to do.
   */
  readonly record: (
    language: string,
    key: string,
    upload: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
    by: UserId,
  ) => Promise<PromptRow>;
  /** Back to the spoken text. @throws CentralitaError `prompt-unknown`, `prompt-not-recorded`. */
  readonly remove: (language: string, key: string, by: UserId) => Promise<PromptRow>;
};

export type SessionRow = { readonly id: string; readonly userId: string; readonly expiresAt: number };

export type UsersStore = {
  /** Users that sign in; passwords are argon2id hashes. */
  readonly byLogin: (login: string) => Promise<(User & { readonly passwordHash: string }) | null>;
  readonly byId: (id: string) => Promise<User | null>;
  /** Everybody who is not retired. */
  readonly list: () => Promise<readonly (User & { readonly passwordHash: string })[]>;
  /** An empty hash: nobody signs in with it. */
  readonly upsert: (user: User & { readonly passwordHash: string }) => Promise<void>;
  /** @returns false when there is no such user. */
  readonly setPassword: (id: string, passwordHash: string) => Promise<boolean>;
  /** Who is not of the centre any more: the name stays for the records, the login is free. */
  readonly retire: (id: string) => Promise<void>;
  readonly addSession: (session: SessionRow & { readonly tokenHash: string }) => Promise<void>;
  readonly sessionByTokenHash: (tokenHash: string) => Promise<SessionRow | null>;
  readonly removeSession: (id: string) => Promise<void>;
  /** Ids of somebody's sessions. */
  readonly sessionsOf: (userId: string) => Promise<readonly string[]>;
  readonly removeExpiredSessions: (now: number) => Promise<void>;
};

/**
 * Everything that happens to a recording, hash-chained (services/custody/ledger.ts). What the journal tells is entered
 * with its event; whatever else is done with a recording is appended by whoever does it, before it takes effect.
 */
export type Ledger = {
  /** Durable when it resolves. `from` is the address of the request; `details` are facts, never secrets. */
  readonly append: (entry: {
    readonly at: number;
    readonly recordingId: string;
    readonly action: LedgerAction;
    readonly by: By;
    readonly from: string;
    readonly details?: Readonly<Record<string, unknown>>;
  }) => Promise<void>;
  /** Entries of a recording, oldest first. */
  readonly list: (recordingId: string) => Promise<readonly LedgerEntry[]>;
  /** Who listened or downloaded, oldest first. */
  readonly accesses: (recordingId: string) => Promise<readonly AccessRow[]>;
  /** The newest entry; null while there is none. */
  readonly head: () => Promise<{ readonly seq: number; readonly hash: string; readonly at: number } | null>;
};

/** Rows the recorder keeps. A recording's row is made by the projection of `recording-started`; the recorder fills in its sealing. */
export type SealedRow = {
  readonly recordingId: RecordingId;
  readonly callId: string;
  /** Path of the sealed `.age` file, relative to the data folder. */
  readonly path: string;
  /** The identity (private half) of the recording's key pair, wrapped by a master key; null when it is not there (any more). */
  readonly wrappedIdentity: Uint8Array | null;
  readonly recipient: string;
  readonly durationMs: number;
  readonly bytes: number;
  /** SHA-256 of the sealed file, hex. */
  readonly sha256: string;
  /** Waveform peaks as JSON (see http/protocol `Waveform`). */
  readonly waveform: string;
};

/** Times are ms since the epoch. */
export type HoldRow = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly at: number;
  readonly userId: string;
  readonly reason: string;
  readonly releasedAt: number | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
};

/** A copy elsewhere, which the erasure made unreadable; `removed`: it was deleted too. */
export type ErasedCopy = {
  readonly destination: string;
  readonly location: string | null;
  readonly publishedAt: number | null;
  readonly state: 'pending' | 'removed' | 'left';
  readonly reason: string | null;
};

/** The certificate of an erasure, from the moment it is decided. */
export type Erasure = {
  readonly recordingId: string;
  readonly callId: string;
  readonly askedAt: number;
  /** `asked`: decided, and not done yet; `erased`: the key is gone; `done`: copies were dealt with. */
  readonly state: 'asked' | 'erased' | 'done';
  readonly by: By;
  readonly from: string;
  readonly reason: string;
  /** The retention rule that asked for it; null where a person did. */
  readonly rule: string | null;
  readonly erasedAt: number | null;
  /** SHA-256 and size of the sealed file, and what it was. */
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly recipient: string;
  readonly copies: readonly ErasedCopy[];
  /** How often the copies were tried. */
  readonly attempts: number;
};

/** What a dry run found, or a purge did. */
export type PurgeRun = {
  readonly id: string;
  readonly at: number;
  readonly kind: 'dry-run' | 'purge';
  /** Hash of the rules. */
  readonly rules: string;
  readonly by: By;
  /** Recordings looked at; due by a rule; kept by a hold although due or not; that could not be erased. */
  readonly looked: number;
  readonly due: number;
  readonly held: number;
  readonly erased: number;
  readonly failed: number;
  readonly byRule: Readonly<Record<string, number>>;
  /** The first of those that are due, or were erased. */
  readonly sample: readonly { readonly recordingId: string; readonly callId: string; readonly rule: string }[];
  readonly reasons: readonly string[];
};

export type CustodyStore = {
  readonly holds: (filter: {
    readonly recordingId?: string;
    readonly active?: boolean;
    readonly limit?: number;
  }) => Promise<readonly HoldRow[]>;
  /** Sealed recordings in the order of their ids, after one of them. */
  readonly candidates: (
    after: string,
    limit: number,
  ) => Promise<readonly { readonly recording: KeptRecording; readonly held: boolean }[]>;
  readonly newestEventAt: () => Promise<number>;
  /** Forgets the waveform. */
  readonly forgetShape: (recordingId: string) => Promise<void>;
  /** False where there is one already. */
  readonly addErasure: (erasure: Erasure) => Promise<boolean>;
  readonly updateErasure: (erasure: Erasure) => Promise<void>;
  readonly erasure: (recordingId: string) => Promise<Erasure | null>;
  readonly erasures: (filter: { readonly unfinished?: boolean; readonly limit: number }) => Promise<readonly Erasure[]>;
  readonly erasedIds: (after: string, limit: number) => Promise<readonly string[]>;
  /** Adds one, or writes it anew. */
  readonly addPurge: (run: PurgeRun) => Promise<void>;
  /** The newest first. */
  readonly purges: (limit: number) => Promise<readonly PurgeRun[]>;
};

/** Who wants a recording erased, from where and why. */
export type EraseAsked = {
  readonly recordingId: string;
  readonly by: By;
  readonly from: string;
  readonly reason: string;
  readonly rule: string | null;
};

export type EraserPort = {
  /**
   * Destroys the key and all that can be; resolves when the recording opens no more. Holds are looked at above.
   * @throws CentralitaError `recording-not-sealed`, `keys-busy`.
   */
  readonly erase: (asked: EraseAsked) => Promise<Erasure>;
};

/** Recordings for others. */
export type ExporterPort = {
  /**
   * A copy encrypted for somebody's public age key (`age1…`), in a file that `remove` deletes.
   * @throws CentralitaError `recipient-invalid`, `recording-not-sealed`, `recording-damaged`, `key-missing`.
   */
  readonly exportFor: (
    recordingId: string,
    recipient: string,
  ) => Promise<{ readonly path: string; readonly bytes: number; readonly remove: () => Promise<void> }>;
  /** The identity that opens the sealed file, with the standard `age` program too. @throws as above. */
  readonly identity: (recordingId: string) => Promise<string>;
  /** The sealed file, bit by bit what was sealed. @throws CentralitaError `recording-not-sealed`, `recording-damaged`. */
  readonly sealedFile: (recordingId: string) => Promise<{ readonly path: string; readonly bytes: number }>;
};

/** Holds, erasures, retention: what may be done with recordings that are kept. */
export type Custody = {
  /** @throws CentralitaError `recording-not-found`, `recording-erased`. */
  readonly hold: (asked: Omit<EraseAsked, 'rule'>) => Promise<HoldRow>;
  /** @throws CentralitaError `hold-not-found`. */
  readonly release: (asked: Omit<EraseAsked, 'rule'> & { readonly holdId: string }) => Promise<HoldRow>;
  /** The certificate. @throws CentralitaError `recording-not-found`, `recording-held`, `recording-not-sealed`. */
  readonly erase: (asked: EraseAsked) => Promise<Erasure>;
  readonly erasure: (recordingId: string) => Promise<Erasure | null>;
  readonly holds: CustodyStore['holds'];
  readonly erasures: (limit: number) => Promise<readonly Erasure[]>;
  readonly purges: (limit: number) => Promise<readonly PurgeRun[]>;
  readonly rules: () => readonly RetentionRule[];
  /** Why a purge may not begin now; null when it may. */
  readonly refusal: () => Promise<Refusal | null>;
  /** What a purge would erase now. @throws CentralitaError `purge-running`. */
  readonly dryRun: (by: By) => Promise<PurgeRun>;
  /** @throws CentralitaError `purge-running` and those of `Refusal`. */
  readonly purge: (by: By, from: string) => Promise<PurgeRun>;
};

/** The wrapped keys, apart from everything else that is kept (docs/decisions/erasure.md). */
export type KeysStore = {
  readonly get: (recordingId: string) => Promise<Uint8Array | null>;
  readonly put: (recordingId: string, wrapped: Uint8Array) => Promise<void>;
  readonly putAll: (rows: readonly { readonly recordingId: string; readonly wrapped: Uint8Array }[]) => Promise<void>;
  /** Gone from the disk when it resolves; the number of keys that were there. @throws CentralitaError `keys-busy`. */
  readonly destroy: (recordingIds: readonly string[]) => Promise<number>;
  /** Rows in the order of their recordings' ids, after one of them. */
  readonly page: (
    after: string,
    limit: number,
  ) => Promise<readonly { readonly recordingId: string; readonly wrapped: Uint8Array }[]>;
  /** Each row that is still as it was; the number of these. */
  readonly replace: (
    rows: readonly { readonly recordingId: string; readonly before: Uint8Array; readonly after: Uint8Array }[],
  ) => Promise<number>;
};

export type RecordingsStore = {
  readonly sealed: (recordingId: RecordingId) => Promise<SealedRow | null>;
  readonly saveSealed: (row: SealedRow) => Promise<void>;
  /** What the recorder must know of a recording to seal it: its parts in order with their starts (ms since the epoch). */
  readonly captures: (
    recordingId: RecordingId,
  ) => Promise<readonly { readonly captureId: string; readonly startedAt: number; readonly endedAt: number | null }[]>;
};

/** `prepared`: what is sent, settled at the first attempt (JSON of the recorder). */
export type OutboxRow = PublicationRow & { readonly createdAt: number; readonly prepared: string | null };

export type Outbox = {
  /** Adds rows that are not there yet (same recording and destination). */
  readonly add: (
    rows: readonly {
      readonly id: string;
      readonly recordingId: string;
      readonly callId: string;
      readonly destination: string;
      readonly destinationType: string;
      readonly createdAt: number;
    }[],
  ) => Promise<void>;
  /** Rows due at `now` but those for the destinations named, the longest due first. */
  readonly due: (now: number, limit: number, except?: readonly string[]) => Promise<readonly OutboxRow[]>;
  /** When the next row after `now` is due; null when none waits. */
  readonly nextDue: (now: number) => Promise<number | null>;
  /** Makes rows of these states due at `now`: what a crash cut off, and what waits by a clock that was set back. */
  readonly makeDue: (now: number, states: readonly ('running' | 'waiting')[]) => Promise<void>;
  readonly update: (id: string, change: Partial<Omit<OutboxRow, 'id'>>) => Promise<void>;
  readonly row: (id: string) => Promise<OutboxRow | null>;
  /** The newest, at most 1,000. */
  readonly list: (filter: {
    readonly state?: PublicationRow['state'];
    readonly recordingId?: string;
    readonly destination?: string;
  }) => Promise<readonly OutboxRow[]>;
  /** Names (ids) of rows that are not published, and have something prepared. */
  readonly unpublished: () => Promise<readonly string[]>;
  /** How many rows there are of each state, destination by destination, and when the last was published. */
  readonly counts: () => Promise<
    readonly {
      readonly destination: string;
      readonly state: PublicationRow['state'];
      readonly rows: number;
      readonly bytes: number;
      readonly lastPublishedAt: number | null;
    }[]
  >;
};

/** Tags, tickets and notes of recordings. */
export type Annotations = {
  readonly labels: (recordingId: string) => Promise<RecordingLabels>;
  /** These and no others. */
  readonly setLabels: (
    labels: RecordingLabels & {
      readonly recordingId: string;
      readonly callId: string;
      readonly by: string;
      readonly at: number;
    },
  ) => Promise<void>;
  /** In the order of their moments. */
  readonly notes: (recordingId: string) => Promise<readonly RecordingNote[]>;
  readonly addNote: (note: {
    readonly id: string;
    readonly recordingId: string;
    readonly callId: string;
    readonly at: number;
    readonly text: string;
    readonly by: string;
    readonly createdAt: number;
  }) => Promise<void>;
  readonly removeNote: (note: { readonly id: string; readonly callId: string }) => Promise<void>;
};

/** Addresses that are told of events, and every telling. */
export type WebhooksStore = {
  readonly list: () => Promise<readonly Webhook[]>;
  /** How each is doing. */
  readonly health: () => Promise<readonly WebhookHealth[]>;
  readonly add: (webhook: Webhook, by: string) => Promise<void>;
  /** @returns false when there is none of that id. */
  readonly change: (id: string, change: Pick<Webhook, 'url' | 'events'>) => Promise<boolean>;
  /** With all that was and would be told to it. */
  readonly remove: (id: string) => Promise<void>;
  /** Adds what is to be told (what is there stays as it is) and saves the place in the journal, in one transaction. */
  readonly queue: (
    deliveries: readonly {
      readonly webhookId: string;
      readonly seq: number;
      readonly body: string;
      readonly at: number;
    }[],
    cursor: { readonly name: string; readonly seq: number },
  ) => Promise<void>;
  readonly due: (
    now: number,
    limit: number,
  ) => Promise<
    readonly {
      readonly webhookId: string;
      readonly seq: number;
      readonly body: string;
      readonly attempts: number;
      readonly url: string;
    }[]
  >;
  readonly update: (
    delivery: { readonly webhookId: string; readonly seq: number },
    change: Pick<WebhookDelivery, 'state' | 'attempts' | 'nextAt' | 'reason' | 'attemptedAt' | 'deliveredAt'>,
  ) => Promise<void>;
  /** The newest first. */
  readonly deliveries: (
    webhookId: string,
    search: { readonly state?: WebhookDelivery['state'] | undefined; readonly limit: number },
  ) => Promise<readonly WebhookDelivery[]>;
  /** Has one be told at once, or all that were given up (they begin anew). @returns how many. */
  readonly retry: (webhookId: string, seq: number | 'dead', now: number) => Promise<number>;
};

/** Tells an address now that it is one, without an event. @throws CentralitaError `not-found`. */
export type TestWebhook = (webhookId: string) => Promise<WebhookTest>;

/** Tokens of programs, by the hash of each. */
export type TokensStore = {
  /** The newest first, revoked ones too. */
  readonly list: () => Promise<readonly ApiToken[]>;
  readonly add: (token: ApiToken & { readonly tokenHash: string }) => Promise<void>;
  readonly byHash: (tokenHash: string) => Promise<ApiToken | null>;
  readonly used: (id: string, at: number) => Promise<void>;
  /** @returns false when there is none in force of that id. */
  readonly revoke: (id: string, at: number) => Promise<boolean>;
};

/** A calibration without what it came to. */
export type Calibration = Omit<CalibrationRow, 'result' | 'templateName' | 'evaluators'> & {
  readonly evaluators: readonly string[];
  readonly createdBy: string;
};

/** Templates, rules, what is given out, and evaluations as the journal has them. */
export type QualityStore = {
  readonly templates: () => Promise<readonly QualityTemplateRow[]>;
  /** A version of a template; null: the newest. */
  readonly template: (id: string, version: number | null) => Promise<QualityTemplate | null>;
  /** Adds a version. Rejects where that version is there. */
  readonly addTemplate: (template: QualityTemplate, by: UserId, at: number) => Promise<void>;
  readonly retireTemplate: (id: string) => Promise<void>;
  readonly rules: () => Promise<readonly QualityRule[]>;
  readonly putRule: (rule: QualityRule, by: UserId, at: number) => Promise<void>;
  readonly removeRule: (id: string) => Promise<void>;
  /** Those open: for an evaluator, what is theirs or nobody's; null: all. */
  readonly assignments: (evaluatorId: UserId | null) => Promise<readonly QualityAssignment[]>;
  readonly assignment: (id: string) => Promise<(QualityAssignment & { readonly open: boolean }) | null>;
  readonly dismissAssignment: (id: string, by: UserId) => Promise<void>;
  /**
   * Gives out what rules chose, and saves the cursor, in one transaction: a crash repeats nothing. Rows that are there
   * stay as they are.
   */
  readonly giveOut: (chosen: {
    readonly assignments: readonly NewAssignment[];
    readonly seen: readonly { readonly ruleId: string; readonly group: string; readonly seen: number }[];
    readonly cursor: { readonly name: string; readonly seq: number };
  }) => Promise<void>;
  /** How many of a group a rule has seen. */
  readonly seen: (ruleId: string, group: string) => Promise<number>;
  readonly evaluations: (search: EvaluationSearch & { readonly calibrations?: true }) => Promise<Page<EvaluationRow>>;
  readonly evaluation: (id: string) => Promise<EvaluationDetail | null>;
  readonly calibrations: () => Promise<readonly Calibration[]>;
  readonly addCalibration: (calibration: Calibration, agentId: string | null) => Promise<void>;
  readonly closeCalibration: (id: string, at: number) => Promise<void>;
  readonly scoresOf: (calibrationId: string) => Promise<CalibrationResult['scores']>;
  readonly trends: (search: TrendsSearch, timeZone: string) => Promise<QualityTrends>;
};

export type NewAssignment = {
  readonly id: string;
  readonly ruleId: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly agentId: string | null;
  readonly templateId: string;
  readonly evaluatorId: string | null;
  readonly createdAt: number;
};

/** What the HTTP layer asks of quality. */
export type Quality = QualityStore & {
  /** @throws CentralitaError `template-invalid`, `template-not-found`. */
  readonly saveTemplate: (
    template: Omit<QualityTemplate, 'version' | 'id'>,
    id: string | null,
    by: UserId,
  ) => Promise<QualityTemplateRow>;
  /**
   * Takes an evaluation; it is in the journal when this resolves.
   * @throws CentralitaError `recording-not-found`, `template-not-found`, `answers-invalid`, `agent-not-in-call`,
   * `evaluation-superseded`, `assignment-closed`, `own-evaluation`.
   */
  readonly submit: (input: EvaluationInput, evaluator: User) => Promise<EvaluationDetail>;
  /** @throws CentralitaError `not-found`, `evaluation-acknowledged`, `answer-empty`. */
  readonly respond: (
    evaluationId: string,
    response: { readonly how: 'read' | 'answered' | 'acknowledged'; readonly text: string },
    agent: User,
  ) => Promise<EvaluationDetail>;
  readonly calibrationRows: (viewer: User) => Promise<readonly CalibrationRow[]>;
  /** @throws CentralitaError `recording-not-found`, `template-not-found`, `evaluators-unknown`. */
  readonly calibrate: (
    asked: {
      readonly name: string;
      readonly recordingId: string;
      readonly templateId: string;
      readonly evaluators: readonly string[];
    },
    by: User,
  ) => Promise<string>;
  /** Whether somebody may see an evaluation: see services/quality/rights.ts. */
  readonly visible: (evaluation: EvaluationDetail, viewer: User) => Promise<boolean>;
};

/** What the HTTP layer asks of the recorder. */
export type RecorderPort = {
  /**
   * Decrypts for a listener. `ogg` is the sealed Opus; `wav` is decoded from it.
   * @throws CentralitaError `recording-not-found`, `recording-not-sealed`, `recording-damaged`.
   */
  readonly open: (recordingId: RecordingId, format: 'ogg' | 'wav') => Promise<Uint8Array>;
  readonly publishAgain: (recordingId: RecordingId, destination: string) => Promise<PublicationRow>;
  /** How each destination is doing now. */
  readonly destinations: () => Promise<readonly DestinationHealth[]>;
  /** Sends a small text there. @throws CentralitaError `destination-not-found`. */
  readonly test: (destination: string) => Promise<DestinationTest>;
};

export type * from './ports/bulk.ts';

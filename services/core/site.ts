import type { Calendar, Holidays } from './calendar.ts';
import type { ConsentPolicy } from './consent.ts';
import type { AgentId, QueueId, ServiceId, SkillId, UserId } from './ids.ts';
import type { OpeningHours } from './schedule.ts';
import type { Value } from './variable.ts';

/** A language people read or hear; a new one is a new file in the language folders. */
export type Language = string;

/** A text in each language. */
export type LocalText = Readonly<Record<Language, string>>;

/** *Service*: a line the centre attends for a client. */
export type Service = {
  readonly id: ServiceId;
  readonly name: string;
  readonly client: string;
  /** Numbers dialled by callers that lead here. */
  readonly numbers: readonly string[];
  readonly flow: string;
  readonly hours: OpeningHours;
  /** Who answers for the recordings: named when consent is asked. */
  readonly holder: string;
  /** Whom it asks whether the call may be recorded, and what is kept then; without it, the usual. */
  readonly consent?: ConsentPolicy | undefined;
};

/** How a queue gives its calls to agents: a strategy of services/routing with its parameters. */
export type StrategyChoice = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A way out of a queue into another one: the first rule that holds is taken. At least one condition is set. */
export type Overflow = {
  readonly to: QueueId;
  /** After waiting so long, in seconds. */
  readonly afterSeconds?: number | undefined;
  /** On entering, when so many calls wait already. */
  readonly length?: number | undefined;
  /** On entering, when more calls wait for each available agent than this. */
  readonly ratio?: number | undefined;
};

/** *Queue* and its targets. Times in seconds. */
export type Queue = {
  readonly id: QueueId;
  readonly name: LocalText;
  readonly service: ServiceId;
  readonly strategy: StrategyChoice;
  /** Agents that attend it, in order. */
  readonly agents: readonly AgentId[];
  /** What of an agent's membership is not usual. `order`: which of the agent's queues goes first (1 before 2); `weight`: of a weighted random choice. */
  readonly members: Readonly<
    Record<AgentId, { readonly order?: number | undefined; readonly weight?: number | undefined }>
  >;
  /** Support level, 0 to 4, and the queue of the level above. */
  readonly level: number;
  readonly escalatesTo: QueueId | null;
  /** A level of priority is worth so many seconds of waiting; null: who has the higher priority always goes first. */
  readonly agingSeconds: number | null;
  /** Callers of a list enter with its priority (0 to 100) when that is higher. */
  readonly vip: readonly { readonly list: string; readonly priority: number }[];
  readonly overflow: readonly Overflow[];
  /** More waiting calls, or a longer wait, are refused: the flow goes on by `full` or `timeout`. */
  readonly maximum: { readonly length: number | null; readonly seconds: number | null };
  /** Closed outside these: the flow goes on by `closed`. Null: whenever it is asked. */
  readonly hours: OpeningHours | null;
  readonly announce: { readonly position: boolean; readonly wait: boolean };
  /** Messages told in turn while a caller waits; prompts of the language files. */
  readonly comfort: { readonly everySeconds: number; readonly prompts: readonly string[] } | null;
  /** Offers missed in a row after which an agent is set aside. */
  readonly missedLimit: number;
  /** What a wrap-up may be extended by, in all. */
  readonly wrapUpExtensionSeconds: number;
  readonly callback: {
    readonly attempts: number;
    readonly retrySeconds: number;
    readonly ringSeconds: number;
    /** Open call-backs of one number at once, over all queues. */
    readonly perNumber: number;
    /** Requests of callers for one number within 24 hours. */
    readonly perDay: number;
  };
  readonly ringSeconds: number;
  readonly announceSeconds: number;
  readonly wrapUpSeconds: number;
  /** Threshold T of the service level, and its target share (0 to 1). */
  readonly serviceLevel: { readonly seconds: number; readonly target: number };
  /** Abandonments before this many seconds are short: counted apart. */
  readonly shortAbandonSeconds: number;
};

export type Role = 'agent' | 'supervisor' | 'auditor' | 'administrator';

/** Somebody who signs in. An agent's telephone is the SIP endpoint `agent-<id>`. */
export type User = {
  readonly id: UserId;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  /** `browser`: WebRTC in the page; `sip`: a desk telephone. Agents have one; a supervisor needs one to listen. */
  readonly phone?: 'browser' | 'sip';
  /** Level (1 to 10) of each skill. */
  readonly skills?: Readonly<Record<SkillId, number>>;
};

/** A reason for a break. Who is longer on it than its limit is shown so. */
export type BreakReason = { readonly id: string; readonly name: LocalText; readonly limitSeconds: number | null };

/** *Table*: rows by their key, each with a value for some columns. */
export type Table = {
  readonly id: string;
  readonly name: LocalText;
  readonly rows: Readonly<Record<string, Readonly<Record<string, Value>>>>;
};

/**
 * Which calls are recorded, under consent as ever: the first rule of which all conditions hold says it, and where none
 * does, the call is. `sample`: the share (0 to 1) of those calls, drawn for each; 0 records on demand alone.
 */
export type RecordingRule = {
  readonly services?: readonly ServiceId[] | undefined;
  readonly queues?: readonly QueueId[] | undefined;
  readonly agents?: readonly AgentId[] | undefined;
  /** Lists of callers. */
  readonly lists?: readonly string[] | undefined;
  /** Callers' numbers that begin so. */
  readonly numbers?: readonly string[] | undefined;
  readonly directions?: readonly ('inbound' | 'callback')[] | undefined;
  readonly sample: number;
};

export type RecordingSettings = {
  /** The longest pause, in seconds: then the recording goes on by itself. */
  readonly pauseSeconds: number;
  /** On what a person may state that consent was given. Empty: anything. */
  readonly bases: readonly { readonly id: string; readonly name: LocalText }[];
  readonly rules: readonly RecordingRule[];
};

/** What the centre consists of. Read from the site file; a change arrives as a new value, calls in progress keep theirs. */
export type Site = {
  readonly services: readonly Service[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly breakReasons: readonly BreakReason[];
  readonly skills: readonly { readonly id: SkillId; readonly name: LocalText }[];
  /** Lists of callers, as the numbers that a telephone shows: VIPs, nuisances, … */
  readonly lists: readonly { readonly id: string; readonly name: LocalText; readonly numbers: readonly string[] }[];
  /** Opening hours that flows name. */
  readonly calendars?: readonly Calendar[];
  readonly holidays?: readonly Holidays[];
  /** What flows look up. */
  readonly tables?: readonly Table[];
  /** Calls to outside numbers. */
  readonly outbound: {
    /** Name of a line of the settings; null: no outside calls. */
    readonly trunk: string | null;
    readonly callerId: string;
    /** Region (ISO 3166) of numbers written without a country. */
    readonly region: string;
    /** E.164 prefixes that agents and call-backs may dial, such as `+34`; anything else is refused. */
    readonly allowed: readonly string[];
  };
  readonly recording?: RecordingSettings | undefined;
  /** Whether an agent sees that a supervisor listens, and who. */
  readonly monitoring: { readonly tellAgent: boolean };
  readonly outcomes: readonly { readonly id: string; readonly name: LocalText }[];
  /** How long a caller is kept for an agent whose page vanished, in seconds. */
  readonly returnSeconds: number;
  /** An agent whose telephone is gone for so long is signed out, so that nobody waits for a closed page, in seconds. */
  readonly awaySeconds: number;
};

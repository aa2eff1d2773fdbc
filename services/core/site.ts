import type { AgentId, QueueId, ServiceId, UserId } from './ids.ts';
import type { OpeningHours } from './schedule.ts';

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
};

/** *Queue* and its targets. Times in seconds. */
export type Queue = {
  readonly id: QueueId;
  readonly name: LocalText;
  readonly service: ServiceId;
  readonly strategy: { readonly type: string } & Readonly<Record<string, unknown>>;
  /** Agents that attend it, in order. */
  readonly agents: readonly AgentId[];
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
  /** `browser`: WebRTC in the agent's desk; `sip`: a desk telephone. Only for agents. */
  readonly phone?: 'browser' | 'sip';
};

/** What the centre consists of. Read from the site file; a change arrives as a new value, calls in progress keep theirs. */
export type Site = {
  readonly services: readonly Service[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly breakReasons: readonly { readonly id: string; readonly name: LocalText }[];
  readonly outcomes: readonly { readonly id: string; readonly name: LocalText }[];
  /** How long a caller is kept for an agent whose page vanished, in seconds. */
  readonly returnSeconds: number;
  /** An agent whose telephone is gone for so long is signed out, so that nobody waits for a closed page, in seconds. */
  readonly awaySeconds: number;
};

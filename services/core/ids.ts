/** Identifiers. All are opaque strings; the engine chooses those of calls, legs, bridges and playbacks before it asks for them. */
export type CallId = string;
export type LegId = string;
export type AgentId = string;
export type UserId = string;
export type QueueId = string;
export type ServiceId = string;
export type SkillId = string;
export type OfferId = string;
export type BridgeId = string;
export type PlaybackId = string;
export type RecordingId = string;
export type CaptureId = string;
export type TimerId = string;

/** What `step` may draw from: nothing else in the core knows a clock, a random number or a fresh id. */
export type Draw = {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** A fresh identifier that starts with the given kind, such as `call-…`. */
  readonly id: (kind: string) => string;
  /** A number in [0, 1). */
  readonly random: () => number;
};

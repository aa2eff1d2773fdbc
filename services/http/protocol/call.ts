import type { CallRow } from './call-search.ts';
import type { RecordingDetail } from './recording.ts';

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

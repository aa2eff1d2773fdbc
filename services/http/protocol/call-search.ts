import type { Consent } from '../../core/call.ts';
import type { CallResult, Side } from '../../core/event.ts';
import type { Role } from '../../core/site.ts';
import type { RecordingState } from './recording.ts';

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
  /** Beginnings of words of the call's note, and of the notes of its recording. */
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
  readonly tag?: string;
  readonly ticket?: string;
  /** Score of a standing evaluation, of a hundred: at least, at most. */
  readonly minScore?: number;
  readonly maxScore?: number;
  /** Who evaluated it. */
  readonly evaluator?: string;
  /** A legal hold is in force. */
  readonly legalHold?: boolean;
  readonly published?: boolean;
  /** Where it was published. */
  readonly destination?: string;
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

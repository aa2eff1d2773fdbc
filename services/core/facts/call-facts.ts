import type { LegId, PlaybackId, ServiceId, UserId } from '../ids.ts';
import type { Prompt } from '../prompt.ts';
import type { LocalText } from '../site.ts';
import type { OfCall } from './of.ts';

/** Which side ended a call. */
export type Side = 'caller' | 'agent' | 'system';

/** Where a call is in its flow; `data` is the step's own memory. */
export type FlowState = { readonly step: string; readonly data: unknown };

export type ConsentSource =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'agent'; readonly userId: UserId }
  | { readonly kind: 'flow' };

/** `callback`: asked to be called back; `callback-failed`: a call-back that reached nobody. */
export type CallResult = 'answered' | 'abandoned' | 'voicemail' | 'menu' | 'callback' | 'callback-failed';

/** The call and its menu. Times are ms since the epoch. */
export type CallFacts = {
  'call-rang': OfCall & {
    legId: LegId;
    direction: 'inbound' | 'callback';
    number: string;
    callerName: string;
    dialled: string;
    serviceId: ServiceId;
    flow: string;
    flowVersion: string;
    language: string;
    /** First ring; earlier than the event when the controller was away. */
    rangAt: number;
    /** What the carrier knows the call by. */
    sipCallId?: string;
  };
  'line-answered': OfCall;
  'step-entered': OfCall & { step: string; stepType: string; label: LocalText };
  'step-left': OfCall & { step: string; exit: string };
  /** A step's own memory changed; not a thing people look at. It is woken at `wakeAt`, if any. */
  'step-continued': OfCall & { step: string; data: unknown; wakeAt: number | null };
  'prompt-started': OfCall & { playbackId: PlaybackId; prompts: readonly Prompt[] };
  'prompt-ended': OfCall & { playbackId: PlaybackId; how: 'done' | 'interrupted' | 'failed' };
  /** `ahead`: typed before a step wanted it, and kept for the next that does. */
  'digit-pressed': OfCall & { digit: string; ahead: boolean };
  /** A step took the first of the keys typed ahead. */
  'ahead-taken': OfCall;
  'language-chosen': OfCall & { language: string };
  /** The far end of a leg asked to end it. */
  'hang-up-requested': OfCall & { legId: LegId; side: Side; cause: number };
  /** `reason`: `hang-up`, `media-lost`, `flow-ended`, `flow-fault`, `asterisk-restarted`, `gone-while-away`; `cause` is Q.850. */
  'call-ended': OfCall & { by: Side; reason: string; cause: number; result: CallResult };
};

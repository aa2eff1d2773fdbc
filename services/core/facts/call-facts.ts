import type { WebOutcome } from '../flow.ts';
import type { AgentId, LegId, PlaybackId, QueueId, ServiceId, UserId } from '../ids.ts';
import type { Prompt } from '../prompt.ts';
import type { LocalText } from '../site.ts';
import type { Value } from '../variable.ts';
import type { OfCall } from './of.ts';

/** Which side ended a call. */
export type Side = 'caller' | 'agent' | 'system';

/** Where a call is in its flow; `data` is the step's own memory. */
export type FlowState = { readonly step: string; readonly data: unknown };

export type ConsentSource =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'agent'; readonly userId: UserId }
  | { readonly kind: 'flow' }
  /** The caller typed a code in the call. */
  | { readonly kind: 'code'; readonly code: string }
  /** It was announced, on a legal basis. */
  | { readonly kind: 'announcement' }
  /** A program or a page that is not the agent's. */
  | { readonly kind: 'api'; readonly userId: UserId };

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
    /** The version of every flow that it may go into; none in older journals. */
    subFlows?: Readonly<Record<string, string>>;
    language: string;
    /** First ring; earlier than the event when the controller was away. */
    rangAt: number;
    /** What the carrier knows the call by. */
    sipCallId?: string;
  };
  'line-answered': OfCall;
  /** `flow` and `version` are missing in older journals: those of the call then. */
  'step-entered': OfCall & {
    step: string;
    stepType: string;
    label: LocalText;
    flow?: string;
    version?: string;
    sensitive?: boolean;
  };
  'step-left': OfCall & { step: string; exit: string };
  /** A step's own memory changed; not a thing people look at. It is woken at `wakeAt`, if any. */
  'step-continued': OfCall & { step: string; data: unknown; wakeAt: number | null };
  'prompt-started': OfCall & { playbackId: PlaybackId; prompts: readonly Prompt[] };
  /** `keyDown`: by a key that is still down: what it is follows. */
  'prompt-ended': OfCall & { playbackId: PlaybackId; how: 'done' | 'interrupted' | 'failed'; keyDown?: true };
  /** `ahead`: typed before a step wanted it, and kept for the next that does. A `•` stands for a key that is sensitive. */
  'digit-pressed': OfCall & { digit: string; ahead: boolean };
  /** A step took the first of the keys typed ahead. `digit`: where it was masked, and turned out not to be sensitive. */
  'ahead-taken': OfCall & { digit?: string };
  /** Null unsets. What is sensitive has no event: it is in the vault alone. */
  'variables-set': OfCall & { values: Readonly<Record<string, Value | null>> };
  /** The call goes into another flow, from the step that it is in. */
  'sub-flow-entered': OfCall & { flow: string; version: string; values: Readonly<Record<string, Value>> };
  /** And is back in that step. */
  'sub-flow-left': OfCall & { flow: string; exit: string };
  'web-asked': OfCall & { requestId: string; method: 'GET' | 'POST'; host: string };
  'web-answered': OfCall & { requestId: string; how: WebOutcome; status: number | null; ms: number };
  'listening-began': OfCall & { words: readonly string[] };
  'speech-heard': OfCall & { words: string; confidence: number };
  /** `agentId` and `queueId`: the conversation that is judged, if there was one. */
  'survey-answered': OfCall & {
    question: string;
    answer: number;
    queueId: QueueId | null;
    agentId: AgentId | null;
  };
  'message-began': OfCall;
  'message-ended': OfCall & { how: 'key' | 'limit' | 'hang-up' };
  'language-chosen': OfCall & { language: string };
  /** The far end of a leg asked to end it. */
  'hang-up-requested': OfCall & { legId: LegId; side: Side; cause: number };
  /** `reason`: `hang-up`, `media-lost`, `flow-ended`, `flow-fault`, `asterisk-restarted`, `gone-while-away`, `disk-full`; `cause` is Q.850. */
  'call-ended': OfCall & { by: Side; reason: string; cause: number; result: CallResult };
};

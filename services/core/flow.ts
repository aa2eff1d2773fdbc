import type { Prompt } from './prompt.ts';
import type { LocalText, Site } from './site.ts';

/** What a step of a flow is told. */
export type FlowInput =
  | { readonly type: 'enter' }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'prompt-done' }
  /** The step's own timer came. */
  | { readonly type: 'wake' }
  /** The queue gave the call back. */
  | { readonly type: 'queue-exit'; readonly exit: QueueExit };

/** Why a queue gives a call back: nobody is signed in; it is full; the longest wait is over; it is closed. */
export type QueueExit = 'no-agents' | 'full' | 'timeout' | 'closed';

/** What a step asks for. The engine turns each into events and effects. */
export type FlowAction =
  | { readonly do: 'ring' }
  | { readonly do: 'answer' }
  | { readonly do: 'play'; readonly prompts: readonly Prompt[] }
  | { readonly do: 'stop-play' }
  /** Remember and, if `wakeAt` (ms since the epoch) is set, be woken. */
  | { readonly do: 'remember'; readonly data: unknown; readonly wakeAt: number | null }
  | { readonly do: 'language'; readonly language: string }
  | {
      readonly do: 'consent';
      readonly how: 'asked' | 'given' | 'refused';
      readonly wording: string;
      readonly version: string;
      readonly digit: string | null;
    }
  | {
      readonly do: 'queue';
      readonly queueId: string;
      readonly priority: number;
      readonly needs: Readonly<Record<string, number>>;
    }
  /** Out of the queue by the caller's own key; the place can be kept by what comes next. */
  | { readonly do: 'leave-queue' }
  /** The place goes on without the caller, who is called back on this number (E.164). */
  | { readonly do: 'callback'; readonly number: string }
  | { readonly do: 'voicemail'; readonly how: 'begin' | 'key' | 'limit' }
  /** `or`: the way out taken where the flow leads the first one nowhere. */
  | { readonly do: 'exit'; readonly exit: string; readonly or?: string }
  | { readonly do: 'hang-up' };

/** Whether a caller may be called back on a number, and why not: it is none, may not be dialled, or has been asked for too often. */
export type CallbackNumber =
  | {
      /** E.164. */
      readonly number: string;
      /** Its digits as they are read out. */
      readonly spoken: string;
    }
  | { readonly refused: 'invalid' | 'not-allowed' | 'limit' };

/** What a step may read of its call. */
export type FlowContext = {
  readonly now: number;
  readonly language: string;
  readonly consent: 'unknown' | 'asked' | 'given' | 'refused' | 'withdrawn';
  readonly serviceId: string;
  /** The caller's number as the telephone network gave it. */
  readonly callerNumber: string;
  /** Whether the caller has left a queue by a key, and the centre can call back: the place can then be kept. */
  readonly hasPlace: boolean;
  /** Looks at a number on which the caller wants to be called back. */
  readonly callbackTo: (written: string) => CallbackNumber;
  /** How many keys wait to be taken, typed ahead. */
  readonly ahead: number;
  readonly data: unknown;
  readonly site: Site;
};

/** How the engine reads flows; ivr-flows implements it. All answers are by flow name and version, so that a call ends on the version on which it began. */
export type Flows = {
  /** The version on which new calls begin, with its first step and language; null when there is no such flow. */
  readonly current: (
    flow: string,
  ) => { readonly version: string; readonly start: string; readonly language: string } | null;
  readonly describe: (
    flow: string,
    version: string,
    step: string,
  ) => {
    readonly type: string;
    readonly label: LocalText;
    readonly listens: boolean;
    readonly listensInQueue: boolean;
  } | null;
  readonly run: (
    flow: string,
    version: string,
    step: string,
    context: FlowContext,
    input: FlowInput,
  ) => readonly FlowAction[];
  /** What the versions on which new calls begin name of the site. */
  readonly references: () => readonly {
    readonly flow: string;
    readonly step: string;
    readonly queues: readonly string[];
    readonly skills: readonly string[];
  }[];
  /** The step to which an exit leads; null ends the call. */
  readonly next: (flow: string, version: string, step: string, exit: string) => string | null;
};

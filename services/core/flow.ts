import type { Prompt } from './prompt.ts';
import type { LocalText, Site } from './site.ts';
import type { Declared, Value } from './variable.ts';

/** What a step of a flow is told. */
export type FlowInput =
  | { readonly type: 'enter' }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'prompt-done' }
  /** The step's own timer came. */
  | { readonly type: 'wake' }
  /** The queue gave the call back. */
  | { readonly type: 'queue-exit'; readonly exit: QueueExit }
  /** The agent hung up, and the caller is still there. */
  | { readonly type: 'talk-ended' }
  /** What came of a web request; `body` is JSON, of an answer alone. */
  | { readonly type: 'answered'; readonly how: WebOutcome; readonly status: number | null; readonly body: unknown }
  /** The recogniser understood something; `confidence` from 0 to 1. */
  | { readonly type: 'heard'; readonly words: string; readonly confidence: number }
  /** The outside number did not answer, or none may be called. */
  | { readonly type: 'transfer-failed' }
  /** A sub-flow came to a `return` step: its way out, and its variables then. */
  | { readonly type: 'returned'; readonly exit: string; readonly variable: (name: string) => Read };

/**
 * What came of a request to a web service: it answered (with any status); it took too long; it could not be reached;
 * its circuit is open after many failures; its answer was too large, no JSON, or led elsewhere; it may not be asked.
 */
export type WebOutcome = 'answered' | 'timeout' | 'failed' | 'open' | 'invalid' | 'refused';

/** A variable read. `secret`: it may be handed on, and never be kept where anybody finds it. */
export type Read = { readonly value: Value | undefined; readonly secret: boolean };

/** Why a queue gives a call back: nobody is signed in; it is full; the longest wait is over; it is closed. */
export type QueueExit = 'no-agents' | 'full' | 'timeout' | 'closed';

/** What a step asks for. The engine turns each into events and effects. */
export type FlowAction =
  | { readonly do: 'ring' }
  | { readonly do: 'answer' }
  /** `secret`: what is said is kept out of the journal. */
  | { readonly do: 'play'; readonly prompts: readonly Prompt[]; readonly secret?: boolean }
  | { readonly do: 'stop-play' }
  /** Remember and, if `wakeAt` (ms since the epoch) is set, be woken. */
  | { readonly do: 'remember'; readonly data: unknown; readonly wakeAt: number | null }
  | { readonly do: 'language'; readonly language: string }
  | {
      readonly do: 'consent';
      /** `announced`: told, on a legal basis, and not asked. */
      readonly how: 'asked' | 'given' | 'refused' | 'announced';
      readonly wording: string;
      readonly version: string;
      readonly digit: string | null;
      readonly basis?: string;
      /** What the wording is made of. */
      readonly said?: readonly Prompt[];
    }
  | {
      readonly do: 'queue';
      readonly queueId: string;
      readonly priority: number;
      readonly needs: Readonly<Record<string, number>>;
      /** Rings this one first, where that is possible. */
      readonly agentId?: string;
    }
  /** Out of the queue by the caller's own key; the place can be kept by what comes next. */
  | { readonly do: 'leave-queue' }
  /** The place goes on without the caller, who is called back on this number (E.164). */
  | { readonly do: 'callback'; readonly number: string }
  | { readonly do: 'voicemail'; readonly how: 'begin' | 'key' | 'limit' }
  /** As a voicemail, and the flow goes on afterwards. */
  | { readonly do: 'message'; readonly how: 'begin' | 'key' | 'limit' }
  /** Values of declared variables; undefined unsets. `secret` names those made of something sensitive. */
  | {
      readonly do: 'set';
      readonly values: Readonly<Record<string, Value | undefined>>;
      readonly secret?: readonly string[];
    }
  /** A step's own secret, such as the digits typed so far: kept in the vault until the step is left; null forgets it. */
  | { readonly do: 'keep'; readonly name: string; readonly value: string | null }
  /** Asks a web service. Values of the settings' secrets are put in where it is sent: `{{secret.NAME}}` in headers. */
  | {
      readonly do: 'web';
      readonly method: 'GET' | 'POST';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
      readonly timeoutMs: number;
    }
  /** Calls an outside number (any writing), and puts the caller through. */
  | { readonly do: 'send-outside'; readonly number: string }
  | { readonly do: 'survey'; readonly question: string; readonly answer: number }
  /** Listens for these words (lower case) until the step is left, where a recogniser is there. */
  | { readonly do: 'listen'; readonly words: readonly string[] }
  | {
      readonly do: 'sub-flow';
      readonly flow: string;
      readonly values: Readonly<Record<string, Value | undefined>>;
      readonly secret: readonly string[];
    }
  /** Out of a sub-flow, by that way out of the step that went into it; without one, the call ends. */
  | { readonly do: 'return'; readonly exit: string }
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

/** How a queue stands. `ready`: agents who could take a call now. */
export type QueueState = {
  readonly waiting: number;
  readonly ready: number;
  /** Of a call that would enter now, in seconds; null while nothing is known of it. */
  readonly expectedWaitSeconds: number | null;
};

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
  /** Whether a prompt plays now. */
  readonly playing: boolean;
  readonly data: unknown;
  readonly callerName: string;
  /** The number that the caller dialled. */
  readonly dialled: string;
  /** A variable of the flow, or its default. */
  readonly variable: (name: string) => Read;
  /** What the step itself has put into the vault. */
  readonly kept: (name: string) => string | undefined;
  /** Whether what is typed and said in this step is sensitive. */
  readonly sensitive: boolean;
  /** The flow and the step as they are called: what a choice that stays the same for a caller is made from. */
  readonly flow: string;
  readonly step: string;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** How a queue stands; null where there is none. */
  readonly queueState: (queueId: string) => QueueState | null;
  /** A number as it is called from here (E.164); null where it is none. */
  readonly phone: (written: string) => string | null;
  /** Whether a recogniser listens in the call's language. */
  readonly hears: boolean;
  readonly site: Site;
};

/** How the engine reads flows; ivr-flows implements it. All answers are by flow name and version, so that a call ends on the version on which it began. */
export type Flows = {
  /** The version on which new calls begin, with its first step and language; null when there is no such flow. */
  readonly current: (flow: string) => {
    readonly version: string;
    readonly start: string;
    readonly language: string;
    /** The version of every flow that it may go into: a call stays on them. */
    readonly subFlows: Readonly<Record<string, string>>;
  } | null;
  /** Of any version: its first step, and the variables that it declares. */
  readonly outline: (
    flow: string,
    version: string,
  ) => { readonly start: string; readonly variables: ReadonlyMap<string, Declared> } | null;
  readonly describe: (
    flow: string,
    version: string,
    step: string,
  ) => {
    readonly type: string;
    readonly label: LocalText;
    readonly listens: boolean;
    readonly listensInQueue: boolean;
    /** Whether any key ends what is being said there, as soon as it goes down. */
    readonly cutByKeys: boolean;
    /** What is typed and said there is sensitive: masked, and not recorded. */
    readonly sensitive: boolean;
    /** A key pressed now may be for a step that is. */
    readonly beforeSensitive: boolean;
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
    /** Keys of what it says; a flow's own texts as `<flow>/<key>`. */
    readonly prompts: readonly string[];
  }[];
  /** The step to which an exit leads; null ends the call. */
  readonly next: (flow: string, version: string, step: string, exit: string) => string | null;
};

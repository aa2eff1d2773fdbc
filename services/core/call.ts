import type { By } from './agent.ts';
import type { Consent, PartyId, Sides } from './consent.ts';
import type { CallResult, FlowState } from './event.ts';
import type {
  AgentId,
  BridgeId,
  CallId,
  CaptureId,
  LegId,
  OfferId,
  PlaybackId,
  QueueId,
  RecordingId,
  ServiceId,
  SkillId,
  UserId,
} from './ids.ts';
import type { LocalText } from './site.ts';
import type { Values } from './variable.ts';

export type { Consent } from './consent.ts';

/** A stretch of audio being taken by Asterisk. What was asked for and what Asterisk confirmed are two things. */
export type Capture = {
  readonly captureId: CaptureId;
  readonly legId: LegId;
  readonly state: 'asked' | 'running';
  /** A pause: silence on both sides. */
  readonly muteAsked: boolean;
  readonly muteBy: By;
  readonly muted: boolean;
  /** Sides that are silent for want of consent, whether it is paused or not. */
  readonly silent: Sides;
  /** What Asterisk said last of what is silent in it. */
  readonly silenced: Sides;
  readonly stopAsked: boolean;
};

/** The recording of a call: one per call, with a part per stretch of consent. */
export type CallRecording = {
  readonly recordingId: RecordingId;
  /** Whether any part ever began. */
  readonly started: boolean;
  readonly capture: Capture | null;
  /** The last part could not be taken; another is tried when there is a new reason to. */
  readonly failed: boolean;
};

/** Nothing is kept for a while, by somebody's wish; `until`: when that ends by itself (ms since the epoch). */
export type Pause = { readonly by: By; readonly until: number };

/** How a call came into a queue. `returned` and `callback`: the same offered call goes on, and is not counted again. */
export type Via = 'flow' | 'returned' | 'transfer' | 'overflow' | 'move' | 'callback';

/** Levels (1 to 10) that a call asks of skills. */
export type Needs = Readonly<Record<SkillId, number>>;

/** Only this agent, until then: chosen by name, the one who knows the caller, or a supervisor who takes the call. */
export type Direct = {
  readonly agentId: AgentId;
  readonly until: number;
  readonly why: 'transfer' | 'move' | 'last-agent' | 'callback' | 'take';
};

/** When a waiting call wants something done (ms since the epoch); null: never. */
export type Agenda = {
  readonly announceAt: number | null;
  readonly comfortAt: number | null;
  /** The strategy looks at more agents. */
  readonly widenAt: number | null;
  readonly overflowAt: number | null;
  /** The longest wait is over. */
  readonly limitAt: number | null;
};

export type QueuePlace = {
  readonly at: 'queue';
  readonly queueId: QueueId;
  readonly visit: string;
  readonly enteredAt: number;
  /** Since the first queue of this wait: what an overflow or a call-back keeps. */
  readonly waitingSince: number;
  readonly day: string;
  readonly via: Via;
  readonly priority: number;
  /** Who is lower is served first. Made of waiting and priority, and fixed while neither changes. */
  readonly order: number;
  /** How often the strategy has widened what it looks at. */
  readonly stage: number;
  readonly direct: Direct | null;
  /** Messages of comfort told so far. */
  readonly comforted: number;
  readonly offers: readonly OfferId[];
  readonly agenda: Agenda;
};

/** Somebody else in a conversation: asked by the agent, or joined to it. */
export type Party = {
  readonly legId: LegId;
  readonly who:
    | { readonly kind: 'agent'; readonly agentId: AgentId }
    | { readonly kind: 'number'; readonly number: string };
  readonly state: 'ringing' | 'here';
  /** `consult`: the caller hears music meanwhile; `conference`: all three talk. */
  readonly mode: 'consult' | 'conference';
  readonly since: number;
  /** How long the telephone may ring. */
  readonly until: number;
};

/** How a supervisor takes part: hears both; speaks to the agent alone; speaks with both. */
export type WatchMode = 'listen' | 'whisper' | 'barge';

/** A supervisor on a conversation. `snoopId`: the leg through which Asterisk lets listen; none in `barge`. */
export type Watcher = {
  readonly userId: UserId;
  readonly legId: LegId;
  readonly mode: WatchMode;
  readonly state: 'ringing' | 'here';
  /** How long the telephone may ring. */
  readonly until: number;
  /** Gets the call as soon as the telephone is answered. */
  readonly takes: boolean;
  readonly snoopId: LegId;
  readonly bridgeId: BridgeId;
};

/** Where the call is, apart from its menu. */
export type Place =
  | { readonly at: 'menu' }
  | QueuePlace
  | {
      readonly at: 'conversation';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId;
      readonly bridgeId: BridgeId;
      readonly held: boolean;
      readonly since: number;
      readonly third: Party | null;
      readonly watchers: readonly Watcher[];
    }
  /** Transferred to an outside number: nobody of ours talks. An empty `queueId`: sent there by its flow. */
  | {
      readonly at: 'outside';
      readonly queueId: QueueId;
      readonly number: string;
      readonly legId: LegId;
      readonly bridgeId: BridgeId;
      readonly state: 'ringing' | 'here';
      readonly since: number;
      /** How long it may ring. */
      readonly until: number;
      /** The agent who had it before, if any. */
      readonly from: AgentId | null;
    }
  /** A call-back whose time has not come. */
  | { readonly at: 'scheduled'; readonly queueId: QueueId; readonly until: number }
  /** A call-back: the agent is there, the person is being called. */
  | {
      readonly at: 'calling';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId;
      readonly bridgeId: BridgeId;
      readonly until: number;
    }
  /** The agent's page is away; the caller hears music. `agentLegId` while the agent is being dialled again. */
  | {
      readonly at: 'kept';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId | null;
      readonly until: number;
    };

export type Conversation = Extract<Place, { at: 'conversation' }>;

/** A step of the menu the caller was in, with the way out taken. */
export type PathStep = {
  readonly step: string;
  readonly label: LocalText;
  readonly exit: string | null;
  readonly at: number;
};

/** A flow that waits for another one, into which it went from its step. */
export type Frame = {
  readonly flow: string;
  readonly version: string;
  readonly step: FlowState;
  readonly variables: Values;
};

/** *Call*: one caller's journey, as long as it lives. Times are ms since the epoch. */
export type Call = {
  readonly id: CallId;
  /** The caller's, or the one on which a call-back will call: then `leg` says how far that is. */
  readonly legId: LegId;
  readonly leg: 'none' | 'dialling' | 'here';
  readonly direction: 'inbound' | 'callback';
  /** Of a call-back. `order` and `waitingSince` are the place that it keeps. */
  readonly callback: {
    readonly originId: CallId | null;
    readonly queueId: QueueId;
    readonly priority: number;
    readonly order: number;
    readonly waitingSince: number;
    readonly attempts: number;
  } | null;
  /** The place left by a key, which a call-back asked for next would keep. */
  readonly left: {
    readonly queueId: QueueId;
    readonly priority: number;
    readonly order: number;
    readonly waitingSince: number;
    /** The local date on which the call was offered. */
    readonly day: string;
  } | null;
  /** The queue it entered last. */
  readonly queueId: QueueId | null;
  /** Skills the flow asked for. */
  readonly needs: Needs;
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly serviceId: ServiceId;
  readonly flow: string;
  readonly flowVersion: string;
  /** The version of every flow that it may go into. */
  readonly subFlows: Readonly<Record<string, string>>;
  /** The flow that its step is of: another than `flow` within a sub-flow. */
  readonly inFlow: { readonly flow: string; readonly version: string };
  /** Flows that wait for that one, the first first. */
  readonly frames: readonly Frame[];
  /** Of that flow; what is sensitive is in the vault. */
  readonly variables: Values;
  /** The web request that its step waits for. */
  readonly web: { readonly requestId: string; readonly since: number } | null;
  /** Since when a key is down that cut a prompt short, and is not known yet (ms since the epoch). */
  readonly keyDownAt: number | null;
  /** The words that a recogniser listens for; null: it does not. */
  readonly listening: readonly string[] | null;
  /** Whether what is typed and said in its step is sensitive. */
  readonly sensitive: boolean;
  /** A step in which what is typed and said is sensitive was left then (ms since the epoch). */
  readonly hushedAt: number | null;
  /** Who talked with the caller last, once the agent has hung up. */
  readonly talked: { readonly agentId: AgentId; readonly queueId: QueueId } | null;
  readonly language: string;
  readonly rangAt: number;
  readonly answered: boolean;
  readonly step: FlowState | null;
  readonly wakeAt: number | null;
  readonly playing: PlaybackId | null;
  /** Keys no step wanted yet. */
  readonly ahead: readonly string[];
  /** How many keys the journal has; bounds what a storm of them can write. */
  readonly keys: number;
  /** The caller's. */
  readonly consent: Consent;
  /** What the others have said of theirs. */
  readonly parties: Readonly<Record<PartyId, Consent>>;
  /** The beginning of a code that the caller types, and until when the rest is waited for (ms since the epoch). */
  readonly code: { readonly digits: string; readonly until: number } | null;
  readonly pause: Pause | null;
  /** What somebody wants of the recording, whatever the rules say. */
  readonly demand: 'start' | 'stop' | null;
  readonly recording: CallRecording | null;
  readonly voicemail: 'none' | 'recording' | 'done';
  /** Whether a message is being taken, after which the flow goes on. */
  readonly message: boolean;
  readonly place: Place;
  readonly placeSince: number;
  readonly result: CallResult;
  readonly path: readonly PathStep[];
};

/** *Offer*: one attempt to give a call to an agent. */
export type Offer = {
  readonly id: OfferId;
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly queueId: QueueId;
  readonly legId: LegId;
  readonly rang: boolean;
  readonly until: number;
};

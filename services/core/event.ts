import type { Availability, By } from './agent.ts';
import type { Agenda, Direct, Needs, Party, Via, WatchMode } from './call.ts';
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
  UserId,
} from './ids.ts';
import type { Prompt } from './prompt.ts';
import type { LocalText } from './site.ts';

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

/** Where somebody sends a call. `level-above`: the queue to which its queue escalates. */
export type Target =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'queue'; readonly queueId: QueueId }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'level-above' };

/** Why a call left a queue. `exit`: by a key; `full`, `timeout`, `closed`: by a limit; `ended`: ended by somebody else. */
export type QueueEnd =
  | 'answered'
  | 'abandoned'
  | 'voicemail'
  | 'no-agents'
  | 'ended'
  | 'exit'
  | 'full'
  | 'timeout'
  | 'closed'
  | 'overflow'
  | 'moved'
  | 'callback';

/**
 * Why somebody is not, or no more, in a conversation: `cancelled` by who had asked for it; `declined`, `busy`, `missed`,
 * `lost` (telephone or page gone), `hang-up` by who was asked; `ended` with the conversation.
 */
export type PartyEnd = 'cancelled' | 'declined' | 'busy' | 'missed' | 'lost' | 'hang-up' | 'ended';

/** A part of the site that is edited as one. `null` for `value`: it was removed. */
export type SiteChange = { readonly section: SiteSection; readonly id: string; readonly value: unknown };
export type SiteSection =
  | 'services'
  | 'queues'
  | 'users'
  | 'skills'
  | 'lists'
  | 'breakReasons'
  | 'outcomes'
  | 'settings'
  | 'destinations'
  | 'publication';

/** Why a strategy chose: a code the pages translate (`why.<code>`) with its figures. */
export type Why = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

type OfCall = { callId: CallId };
type OfOffer = OfCall & { offerId: OfferId; agentId: AgentId };
type OfAgentCall = OfCall & { agentId: AgentId };
type OfRecording = OfCall & { recordingId: RecordingId };
type OfCapture = OfRecording & { captureId: CaptureId };

/** The call and its menu. Times are ms since the epoch. */
type CallFacts = {
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

type RecordingFacts = {
  'consent-asked': OfCall & { wording: string; version: string };
  'consent-given': OfCall & { wording: string; version: string; source: ConsentSource; basis: string };
  'consent-refused': OfCall & { wording: string; version: string; source: ConsentSource };
  'consent-withdrawn': OfCall & { source: ConsentSource; basis: string };
  /** Asked of Asterisk; nothing is known to be recorded yet. */
  'capture-asked': OfCapture & { legId: LegId };
  'recording-started': OfCapture;
  'pause-asked': OfCapture & { muted: boolean; by: By };
  'recording-paused': OfCapture & { by: By };
  'recording-resumed': OfCapture & { by: By };
  'stop-asked': OfCapture;
  /** A part (a stretch with consent) came to its end. */
  'recording-stopped': OfCapture;
  'recording-failed': OfCapture & { reason: string };
  /** No further part will come: the recorder may seal it. */
  'recording-ended': OfRecording & { kind: 'conversation' | 'voicemail' };
  'recording-sealed': OfRecording & { durationMs: number; bytes: number; sha256: string };
  'recording-not-sealed': OfRecording & { reason: string };
  'recording-published': OfRecording & { destination: string; location: string; bytes: number; sha256: string };
  'publication-dead': OfRecording & { destination: string; reason: string };
  'voicemail-began': OfCall & { queueId: QueueId | null };
  'voicemail-ended': OfCall & { how: 'key' | 'limit' | 'hang-up' };
};

type QueueFacts = {
  /** `day` is the service's local date. `returned`: the same offered call goes on (its agent was lost, or it is called back). */
  'queue-entered': OfCall & {
    queueId: QueueId;
    visit: string;
    position: number;
    via: Via;
    priority: number;
    /** Who is lower is served first. */
    order: number;
    waitingSince: number;
    direct: Direct | null;
    needs: Needs;
    returned: boolean;
    day: string;
    agenda: Agenda;
  };
  'queue-announced': OfCall & {
    queueId: QueueId;
    position: number;
    expectedWaitSeconds: number | null;
    nextAnnounceAt: number | null;
  };
  'queue-comforted': OfCall & { queueId: QueueId; nextComfortAt: number };
  /** The strategy looks at more agents from now on, or the one agent was waited for long enough. */
  'queue-widened': OfCall & { queueId: QueueId; stage: number; widenAt: number | null; direct: Direct | null };
  'priority-changed': OfCall & { queueId: QueueId; priority: number; order: number; by: By; reason: string };
  /** `waitMs`: since the entering. `withinTarget` and `short` are judged by the queue's thresholds of that moment. */
  'queue-left': OfCall & {
    queueId: QueueId;
    visit: string;
    reason: QueueEnd;
    returned: boolean;
    waitMs: number;
    withinTarget: boolean;
    short: boolean;
    day: string;
  };
  /** `share`: the group of a strategy that splits. `widenAt`: when the strategy rings more agents. */
  'offer-made': OfOffer & {
    queueId: QueueId;
    legId: LegId;
    strategy: string;
    why: Why;
    until: number;
    share: string | null;
    widenAt: number | null;
  };
  'offer-rang': OfOffer;
  'offer-accepted': OfOffer;
  /** `declined` by the agent, `missed` (rang out), `lost` (telephone or page gone), `cancelled` (the caller left, or Asterisk did). */
  'offer-ended': OfOffer & { how: 'declined' | 'missed' | 'lost' | 'cancelled'; cause: number };
};

type ConversationFacts = {
  'call-connected': OfAgentCall & { queueId: QueueId; bridgeId: BridgeId; agentLegId: LegId };
  'call-held': OfAgentCall;
  'call-resumed': OfAgentCall;
  /** The agent's page or telephone vanished: the caller hears music and is kept until `until`. */
  'agent-lost': OfAgentCall & { reason: string; until: number };
  'agent-redialled': OfAgentCall & { legId: LegId };
  'agent-redial-failed': OfAgentCall & { legId: LegId; cause: number };
  'agent-returned': OfAgentCall & { bridgeId: BridgeId; agentLegId: LegId };
  /** The agent did not come back in time: the call goes to the head of its queue. */
  'agent-gave-up': OfAgentCall & { queueId: QueueId };
  /** The agent sends the call away, or a supervisor does (`by`); what follows says what came of it. */
  'call-transferred': OfAgentCall & { to: Target; by: By; how: 'blind' | 'attended'; reason: string };
  /** Somebody else is called while the caller hears music. */
  'consult-began': OfAgentCall & { legId: LegId; who: Party['who']; until: number };
  'consult-joined': OfAgentCall & { legId: LegId; who: Party['who'] };
  /** The other one is let go, or leaves the conference. */
  'consult-ended': OfAgentCall & { legId: LegId; who: Party['who']; how: PartyEnd; cause: number };
  'conference-began': OfAgentCall & { legId: LegId; who: Party['who'] };
  /** The conversation goes on with another agent: by an attended transfer, or taken by a supervisor. */
  'agent-replaced': OfCall & { from: AgentId; agentId: AgentId; agentLegId: LegId; by: By };
  /** The conversation goes on with an outside number. */
  'sent-outside': OfCall & {
    /** Who had the call; null for one that waited. */
    agentId: AgentId | null;
    number: string;
    legId: LegId;
    bridgeId: BridgeId;
    state: 'ringing' | 'here';
    until: number;
  };
  'outside-answered': OfCall & { legId: LegId };
  /** The number did not answer: the call goes back to the head of its queue. */
  'outside-failed': OfCall & { legId: LegId; number: string; cause: number };
  'watch-asked': OfCall & {
    userId: UserId;
    mode: WatchMode;
    legId: LegId;
    snoopId: LegId;
    bridgeId: BridgeId;
    agentId: AgentId;
    until: number;
    /** Gets the call as soon as the telephone is answered. */
    takes: boolean;
  };
  'watch-began': OfCall & { userId: UserId; mode: WatchMode; agentId: AgentId };
  'watch-mode-changed': OfCall & { userId: UserId; mode: WatchMode; snoopId: LegId; agentId: AgentId };
  'watch-ended': OfCall & { userId: UserId; agentId: AgentId; how: PartyEnd };
  /** A supervisor did something to a call: what follows says what. */
  supervised: OfCall & { by: By; what: 'take' | 'move' | 'end' | 'prioritise'; to: Target | null; reason: string };
  /** The place in the queue goes on without the caller, as the call `callId`. */
  'callback-requested': OfCall & {
    originId: CallId | null;
    legId: LegId;
    number: string;
    callerName: string;
    serviceId: ServiceId;
    queueId: QueueId;
    language: string;
    priority: number;
    order: number;
    waitingSince: number;
    /** Not before (ms since the epoch): its turn comes at once otherwise. */
    notBefore: number | null;
    by: By | { readonly kind: 'caller' };
    reason: string;
  };
  'callback-due': OfCall;
  /** The agent is there; the person is called. */
  'callback-dialled': OfAgentCall & {
    queueId: QueueId;
    legId: LegId;
    agentLegId: LegId;
    bridgeId: BridgeId;
    attempt: number;
    until: number;
  };
  /**
   * The two did not come together. `nextAt`: tried again then, in the same place; null: that was the last time. What is
   * the agent's doing does not count as an attempt.
   */
  'callback-missed': OfAgentCall & {
    attempt: number;
    whose: 'person' | 'agent';
    cause: number;
    nextAt: number | null;
  };
  'wrap-up-began': OfAgentCall & { queueId: QueueId; until: number };
  'wrap-up-extended': OfAgentCall & { until: number; extendedSeconds: number };
  'wrap-up-ended': OfAgentCall & { how: 'finished' | 'limit' };
  'outcome-set': OfAgentCall & { outcome: string | null; note: string };
};

type AgentFacts = {
  'availability-changed': { agentId: AgentId; availability: Availability; by: By };
  'availability-queued': { agentId: AgentId; availability: Availability; by: By };
  'agent-reachable': { agentId: AgentId };
  'agent-unreachable': { agentId: AgentId };
  'desk-opened': { agentId: AgentId };
  'desk-closed': { agentId: AgentId };
  /** Longer on a break than its reason allows. */
  'break-overrun': { agentId: AgentId; reason: string };
  /** Missed offers in a row, counted anew. */
  'missed-counted': { agentId: AgentId; missed: number };
};

type SiteFacts = {
  /** The site is another from here on. `hash` is that of the site file. */
  'site-changed': { changes: readonly SiteChange[]; by: By; reason: string; hash: string };
};

type LinkFacts = {
  'asterisk-lost': Record<never, never>;
  'asterisk-found': { startedAt: number; restarted: boolean };
  'effect-failed': { callId: CallId | null; effect: string; target: string; reason: string };
};

type Facts = CallFacts & RecordingFacts & QueueFacts & ConversationFacts & AgentFacts & SiteFacts & LinkFacts;

/** A fact we committed: past tense, immutable. The journal is the sequence of these. */
export type Event = { [T in keyof Facts]: { readonly type: T } & Readonly<Facts[T]> }[keyof Facts];
export type EventType = keyof Facts;
export type EventOf<T extends EventType> = { readonly type: T } & Readonly<Facts[T]>;

/** An event in its place in the journal. `seq` grows by one; `at` is ms since the epoch. */
export type Recorded<E extends Event = Event> = { readonly seq: number; readonly at: number; readonly event: E };

import type { Availability, By } from './agent.ts';
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

export type CallResult = 'answered' | 'abandoned' | 'voicemail' | 'menu';

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
    direction: 'inbound';
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
  /** `day` is the service's local date. `returned`: back at the head after its agent was lost; the same offered call goes on. */
  'queue-entered': OfCall & {
    queueId: QueueId;
    visit: string;
    position: number;
    priority: number;
    returned: boolean;
    day: string;
    nextAnnounceAt: number;
  };
  'queue-announced': OfCall & {
    queueId: QueueId;
    position: number;
    expectedWaitSeconds: number | null;
    nextAnnounceAt: number;
  };
  /** `waitMs`: since the first entering. `withinTarget` and `short` are judged by the queue's thresholds of that moment. */
  'queue-left': OfCall & {
    queueId: QueueId;
    visit: string;
    reason: 'answered' | 'abandoned' | 'voicemail' | 'no-agents' | 'ended';
    returned: boolean;
    waitMs: number;
    withinTarget: boolean;
    short: boolean;
    day: string;
  };
  'offer-made': OfOffer & { queueId: QueueId; legId: LegId; strategy: string; why: Why; until: number };
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
  'wrap-up-began': OfAgentCall & { until: number };
  'wrap-up-extended': OfAgentCall & { until: number };
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
};

type LinkFacts = {
  'asterisk-lost': Record<never, never>;
  'asterisk-found': { startedAt: number; restarted: boolean };
  'effect-failed': { callId: CallId | null; effect: string; target: string; reason: string };
};

type Facts = CallFacts & RecordingFacts & QueueFacts & ConversationFacts & AgentFacts & LinkFacts;

/** A fact we committed: past tense, immutable. The journal is the sequence of these. */
export type Event = { [T in keyof Facts]: { readonly type: T } & Readonly<Facts[T]> }[keyof Facts];
export type EventType = keyof Facts;
export type EventOf<T extends EventType> = { readonly type: T } & Readonly<Facts[T]>;

/** An event in its place in the journal. `seq` grows by one; `at` is ms since the epoch. */
export type Recorded<E extends Event = Event> = { readonly seq: number; readonly at: number; readonly event: E };

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

/** Which side ended a call. */
export type Side = 'caller' | 'agent' | 'system';

/** Where a step of a flow goes on: plain data, interpreted by the flow. */
export type FlowState = { readonly step: string; readonly data: unknown };

/** A fact we committed: past tense, immutable. The journal is the sequence of these. */
export type Event =
  // The call and its menu.
  | {
      readonly type: 'call-rang';
      readonly callId: CallId;
      readonly legId: LegId;
      readonly direction: 'inbound';
      readonly number: string;
      readonly callerName: string;
      readonly dialled: string;
      readonly serviceId: ServiceId;
      readonly flow: string;
      readonly flowVersion: string;
      readonly language: string;
      /** First ring (ms since the epoch); earlier than the event when the controller was away. */
      readonly rangAt: number;
    }
  | { readonly type: 'line-answered'; readonly callId: CallId }
  | {
      readonly type: 'step-entered';
      readonly callId: CallId;
      readonly step: string;
      readonly stepType: string;
      readonly label: string;
    }
  | { readonly type: 'step-left'; readonly callId: CallId; readonly step: string; readonly exit: string }
  /** The flow's own memory of where it is in a step; not a thing people look at. */
  | {
      readonly type: 'step-continued';
      readonly callId: CallId;
      readonly step: string;
      readonly data: unknown /** The step wants to be woken then. */;
      readonly wakeAt: number | null;
    }
  | {
      readonly type: 'prompt-started';
      readonly callId: CallId;
      readonly playbackId: PlaybackId;
      readonly prompts: readonly Prompt[];
      readonly interruptible: boolean;
    }
  | {
      readonly type: 'prompt-ended';
      readonly callId: CallId;
      readonly playbackId: PlaybackId;
      readonly how: 'done' | 'interrupted' | 'failed';
    }
  | {
      readonly type: 'digit-pressed';
      readonly callId: CallId;
      readonly digit: string /** Typed ahead: no step wanted it yet. */;
      readonly ahead: boolean;
    }
  | { readonly type: 'language-chosen'; readonly callId: CallId; readonly language: string }
  // Consent and recording.
  | { readonly type: 'consent-asked'; readonly callId: CallId; readonly wording: string; readonly version: string }
  | {
      readonly type: 'consent-given';
      readonly callId: CallId;
      readonly wording: string;
      readonly version: string;
      readonly source: ConsentSource;
      readonly basis: string;
    }
  | {
      readonly type: 'consent-refused';
      readonly callId: CallId;
      readonly wording: string;
      readonly version: string;
      readonly source: ConsentSource;
    }
  | {
      readonly type: 'consent-withdrawn';
      readonly callId: CallId;
      readonly source: ConsentSource;
      readonly basis: string;
    }
  /** Asked of Asterisk; nothing is known to be recorded yet. */
  | {
      readonly type: 'capture-asked';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
      readonly legId: LegId;
    }
  | {
      readonly type: 'recording-started';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
    }
  | {
      readonly type: 'pause-asked';
      readonly callId: CallId;
      readonly captureId: CaptureId;
      readonly muted: boolean;
      readonly by: By;
    }
  | {
      readonly type: 'recording-paused';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
      readonly by: By;
    }
  | {
      readonly type: 'recording-resumed';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
      readonly by: By;
    }
  | { readonly type: 'stop-asked'; readonly callId: CallId; readonly captureId: CaptureId }
  /** A part (a stretch with consent) came to its end. */
  | {
      readonly type: 'recording-stopped';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
    }
  | {
      readonly type: 'recording-failed';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly captureId: CaptureId;
      readonly reason: string;
    }
  /** No further part will come: the recorder may seal it. */
  | {
      readonly type: 'recording-ended';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly kind: 'conversation' | 'voicemail';
    }
  | {
      readonly type: 'recording-sealed';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly durationMs: number;
      readonly bytes: number;
      readonly sha256: string;
    }
  | {
      readonly type: 'recording-not-sealed';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly reason: string;
    }
  | {
      readonly type: 'recording-published';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly destination: string;
      readonly location: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  | {
      readonly type: 'publication-dead';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly destination: string;
      readonly reason: string;
    }
  | { readonly type: 'voicemail-began'; readonly callId: CallId; readonly queueId: QueueId | null }
  | { readonly type: 'voicemail-ended'; readonly callId: CallId; readonly how: 'key' | 'limit' | 'hang-up' }
  // Queue and offers.
  | {
      readonly type: 'queue-entered';
      readonly callId: CallId;
      readonly queueId: QueueId;
      readonly visit: string;
      readonly position: number;
      readonly priority: number /** Back at the head after the agent was lost: the same offered call goes on. */;
      readonly returned: boolean;
    }
  | {
      readonly type: 'queue-announced';
      readonly callId: CallId;
      readonly queueId: QueueId;
      readonly position: number;
      readonly expectedWaitSeconds: number | null;
      readonly nextAt: number;
    }
  | {
      readonly type: 'queue-left';
      readonly callId: CallId;
      readonly queueId: QueueId;
      readonly visit: string;
      readonly reason: 'answered' | 'abandoned' | 'voicemail' | 'no-agents' | 'ended';
      readonly enteredAt: number;
    }
  | {
      readonly type: 'offer-made';
      readonly callId: CallId;
      readonly offerId: OfferId;
      readonly agentId: AgentId;
      readonly queueId: QueueId;
      readonly legId: LegId;
      readonly strategy: string;
      readonly why: string;
      readonly until: number;
    }
  | { readonly type: 'offer-rang'; readonly callId: CallId; readonly offerId: OfferId; readonly agentId: AgentId }
  | { readonly type: 'offer-accepted'; readonly callId: CallId; readonly offerId: OfferId; readonly agentId: AgentId }
  /** `declined` by the agent, `missed` (rang out), `lost` (telephone or page gone), `cancelled` (the caller left). */
  | {
      readonly type: 'offer-ended';
      readonly callId: CallId;
      readonly offerId: OfferId;
      readonly agentId: AgentId;
      readonly how: 'declined' | 'missed' | 'lost' | 'cancelled';
      readonly cause: number;
    }
  | {
      readonly type: 'call-connected';
      readonly callId: CallId;
      readonly agentId: AgentId;
      readonly bridgeId: BridgeId;
      readonly agentLegId: LegId;
    }
  | { readonly type: 'call-held'; readonly callId: CallId; readonly agentId: AgentId }
  | { readonly type: 'call-resumed'; readonly callId: CallId; readonly agentId: AgentId }
  /** The agent's page or telephone vanished in a conversation: the caller hears music and is kept until `until`. */
  | {
      readonly type: 'agent-lost';
      readonly callId: CallId;
      readonly agentId: AgentId;
      readonly reason: string;
      readonly until: number;
    }
  | { readonly type: 'agent-redialled'; readonly callId: CallId; readonly agentId: AgentId; readonly legId: LegId }
  | { readonly type: 'agent-returned'; readonly callId: CallId; readonly agentId: AgentId }
  /** The agent did not come back in time: the call goes to the head of its queue. */
  | { readonly type: 'agent-gave-up'; readonly callId: CallId; readonly agentId: AgentId }
  | {
      readonly type: 'call-ended';
      readonly callId: CallId;
      readonly by: Side /** Why: `hang-up`, `media-lost`, `flow`, `asterisk-restarted`, `gone-while-away`. */;
      readonly reason: string;
      readonly cause: number /** `answered`, `abandoned`, `voicemail` or `menu`. */;
      readonly result: CallResult;
    }
  // Agents.
  | {
      readonly type: 'availability-changed';
      readonly agentId: AgentId;
      readonly availability: Availability;
      readonly by: By;
    }
  | {
      readonly type: 'availability-queued';
      readonly agentId: AgentId;
      readonly availability: Availability;
      readonly by: By;
    }
  | { readonly type: 'agent-reachable'; readonly agentId: AgentId }
  | { readonly type: 'agent-unreachable'; readonly agentId: AgentId }
  | { readonly type: 'desk-opened'; readonly agentId: AgentId }
  | { readonly type: 'desk-closed'; readonly agentId: AgentId }
  | { readonly type: 'wrap-up-began'; readonly agentId: AgentId; readonly callId: CallId; readonly until: number }
  | { readonly type: 'wrap-up-extended'; readonly agentId: AgentId; readonly callId: CallId; readonly until: number }
  | {
      readonly type: 'wrap-up-ended';
      readonly agentId: AgentId;
      readonly callId: CallId;
      readonly how: 'finished' | 'limit';
    }
  | {
      readonly type: 'outcome-set';
      readonly callId: CallId;
      readonly agentId: AgentId;
      readonly outcome: string | null;
      readonly note: string;
    }
  // The link to Asterisk.
  | { readonly type: 'asterisk-lost' }
  | { readonly type: 'asterisk-found'; readonly startedAt: number; readonly restarted: boolean }
  | {
      readonly type: 'effect-failed';
      readonly callId: CallId | null;
      readonly effect: string;
      readonly target: string;
      readonly reason: string;
    };

export type ConsentSource =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'agent'; readonly userId: UserId }
  | { readonly kind: 'flow' };
export type CallResult = 'answered' | 'abandoned' | 'voicemail' | 'menu';
export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { readonly type: T }>;

/** An event in its place in the journal. `seq` grows by one; `at` is ms since the epoch. */
export type Recorded = { readonly seq: number; readonly at: number; readonly event: Event };

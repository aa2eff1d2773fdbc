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
} from './ids.ts';

export type Consent = 'unknown' | 'asked' | 'given' | 'refused' | 'withdrawn';

/** A stretch of audio being taken by Asterisk. `asked` until Asterisk confirms. */
export type Capture = {
  readonly captureId: CaptureId;
  readonly legId: LegId;
  readonly state: 'asked' | 'running';
  /** What was asked for and what Asterisk confirmed: paused only when both say so. */
  readonly muteAsked: boolean;
  readonly muted: boolean;
  readonly stopAsked: boolean;
};

/** The recording of a call: one per call, with a part per stretch of consent. */
export type CallRecording = {
  readonly recordingId: RecordingId;
  readonly kind: 'conversation' | 'voicemail';
  readonly capture: Capture | null;
};

/** Where the call is, apart from its menu. */
export type Place =
  | { readonly at: 'menu' }
  | {
      readonly at: 'queue';
      readonly queueId: QueueId;
      readonly visit: string;
      readonly enteredAt: number;
      readonly nextAnnounceAt: number;
      readonly offer: OfferId | null;
      readonly announcing: PlaybackId | null;
    }
  | {
      readonly at: 'conversation';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId;
      readonly bridgeId: BridgeId;
      readonly held: boolean;
      readonly connectedAt: number;
    }
  /** The agent's page is away: the caller hears music and is kept for that agent. `agentLegId` while it is being dialled again. */
  | {
      readonly at: 'kept';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId | null;
      readonly bridgeId: BridgeId;
      readonly until: number;
    };

/** *Call*: one caller's journey, as long as it lives. Times are ms since the epoch. */
export type Call = {
  readonly id: CallId;
  readonly legId: LegId;
  readonly direction: 'inbound';
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly serviceId: ServiceId;
  readonly flow: string;
  readonly flowVersion: string;
  readonly language: string;
  readonly rangAt: number;
  readonly answered: boolean;
  readonly step: FlowState | null;
  readonly wakeAt: number | null;
  readonly playing: { readonly playbackId: PlaybackId; readonly interruptible: boolean } | null;
  /** Keys no step wanted yet. */
  readonly ahead: readonly string[];
  readonly consent: Consent;
  readonly recording: CallRecording | null;
  readonly place: Place;
  readonly result: CallResult;
  /** Labels of the steps and exits so far, for those who answer the call. */
  readonly path: readonly {
    readonly step: string;
    readonly label: string;
    readonly exit: string | null;
    readonly at: number;
  }[];
  readonly hangUp: { readonly side: 'caller' | 'agent'; readonly cause: number } | null;
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

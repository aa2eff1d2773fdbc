import type { By } from './agent.ts';
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
import type { LocalText } from './site.ts';

export type Consent = 'unknown' | 'asked' | 'given' | 'refused' | 'withdrawn';

/** A stretch of audio being taken by Asterisk. What was asked for and what Asterisk confirmed are two things. */
export type Capture = {
  readonly captureId: CaptureId;
  readonly legId: LegId;
  readonly state: 'asked' | 'running';
  readonly muteAsked: boolean;
  readonly muteBy: By;
  readonly muted: boolean;
  readonly stopAsked: boolean;
};

/** The recording of a call: one per call, with a part per stretch of consent. */
export type CallRecording = {
  readonly recordingId: RecordingId;
  /** Whether any part ever began. */
  readonly started: boolean;
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
      readonly day: string;
      readonly returned: boolean;
      readonly nextAnnounceAt: number;
      readonly offer: OfferId | null;
    }
  | {
      readonly at: 'conversation';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId;
      readonly bridgeId: BridgeId;
      readonly held: boolean;
      readonly since: number;
    }
  /** The agent's page is away; the caller hears music. `agentLegId` while the agent is being dialled again. */
  | {
      readonly at: 'kept';
      readonly queueId: QueueId;
      readonly agentId: AgentId;
      readonly agentLegId: LegId | null;
      readonly until: number;
    };

/** A step of the menu the caller was in, with the way out taken. */
export type PathStep = {
  readonly step: string;
  readonly label: LocalText;
  readonly exit: string | null;
  readonly at: number;
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
  readonly playing: PlaybackId | null;
  /** Keys no step wanted yet. */
  readonly ahead: readonly string[];
  /** How many keys the journal has; bounds what a storm of them can write. */
  readonly keys: number;
  readonly consent: Consent;
  readonly recording: CallRecording | null;
  readonly voicemail: 'none' | 'recording' | 'done';
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

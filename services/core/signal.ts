import type { Availability, By } from './agent.ts';
import type { WatchMode } from './call.ts';
import type { PartyId, Sides } from './consent.ts';
import type { FlowChange, SiteChange, Target } from './event.ts';
import type { SpoolRoom } from './facts/house-facts.ts';
import type { QualityFacts } from './facts/quality-facts.ts';
import type { WebOutcome } from './flow.ts';
import type { BridgeId, CallId, CaptureId, LegId, PlaybackId, QueueId, RecordingId, TimerId, UserId } from './ids.ts';
import type { Role } from './site.ts';

/** Who asked for something from a page. */
export type Person = { readonly userId: UserId; readonly roles: readonly Role[] };

/** What a person may ask of the engine; the HTTP and socket layers check the shape, the engine checks the right and the sense. */
export type Command =
  /** An agent's own availability. `signed-out` signs the agent out of the queues. */
  | { readonly name: 'set-availability'; readonly availability: Availability }
  /** A supervisor sets another's: at once when idle, after the call otherwise. */
  | {
      readonly name: 'set-agent-availability';
      readonly agentId: string;
      readonly availability: Availability;
      readonly reason: string;
    }
  | { readonly name: 'hold' }
  | { readonly name: 'resume' }
  | { readonly name: 'hang-up' }
  | { readonly name: 'decline' }
  | { readonly name: 'pause-recording' }
  | { readonly name: 'resume-recording' }
  /** The caller told the agent so; `basis` is one of the site's, `note` what the agent notes. */
  | { readonly name: 'give-consent'; readonly basis: string; readonly note?: string | undefined }
  | { readonly name: 'withdraw-consent'; readonly basis: string }
  /** Of any call, from a page or a program; `party`: `caller`, or somebody else in the call. */
  | {
      readonly name: 'set-consent';
      readonly callId: CallId;
      readonly party: 'caller' | PartyId;
      readonly consent: 'given' | 'refused' | 'withdrawn';
      readonly basis: string;
      readonly note: string;
    }
  /** Nothing is kept from now on, at most for `seconds` (null: as long as the site allows): card data is typed. */
  | { readonly name: 'pause-call'; readonly callId: CallId; readonly seconds: number | null }
  | { readonly name: 'resume-call'; readonly callId: CallId }
  /** Recorded on demand, or not at all, whatever the rules say. */
  | { readonly name: 'record-call'; readonly callId: CallId; readonly what: 'start' | 'stop'; readonly reason: string }
  | { readonly name: 'extend-wrap-up'; readonly seconds: number }
  | { readonly name: 'finish-wrap-up'; readonly outcome: string | null; readonly note: string }
  /** The agent lets the call go there at once. */
  | { readonly name: 'transfer'; readonly to: Target; readonly reason: string }
  /** Somebody is called while the caller hears music; then one of the three below. */
  | { readonly name: 'consult'; readonly to: Target }
  | { readonly name: 'cancel-consult' }
  | { readonly name: 'conference' }
  | { readonly name: 'complete-transfer'; readonly reason: string }
  /** A supervisor's telephone joins a conversation, or changes how it does. */
  | { readonly name: 'watch'; readonly callId: CallId; readonly mode: WatchMode }
  | { readonly name: 'stop-watching' }
  | { readonly name: 'take'; readonly callId: CallId; readonly reason: string }
  | { readonly name: 'move'; readonly callId: CallId; readonly to: Target; readonly reason: string }
  | { readonly name: 'prioritise'; readonly callId: CallId; readonly priority: number; readonly reason: string }
  | { readonly name: 'end-call'; readonly callId: CallId; readonly reason: string }
  /** `notBefore`: ms since the epoch, null for now. `number` is E.164, checked at the border. */
  | {
      readonly name: 'request-callback';
      readonly queueId: QueueId;
      readonly number: string;
      readonly callerName: string;
      readonly notBefore: number | null;
      readonly reason: string;
    }
  | { readonly name: 'cancel-callback'; readonly callId: CallId; readonly reason: string };

export type CommandName = Command['name'];

/** A channel as Asterisk tells it when the controller compares (`GET /channels`). */
export type LegSeen = {
  readonly legId: LegId;
  readonly up: boolean;
  /** Seen from the dialplan: how the leg came in. Absent for legs we dialled. */
  readonly inbound?: { readonly dialled: string; readonly callerNumber: string; readonly callerName: string };
};

/** Something that happened outside, normalised. */
export type Signal =
  | {
      readonly type: 'leg-entered';
      readonly legId: LegId;
      readonly dialled: string;
      readonly callerNumber: string;
      readonly callerName: string;
      /** When Asterisk created the channel (ms since the epoch): a replayed entry keeps its true first ring. */
      readonly since: number;
      /** The Call-ID of SIP, where the dialplan tells it. */
      readonly sipCallId?: string;
    }
  | { readonly type: 'leg-ringing'; readonly legId: LegId }
  /** A leg we dialled was answered, or the caller's leg was answered on our request. */
  | { readonly type: 'leg-up'; readonly legId: LegId }
  /** The far end asked to end this leg (BYE, CANCEL); `leg-gone` follows. */
  | { readonly type: 'leg-hang-up-requested'; readonly legId: LegId; readonly cause: number }
  /** `cause` is the Q.850 cause: 16 normal, 17 busy, 21 rejected, 19 no answer, 44 media lost. */
  | {
      readonly type: 'leg-gone';
      readonly legId: LegId;
      readonly cause: number;
      readonly causeText: string;
      /** Nothing could be decided for this caller, who was handed to the dialplan to be told so, and is not ours to hang up. */
      readonly sentAway?: true;
    }
  /** The telephone itself held or released. */
  | { readonly type: 'leg-held'; readonly legId: LegId }
  | { readonly type: 'leg-released'; readonly legId: LegId }
  /** A key went down; `digit` follows when it is let go. */
  | { readonly type: 'digit-begun'; readonly legId: LegId }
  | { readonly type: 'digit'; readonly legId: LegId; readonly digit: string }
  /** The recogniser understood something a caller said; `confidence` from 0 to 1. */
  | { readonly type: 'heard'; readonly legId: LegId; readonly words: string; readonly confidence: number }
  /** What came of a `web-request`. `body` is read JSON, and is never written down. */
  | {
      readonly type: 'web-answered';
      readonly callId: CallId;
      readonly requestId: string;
      readonly how: WebOutcome;
      readonly status: number | null;
      readonly body: unknown;
    }
  | { readonly type: 'playback-done'; readonly playbackId: PlaybackId; readonly failed: boolean }
  /** What a capture effect came to. */
  | { readonly type: 'capture-running'; readonly captureId: CaptureId; readonly legId: LegId }
  | { readonly type: 'capture-failed'; readonly captureId: CaptureId; readonly reason: string }
  | { readonly type: 'capture-muted'; readonly captureId: CaptureId; readonly silent: Sides }
  | { readonly type: 'capture-stopped'; readonly captureId: CaptureId }
  /** The SIP endpoint of an agent registered, or is gone. */
  | { readonly type: 'phone-reachable'; readonly userId: UserId; readonly reachable: boolean }
  /** The agent's page is connected, or its last socket closed. */
  | { readonly type: 'desk-present'; readonly userId: UserId; readonly present: boolean }
  | { readonly type: 'effect-failed'; readonly effect: string; readonly target: string; readonly reason: string }
  /** How much room the spool has, told whenever somebody has looked. */
  | { readonly type: 'spool-seen'; readonly room: SpoolRoom; readonly freeBytes: number }
  /** The socket to Asterisk is gone; calls may be well alive. */
  | { readonly type: 'asterisk-lost' }
  /** Connected and compared: all that Asterisk has in our application now. `startedAt` tells a restart of Asterisk. */
  | {
      readonly type: 'asterisk-compared';
      readonly startedAt: number;
      readonly legs: readonly LegSeen[];
      readonly bridges: readonly { readonly bridgeId: BridgeId; readonly legs: readonly LegId[] }[];
      readonly playbacks: readonly PlaybackId[];
      readonly reachable: readonly UserId[];
    }
  | { readonly type: 'timer'; readonly timerId: TimerId }
  /** The site of the surroundings is another now. */
  | {
      readonly type: 'site-changed';
      readonly changes: readonly SiteChange[];
      readonly by: By;
      readonly reason: string;
      readonly hash: string;
    }
  /** The flows of the surroundings are others now. */
  | {
      readonly type: 'flows-changed';
      readonly changes: readonly FlowChange[];
      readonly by: By;
      readonly note: string;
    }
  /** A prompt is recorded from now on, or spoken again. */
  | {
      readonly type: 'prompt-changed';
      readonly language: string;
      readonly key: string;
      readonly how: 'recorded' | 'removed';
      /** The recording's name as it was sent. */
      readonly file: string;
      readonly by: By;
    }
  | { readonly type: 'command'; readonly by: Person; readonly command: Command }
  /** What came of a recording after the call. Calls that ended have left the world: these only become events. */
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
  | ({ readonly type: 'recording-scored' } & Readonly<QualityFacts['recording-scored']>)
  | ({ readonly type: 'evaluation-responded' } & Readonly<QualityFacts['evaluation-responded']>)
  | {
      readonly type: 'publication-dead';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly destination: string;
      readonly reason: string;
    }
  /** What became of its custody. */
  | {
      readonly type: 'recording-held' | 'recording-released';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly holdId: string;
      readonly by: By;
      readonly from: string;
      readonly reason: string;
    }
  | {
      readonly type: 'recording-erased';
      readonly callId: CallId;
      readonly recordingId: RecordingId;
      readonly by: By;
      readonly from: string;
      readonly reason: string;
      readonly rule: string | null;
      readonly sha256: string;
    };

import type { Sides } from './consent.ts';
import type { BridgeId, CallId, CaptureId, LegId, PlaybackId, RecordingId, TimerId, UserId } from './ids.ts';
import type { Prompt } from './prompt.ts';

/** Why an agent's telephone rings. */
export type DialPurpose = 'offer' | 'resume' | 'consult' | 'watch' | 'take' | 'callback';

/**
 * Something we ask of the outside, only after the events that caused it are durable. Effects of one leg are asked for
 * in order. What comes of them returns only as a Signal.
 */
export type Effect =
  | { readonly type: 'ring-leg'; readonly legId: LegId }
  | { readonly type: 'answer-leg'; readonly legId: LegId }
  | {
      readonly type: 'hang-up-leg';
      readonly legId: LegId;
      readonly reason: 'normal' | 'busy' | 'congestion' | 'answered-elsewhere';
    }
  | { readonly type: 'set-language'; readonly legId: LegId; readonly language: string }
  /** The controller has the call: the dialplan's way out for a long outage is cleared (`TIMEOUT(absolute)=0`). */
  | { readonly type: 'take-leg'; readonly legId: LegId }
  | {
      readonly type: 'play';
      readonly playbackId: PlaybackId;
      readonly legId: LegId;
      readonly prompts: readonly Prompt[];
      readonly language: string;
    }
  | { readonly type: 'stop-play'; readonly playbackId: PlaybackId }
  /** Silence is sent until something else is: what is recorded then keeps its length when the leg sends nothing. */
  | { readonly type: 'play-silence'; readonly legId: LegId }
  | { readonly type: 'start-music'; readonly legId: LegId }
  | { readonly type: 'stop-music'; readonly legId: LegId }
  /** Dials an agent's telephone. `callId` travels in a header, so that the page knows which call it is; `resume` asks it to answer by itself. */
  | {
      readonly type: 'dial-agent';
      readonly legId: LegId;
      readonly userId: UserId;
      readonly callId: CallId;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly ringSeconds: number;
      /** What the page makes of it: `resume` and `watch` answer by themselves. */
      readonly purpose: DialPurpose;
    }
  /** Calls an outside number (E.164) through a line of the settings. */
  | {
      readonly type: 'dial-number';
      readonly legId: LegId;
      readonly number: string;
      readonly trunk: string;
      readonly callerId: string;
      readonly ringSeconds: number;
      readonly callId: CallId;
    }
  /** Makes a leg that hears another one, and speaks to it alone when it whispers. */
  | { readonly type: 'snoop'; readonly snoopId: LegId; readonly legId: LegId; readonly whisper: boolean }
  | { readonly type: 'make-bridge'; readonly bridgeId: BridgeId; readonly legs: readonly LegId[] }
  | { readonly type: 'add-to-bridge'; readonly bridgeId: BridgeId; readonly legId: LegId }
  | { readonly type: 'remove-from-bridge'; readonly bridgeId: BridgeId; readonly legId: LegId }
  | { readonly type: 'destroy-bridge'; readonly bridgeId: BridgeId }
  /** Stereo, caller left, other side right, raw 16-bit into the spool as `<recordingId>/<captureId>.raw`. */
  | {
      readonly type: 'start-capture';
      readonly captureId: CaptureId;
      readonly recordingId: RecordingId;
      readonly legId: LegId;
      /** Sides that are silent from the first sample on. */
      readonly silent: Sides;
    }
  /** Which sides are silence from now on; the other one is heard. */
  | { readonly type: 'mute-capture'; readonly captureId: CaptureId; readonly legId: LegId; readonly silent: Sides }
  /** Whatever is taken of a leg that is of no call yet: nobody there has consented. */
  | { readonly type: 'clear-captures'; readonly legId: LegId }
  | { readonly type: 'stop-capture'; readonly captureId: CaptureId; readonly legId: LegId }
  /** Never written down: it may hold what is sensitive. What comes of it is told by `web-answered`. */
  | {
      readonly type: 'web-request';
      readonly callId: CallId;
      readonly requestId: string;
      readonly method: 'GET' | 'POST';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
      readonly timeoutMs: number;
    }
  /** What the caller says is listened to for these words (lower case), until told otherwise: `heard`. */
  | {
      readonly type: 'start-listening';
      readonly legId: LegId;
      readonly words: readonly string[];
      readonly language: string;
    }
  | { readonly type: 'stop-listening'; readonly legId: LegId }
  | { readonly type: 'set-timer'; readonly timerId: TimerId /** Ms since the epoch. */; readonly at: number }
  | { readonly type: 'cancel-timer'; readonly timerId: TimerId };

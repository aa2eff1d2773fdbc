/** Why the microphone cannot be had: keys of the language files under `microphone`. */
export type MicrophoneProblem = 'denied' | 'missing' | 'busy' | 'insecure';

/** `refused`: the exchange did not take the account. */
export type Line = 'connecting' | 'ready' | 'lost' | 'refused';

export type PhoneCall = {
  /** Of the SIP session, for this page only. */
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** `calling` → `ringing` → `up`. Incoming ones start at `ringing`; `answering` while the microphone is being opened. */
  readonly phase: 'calling' | 'ringing' | 'answering' | 'up';
  /** The engine's id of the call (header `X-Centralita-Call`). */
  readonly callId: string | null;
  /** The conversation coming back after a refresh (header `X-Centralita-Purpose: resume`). */
  readonly resume: boolean;
  /** A supervisor's page asked for it, to listen to a conversation or to take it (headers `watch` and `take`). */
  readonly supervising: boolean;
  readonly muted: boolean;
  /** When it was answered, ms since the epoch by this device's clock. */
  readonly upAt: number | null;
};

export type PhoneEnd = {
  readonly by: 'here' | 'there' | 'network';
  readonly reason:
    | 'hung-up'
    | 'busy'
    | 'declined'
    | 'no-answer'
    | 'unavailable'
    | 'not-found'
    | 'connection'
    | 'microphone'
    | 'failed';
  /** How long they talked, ms; null when it was never answered. */
  readonly talkedMs: number | null;
};

export type TelephoneState = {
  readonly line: Line;
  readonly call: PhoneCall | null;
  readonly lastEnd: PhoneEnd | null;
  readonly microphone: MicrophoneProblem | null;
  /** The browser does not let the page make sound until somebody touches it. */
  readonly silent: boolean;
};

export const idleTelephone: TelephoneState = {
  line: 'connecting',
  call: null,
  lastEnd: null,
  microphone: null,
  silent: false,
};

/** JsSIP's causes (its `Constants.causes`) in our words. */
export function endReason(cause: string): PhoneEnd['reason'] {
  switch (cause) {
    case 'Terminated':
    case 'Canceled':
      return 'hung-up';
    case 'Busy':
      return 'busy';
    case 'Rejected':
    case 'Redirected':
      return 'declined';
    case 'No Answer':
    case 'Expires':
      return 'no-answer';
    case 'Unavailable':
      return 'unavailable';
    case 'Not Found':
    case 'Address Incomplete':
      return 'not-found';
    case 'Connection Error':
    case 'Request Timeout':
    case 'RTP Timeout':
      return 'connection';
    case 'User Denied Media Access':
      return 'microphone';
    default:
      return 'failed';
  }
}

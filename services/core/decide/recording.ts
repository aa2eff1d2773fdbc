import type { Call } from '../call.ts';
import type { CallId, CaptureId } from '../ids.ts';
import type { Signal } from '../signal.ts';
import { ask, emit, type Turn } from '../turn.ts';

/** Starts a part of the call's recording. Only ever called where consent was just given. */
export function beginCapture(turn: Turn, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  if (call?.consent !== 'given' || call.recording?.capture) return;
  const recordingId = call.recording?.recordingId ?? turn.draw.id('rec');
  const captureId = turn.draw.id('part');
  emit(turn, { type: 'capture-asked', callId, recordingId, captureId, legId: call.legId });
  ask(turn, { type: 'start-capture', captureId, recordingId, legId: call.legId });
  if (!call.sensitive) return;
  emit(turn, { type: 'pause-asked', callId, recordingId, captureId, muted: true, by: { kind: 'system' } });
  ask(turn, { type: 'mute-capture', captureId, legId: call.legId, muted: true });
}

/** What cannot be paused while something sensitive is said is stopped: a new part begins afterwards. */
export function captureNotMuted(turn: Turn, captureId: CaptureId): void {
  const call = withCapture(turn, captureId);
  if (call?.sensitive) stopCapture(turn, call.id);
}

/** Ends the part that runs, if any. The part is over when Asterisk says so. */
export function stopCapture(turn: Turn, callId: CallId): void {
  const recording = turn.world.calls.get(callId)?.recording;
  if (!recording?.capture || recording.capture.stopAsked) return;
  const { captureId, legId } = recording.capture;
  emit(turn, { type: 'stop-asked', callId, recordingId: recording.recordingId, captureId });
  ask(turn, { type: 'stop-capture', captureId, legId });
}

function withCapture(turn: Turn, captureId: CaptureId): Call | undefined {
  const callId = turn.world.captures.get(captureId);
  return callId === undefined ? undefined : turn.world.calls.get(callId);
}

type RecordingSignal = Extract<
  Signal,
  { type: `capture-${string}` | `recording-${string}` | 'publication-dead' | 'evaluation-responded' }
>;

/** What came of captures, and what the recorder made of them after the call. */
export function decideRecording(turn: Turn, signal: RecordingSignal): void {
  switch (signal.type) {
    case 'recording-sealed':
    case 'recording-not-sealed':
    case 'recording-published':
    case 'publication-dead':
    case 'recording-held':
    case 'recording-released':
    case 'recording-erased':
    case 'recording-scored':
    case 'evaluation-responded':
      emit(turn, signal);
      return;
    default:
  }
  const call = withCapture(turn, signal.captureId);
  if (!call?.recording?.capture) {
    // Begun for a call that has ended, whose leg may live on in another: nothing is taken that nobody consented to.
    if (signal.type === 'capture-running')
      ask(turn, { type: 'stop-capture', captureId: signal.captureId, legId: signal.legId });
    return;
  }
  const { recordingId, capture } = call.recording;
  const of = { callId: call.id, recordingId, captureId: capture.captureId };
  switch (signal.type) {
    case 'capture-running':
      if (capture.state === 'asked') emit(turn, { type: 'recording-started', ...of });
      // Asked again: the first request may have been lost with a connection.
      if (capture.muteAsked && !capture.muted)
        ask(turn, { type: 'mute-capture', captureId: capture.captureId, legId: capture.legId, muted: true });
      break;
    case 'capture-failed':
      emit(turn, { type: 'recording-failed', ...of, reason: signal.reason });
      // An answer that did not come in time is no proof that nothing is taken.
      ask(turn, { type: 'stop-capture', captureId: capture.captureId, legId: capture.legId });
      break;
    case 'capture-muted':
      if (capture.muted !== signal.muted)
        emit(turn, { type: signal.muted ? 'recording-paused' : 'recording-resumed', ...of, by: capture.muteBy });
      break;
    case 'capture-stopped':
      // The news that it ran was lost with a connection: what it took is there all the same, and must be sealed.
      if (capture.state === 'asked') emit(turn, { type: 'recording-started', ...of });
      // Consent given again while the stop was under way: a new part.
      emit(turn, { type: 'recording-stopped', ...of });
      if (call.consent === 'given' && call.voicemail === 'none' && !call.sensitive) beginCapture(turn, call.id);
      break;
  }
}

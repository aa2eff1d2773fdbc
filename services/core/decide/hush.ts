import type { CallId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { beginCapture } from './recording.ts';

/** The recording pauses by itself while a step is sensitive, and goes on after it. What a person paused stays so. */
export function followSensitivity(turn: Turn, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const capture = call.recording?.capture;
  if (!call.recording || !capture || capture.stopAsked) {
    // One that could not be paused was stopped instead.
    if (!call.sensitive && call.consent === 'given' && call.recording && !capture && call.voicemail === 'none')
      beginCapture(turn, callId);
    return;
  }
  const { captureId, legId, muteAsked, muteBy } = capture;
  const pauses = call.sensitive && !muteAsked;
  const resumes = !call.sensitive && muteAsked && muteBy.kind === 'system';
  if (!pauses && !resumes) return;
  const { recordingId } = call.recording;
  emit(turn, { type: 'pause-asked', callId, recordingId, captureId, muted: pauses, by: { kind: 'system' } });
  ask(turn, { type: 'mute-capture', captureId, legId, muted: pauses });
}

import type { Place } from '../call.ts';
import type { Side } from '../event.ts';
import type { CallId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { applyPending, beginWrapUp } from './availability.ts';
import { cancelOffers } from './offer-end.ts';
import { leaveQueue } from './queue.ts';
import { dropThird } from './third.ts';
import { dropWatchers } from './watching.ts';

export type Ending = {
  readonly by: Side;
  readonly reason: string;
  readonly cause: number;
  /** The dialplan has the caller, and hangs up itself. */
  readonly sentAway?: true;
};

/**
 * Ends a call whatever it is doing: its offer, its place in the queue, its recording and its conversation come to
 * their ends first, so that the journal reads in order; then every leg that is left is hung up.
 */
export function endCall(turn: Turn, callId: CallId, ending: Ending): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const { place } = call;
  if (place.at === 'queue') {
    cancelOffers(turn, callId);
    leaveQueue(turn, turn.world.calls.get(callId) ?? call, ending.by === 'caller' ? 'abandoned' : 'ended');
  }
  dropThird(turn, call, 'ended', 0);
  dropWatchers(turn, call);
  if (call.playing) emit(turn, { type: 'prompt-ended', callId, playbackId: call.playing, how: 'interrupted' });
  if (call.voicemail === 'recording') emit(turn, { type: 'voicemail-ended', callId, how: 'hang-up' });
  if (call.message) emit(turn, { type: 'message-ended', callId, how: 'hang-up' });
  endRecording(turn, callId);
  turn.vault.forget(callId);
  const result = turn.world.calls.get(callId)?.result ?? call.result;
  emit(turn, { type: 'call-ended', callId, by: ending.by, reason: ending.reason, cause: ending.cause, result });
  // A caller who is gone, or whom the dialplan has taken back to tell of an outage, is not ours to hang up.
  if (ending.by !== 'caller' && !ending.sentAway && call.leg !== 'none')
    ask(turn, { type: 'hang-up-leg', legId: call.legId, reason: 'normal' });
  endPlace(turn, callId, place);
  ask(turn, { type: 'cancel-timer', timerId: `wake:${callId}` });
}

/** Whoever else was in the call is hung up; its agent notes it down. */
function endPlace(turn: Turn, callId: CallId, place: Place): void {
  switch (place.at) {
    case 'conversation':
    case 'kept':
      if (place.agentLegId) ask(turn, { type: 'hang-up-leg', legId: place.agentLegId, reason: 'normal' });
      if (place.at === 'conversation') ask(turn, { type: 'destroy-bridge', bridgeId: place.bridgeId });
      ask(turn, { type: 'cancel-timer', timerId: `kept:${callId}` });
      beginWrapUp(turn, place.agentId, callId, place.queueId);
      break;
    case 'calling':
      ask(turn, { type: 'hang-up-leg', legId: place.agentLegId, reason: 'normal' });
      ask(turn, { type: 'destroy-bridge', bridgeId: place.bridgeId });
      ask(turn, { type: 'cancel-timer', timerId: `callback:${callId}` });
      applyPending(turn, place.agentId);
      break;
    case 'scheduled':
      ask(turn, { type: 'cancel-timer', timerId: `callback:${callId}` });
      break;
    case 'outside':
      ask(turn, { type: 'hang-up-leg', legId: place.legId, reason: 'normal' });
      ask(turn, { type: 'destroy-bridge', bridgeId: place.bridgeId });
      ask(turn, { type: 'cancel-timer', timerId: `outside:${callId}` });
      break;
    default:
  }
}

/** The channel takes its capture along: the part ends here, and the recorder may seal what there is. */
function endRecording(turn: Turn, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  if (!call?.recording) return;
  const { recordingId, capture } = call.recording;
  if (capture) {
    const part = { callId, recordingId, captureId: capture.captureId };
    // The call ended before the news that it runs: what it took, if anything, is for the recorder to find.
    if (capture.state === 'asked') emit(turn, { type: 'recording-started', ...part });
    emit(turn, { type: 'recording-stopped', ...part });
  }
  const kind = call.voicemail === 'none' ? 'conversation' : 'voicemail';
  if (turn.world.calls.get(callId)?.recording?.started)
    emit(turn, { type: 'recording-ended', callId, recordingId, kind });
}

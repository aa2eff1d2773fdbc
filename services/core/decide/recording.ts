import type { Call, Capture } from '../call.ts';
import { consentedSides, nobody, policyOf, type Sides, sameSides } from '../consent.ts';
import type { EventType } from '../event.ts';
import type { CallId, CaptureId } from '../ids.ts';
import { isToBeRecorded } from '../recording-rules.ts';
import type { Signal } from '../signal.ts';
import { ask, emit, type Turn } from '../turn.ts';

/** Of a recording that ended, or did not begin, because its sound had no room; a key of the pages' language files. */
export const SPOOL_FULL = 'spool-full';

const both: Sides = { caller: true, others: true };
const isHushed = ({ sensitive, pause }: Call): boolean => sensitive || pause !== null;

/** Whose voices are to be kept now: by consent, by the rules, and by what people asked for. */
function wantedSides(turn: Turn, call: Call): Sides {
  if (call.leg !== 'here' || !isToBeRecorded(call, turn.site)) return nobody;
  return consentedSides(call, policyOf(turn.site, call.serviceId));
}

/** What Asterisk is to write as silence. */
export const silentIn = ({ muteAsked, silent }: Capture): Sides => (muteAsked ? both : silent);

/**
 * Makes a call's recording what it is to be now: begins a part, silences a side or both, or ends it. The only place that
 * does. `again`: there is a new reason to try although the last part could not be taken.
 */
export function followRecording(turn: Turn, callId: CallId, again = false): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const wanted = wantedSides(turn, call);
  const isWanted = wanted.caller || wanted.others;
  const capture = call.recording?.capture;
  const silent: Sides = { caller: !wanted.caller, others: !wanted.others };
  if (!capture) {
    // Nothing is begun in a pause: there would be nothing in it, and no moment before its silence.
    if (isWanted && !isHushed(call) && (again || !call.recording?.failed)) beginCapture(turn, call, silent);
  } else if (!isWanted) stopCapture(turn, call);
  else if (!capture.stopAsked) hush(turn, call, capture, silent);
}

function beginCapture(turn: Turn, { id: callId, legId, recording }: Call, silent: Sides): void {
  const recordingId = recording?.recordingId ?? turn.draw.id('rec');
  const captureId = turn.draw.id('part');
  emit(turn, {
    type: 'capture-asked',
    callId,
    recordingId,
    captureId,
    legId,
    ...(sameSides(silent, nobody) ? {} : { silent }),
  });
  if (turn.world.spool === 'full')
    emit(turn, { type: 'recording-failed', callId, recordingId, captureId, reason: SPOOL_FULL });
  else ask(turn, { type: 'start-capture', captureId, recordingId, legId, silent });
}

/** Ends the part that runs, for a reason that is told; what it took is kept. */
export function failCapture(turn: Turn, callId: CallId, reason: string): void {
  const recording = turn.world.calls.get(callId)?.recording;
  if (!recording?.capture) return;
  const { recordingId, capture } = recording;
  emit(turn, { type: 'recording-failed', callId, recordingId, captureId: capture.captureId, reason });
  ask(turn, { type: 'stop-capture', captureId: capture.captureId, legId: capture.legId });
}

/** Silence on one side for want of consent, and on both in a pause or while something sensitive is said. */
function hush(turn: Turn, call: Call, capture: Capture, silent: Sides): void {
  const { captureId, legId } = capture;
  const of = { callId: call.id, recordingId: call.recording?.recordingId ?? '', captureId };
  const before = silentIn(capture);
  const muted = isHushed(call);
  if (!sameSides(silent, capture.silent)) emit(turn, { type: 'silence-asked', ...of, silent });
  if (muted !== capture.muteAsked) {
    const by = muted ? (call.pause?.by ?? { kind: 'system' }) : resumedBy(turn, call.id);
    emit(turn, { type: 'pause-asked', ...of, muted, by });
  }
  const after = muted ? both : silent;
  if (!sameSides(before, after)) ask(turn, { type: 'mute-capture', captureId, legId, silent: after });
}

/** Who ended the pause in this turn. */
function resumedBy({ events }: Turn, callId: CallId) {
  const ended = events.findLast((event) => event.type === 'pause-ended' && event.callId === callId);
  return ended?.type === 'pause-ended' ? ended.by : ({ kind: 'system' } as const);
}

/** Ends the part that runs, if any. The part is over when Asterisk says so. */
function stopCapture(turn: Turn, { id: callId, recording }: Call): void {
  if (!recording?.capture || recording.capture.stopAsked) return;
  const { captureId, legId } = recording.capture;
  emit(turn, { type: 'stop-asked', callId, recordingId: recording.recordingId, captureId });
  ask(turn, { type: 'stop-capture', captureId, legId });
}

/** What cannot be silenced is stopped: a new part begins when there is a reason to. */
export function captureNotMuted(turn: Turn, captureId: CaptureId): void {
  const call = withCapture(turn, captureId);
  const capture = call?.recording?.capture;
  if (call && capture && !sameSides(silentIn(capture), nobody)) stopCapture(turn, call);
}

function withCapture(turn: Turn, captureId: CaptureId): Call | undefined {
  const callId = turn.world.captures.get(captureId);
  return callId === undefined ? undefined : turn.world.calls.get(callId);
}

/** Whatever this turn changed of a call may change whose voices are to be kept in it. */
export function followRecordings(turn: Turn): void {
  const calls = new Set<CallId>();
  for (const event of turn.events) if ('callId' in event && event.callId !== null) calls.add(event.callId);
  for (const callId of calls) {
    followRecording(turn, callId);
    if (turn.events.some((event) => quietens.has(event.type) && 'callId' in event && event.callId === callId))
      fillSilence(turn, callId);
  }
}

/** After these, nothing may sound in a call's menu. */
const quietens: ReadonlySet<string> = new Set<EventType>([
  'capture-asked',
  'prompt-ended',
  'step-left',
  'queue-left',
  'talk-ended',
  'outside-failed',
]);

/**
 * MixMonitor writes what passes the leg. A telephone that sends a key sends no sound, and where nothing is played to it
 * either, that time would be missing in the recording: silence is played instead.
 */
export function fillSilence(turn: Turn, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  const capture = call?.recording?.capture;
  if (!call || !capture || capture.stopAsked || call.place.at !== 'menu' || call.playing !== null) return;
  ask(turn, { type: 'play-silence', legId: call.legId });
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
      if (!sameSides(silentIn(capture), capture.silenced)) askSilence(turn, capture);
      break;
    case 'capture-failed':
      emit(turn, { type: 'recording-failed', ...of, reason: signal.reason });
      // An answer that did not come in time is no proof that nothing is taken.
      ask(turn, { type: 'stop-capture', captureId: capture.captureId, legId: capture.legId });
      break;
    case 'capture-muted': {
      const { silent } = signal;
      const muted = capture.muteAsked && sameSides(silent, both);
      if (capture.muted !== muted)
        emit(turn, { type: muted ? 'recording-paused' : 'recording-resumed', ...of, by: capture.muteBy });
      const told = turn.world.calls.get(call.id)?.recording?.capture?.silenced;
      if (told && !sameSides(told, silent)) emit(turn, { type: 'silence-set', ...of, silent });
      break;
    }
    case 'capture-stopped':
      // The news that it ran was lost with a connection: what it took is there all the same, and must be sealed.
      if (capture.state === 'asked') emit(turn, { type: 'recording-started', ...of });
      emit(turn, { type: 'recording-stopped', ...of });
      // Consent given again while the stop was under way: a new part.
      followRecording(turn, call.id);
      break;
  }
}

/** Asks once more for the silence that is wanted. */
export function askSilence(turn: Turn, capture: Capture): void {
  const { captureId, legId } = capture;
  ask(turn, { type: 'mute-capture', captureId, legId, silent: silentIn(capture) });
}

import type { Capture } from './call.ts';
import { changeCall } from './changed.ts';
import type { Event } from './event.ts';
import type { CallId } from './ids.ts';
import type { World } from './world.ts';

/** What an event changes of consent, captures and voicemail. */
export function evolveRecording(world: World, event: Event): void {
  switch (event.type) {
    case 'consent-asked':
      changeCall(world, event.callId, () => ({ consent: 'asked' }));
      break;
    case 'consent-given':
      changeCall(world, event.callId, () => ({ consent: 'given' }));
      break;
    case 'consent-refused':
      changeCall(world, event.callId, () => ({ consent: 'refused' }));
      break;
    case 'consent-withdrawn':
      changeCall(world, event.callId, () => ({ consent: 'withdrawn' }));
      break;
    case 'party-consent-changed':
      changeCall(world, event.callId, ({ parties }) => ({ parties: { ...parties, [event.party]: event.consent } }));
      break;
    case 'code-typed':
      changeCall(world, event.callId, ({ keys }) => ({
        keys: keys + 1,
        code: event.until === null ? null : { digits: event.digits, until: event.until },
      }));
      break;
    case 'pause-began':
      changeCall(world, event.callId, () => ({ pause: { by: event.by, until: event.until } }));
      break;
    case 'pause-ended':
      changeCall(world, event.callId, () => ({ pause: null }));
      break;
    case 'recording-demanded':
      changeCall(world, event.callId, () => ({ demand: event.what }));
      break;
    case 'capture-asked':
      world.captures.set(event.captureId, event.callId);
      changeCall(world, event.callId, ({ recording }) => ({
        recording: {
          recordingId: event.recordingId,
          started: recording?.started ?? false,
          failed: false,
          capture: {
            captureId: event.captureId,
            legId: event.legId,
            state: 'asked',
            muteAsked: false,
            muteBy: { kind: 'system' },
            muted: false,
            silent: event.silent ?? { caller: false, others: false },
            silenced: event.silent ?? { caller: false, others: false },
            stopAsked: false,
          },
        },
      }));
      break;
    case 'recording-started':
      changeCapture(world, event.callId, { state: 'running' });
      changeCall(world, event.callId, ({ recording }) =>
        recording ? { recording: { ...recording, started: true } } : {},
      );
      break;
    case 'pause-asked':
      changeCapture(world, event.callId, { muteAsked: event.muted, muteBy: event.by });
      break;
    case 'recording-paused':
    case 'recording-resumed':
      changePaused(world, event.callId, event.type === 'recording-paused');
      break;
    case 'silence-asked':
      changeCapture(world, event.callId, { silent: event.silent });
      break;
    case 'silence-set':
      changeCapture(world, event.callId, { silenced: event.silent });
      break;
    case 'stop-asked':
      changeCapture(world, event.callId, { stopAsked: true });
      break;
    case 'recording-stopped':
    case 'recording-failed':
      world.captures.delete(event.captureId);
      changeCall(world, event.callId, ({ recording }) =>
        recording ? { recording: { ...recording, capture: null, failed: event.type === 'recording-failed' } } : {},
      );
      break;
    case 'voicemail-began':
      changeCall(world, event.callId, () => ({ voicemail: 'recording', result: 'voicemail' }));
      break;
    case 'voicemail-ended':
      changeCall(world, event.callId, () => ({ voicemail: 'done' }));
      break;
    default:
  }
}

function changeCapture(world: World, callId: CallId, to: Partial<Capture>): void {
  changeCall(world, callId, ({ recording }) =>
    recording?.capture ? { recording: { ...recording, capture: { ...recording.capture, ...to } } } : {},
  );
}

function changePaused(world: World, callId: CallId, muted: boolean): void {
  const capture = world.calls.get(callId)?.recording?.capture;
  if (capture)
    changeCapture(world, callId, { muted, silenced: muted ? { caller: true, others: true } : capture.silent });
}

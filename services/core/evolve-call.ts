import type { Call, Capture, Place } from './call.ts';
import type { Event, EventOf } from './event.ts';
import type { CallId } from './ids.ts';
import type { World } from './world.ts';

function change(world: World, callId: CallId, to: (call: Call) => Partial<Call>): void {
  const call = world.calls.get(callId);
  if (call) world.calls.set(callId, { ...call, ...to(call) });
}

function changeCapture(world: World, callId: CallId, to: Partial<Capture>): void {
  change(world, callId, ({ recording }) =>
    recording?.capture ? { recording: { ...recording, capture: { ...recording.capture, ...to } } } : {},
  );
}

function move(world: World, callId: CallId, at: number, place: Place): void {
  change(world, callId, () => ({ place, placeSince: at }));
}

function newCall(event: EventOf<'call-rang'>, at: number): Call {
  return {
    id: event.callId,
    legId: event.legId,
    direction: event.direction,
    number: event.number,
    callerName: event.callerName,
    dialled: event.dialled,
    serviceId: event.serviceId,
    flow: event.flow,
    flowVersion: event.flowVersion,
    language: event.language,
    rangAt: event.rangAt,
    answered: false,
    step: null,
    wakeAt: null,
    playing: null,
    ahead: [],
    keys: 0,
    consent: 'unknown',
    recording: null,
    voicemail: 'none',
    place: { at: 'menu' },
    placeSince: at,
    result: 'menu',
    path: [],
  };
}

/** What an event changes of a call: its menu, its recording and its conversation. */
export function evolveCall(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'call-rang':
      world.calls.set(event.callId, newCall(event, at));
      world.legs.set(event.legId, { kind: 'caller', callId: event.callId });
      break;
    case 'call-ended':
      endCall(world, event.callId);
      break;
    case 'hang-up-requested':
      world.hangUps.set(event.legId, event.cause);
      break;
    case 'call-connected':
      move(world, event.callId, at, conversation(event, event.queueId, at));
      change(world, event.callId, () => ({ result: 'answered' }));
      break;
    case 'call-held':
    case 'call-resumed':
      change(world, event.callId, ({ place }) =>
        place.at === 'conversation' ? { place: { ...place, held: event.type === 'call-held' }, placeSince: at } : {},
      );
      break;
    case 'agent-lost':
      loseAgent(world, event, at);
      break;
    case 'agent-redialled':
      world.legs.set(event.legId, { kind: 'agent', callId: event.callId, agentId: event.agentId });
      change(world, event.callId, ({ place }) =>
        place.at === 'kept' ? { place: { ...place, agentLegId: event.legId } } : {},
      );
      break;
    case 'agent-redial-failed':
      world.legs.delete(event.legId);
      change(world, event.callId, ({ place }) =>
        place.at === 'kept' ? { place: { ...place, agentLegId: null } } : {},
      );
      break;
    case 'agent-returned': {
      const place = world.calls.get(event.callId)?.place;
      if (place?.at === 'kept') move(world, event.callId, at, conversation(event, place.queueId, at));
      break;
    }
    case 'agent-gave-up': {
      const place = world.calls.get(event.callId)?.place;
      if (place?.at === 'kept' && place.agentLegId) world.legs.delete(place.agentLegId);
      break;
    }
    default:
      evolveMenu(world, event, at);
      evolveRecording(world, event);
  }
}

function conversation(
  event: EventOf<'call-connected'> | EventOf<'agent-returned'>,
  queueId: string,
  since: number,
): Place {
  const { agentId, agentLegId, bridgeId } = event;
  return { at: 'conversation', queueId, agentId, agentLegId, bridgeId, held: false, since };
}

function loseAgent(world: World, event: EventOf<'agent-lost'>, at: number): void {
  const place = world.calls.get(event.callId)?.place;
  if (place?.at !== 'conversation') return;
  world.legs.delete(place.agentLegId);
  world.hangUps.delete(place.agentLegId);
  const { queueId, agentId } = place;
  move(world, event.callId, at, { at: 'kept', queueId, agentId, agentLegId: null, until: event.until });
}

function endCall(world: World, callId: CallId): void {
  const call = world.calls.get(callId);
  if (!call) return;
  const { place } = call;
  const agentLegId = place.at === 'conversation' || place.at === 'kept' ? place.agentLegId : null;
  for (const legId of [call.legId, agentLegId]) {
    if (legId) {
      world.legs.delete(legId);
      world.hangUps.delete(legId);
    }
  }
  if (call.playing) world.playbacks.delete(call.playing);
  world.calls.delete(callId);
}

/** What an event changes of the caller's way through the flow. */
function evolveMenu(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'line-answered':
      change(world, event.callId, () => ({ answered: true }));
      break;
    case 'step-entered':
      change(world, event.callId, ({ path }) => ({
        step: { step: event.step, data: null },
        wakeAt: null,
        path: [...path, { step: event.step, label: event.label, exit: null, at }],
      }));
      break;
    case 'step-continued':
      change(world, event.callId, () => ({ step: { step: event.step, data: event.data }, wakeAt: event.wakeAt }));
      break;
    case 'step-left':
      change(world, event.callId, ({ path }) => ({
        step: null,
        wakeAt: null,
        place: { at: 'menu' },
        placeSince: at,
        path: path.map((one, index) => (index === path.length - 1 ? { ...one, exit: event.exit } : one)),
      }));
      break;
    case 'prompt-started':
      world.playbacks.set(event.playbackId, event.callId);
      change(world, event.callId, () => ({ playing: event.playbackId }));
      break;
    case 'prompt-ended':
      world.playbacks.delete(event.playbackId);
      change(world, event.callId, ({ playing }) => (playing === event.playbackId ? { playing: null } : {}));
      break;
    case 'digit-pressed':
      change(world, event.callId, ({ ahead, keys }) => ({
        keys: keys + 1,
        ahead: event.ahead ? [...ahead, event.digit] : ahead,
      }));
      break;
    case 'ahead-taken':
      change(world, event.callId, ({ ahead }) => ({ ahead: ahead.slice(1) }));
      break;
    case 'language-chosen':
      change(world, event.callId, () => ({ language: event.language }));
      break;
    default:
  }
}

/** What an event changes of consent, captures and voicemail. */
function evolveRecording(world: World, event: Event): void {
  switch (event.type) {
    case 'consent-asked':
      change(world, event.callId, () => ({ consent: 'asked' }));
      break;
    case 'consent-given':
      change(world, event.callId, () => ({ consent: 'given' }));
      break;
    case 'consent-refused':
      change(world, event.callId, () => ({ consent: 'refused' }));
      break;
    case 'consent-withdrawn':
      change(world, event.callId, () => ({ consent: 'withdrawn' }));
      break;
    case 'capture-asked':
      change(world, event.callId, ({ recording }) => ({
        recording: {
          recordingId: event.recordingId,
          started: recording?.started ?? false,
          capture: {
            captureId: event.captureId,
            legId: event.legId,
            state: 'asked',
            muteAsked: false,
            muteBy: { kind: 'system' },
            muted: false,
            stopAsked: false,
          },
        },
      }));
      break;
    case 'recording-started':
      changeCapture(world, event.callId, { state: 'running' });
      change(world, event.callId, ({ recording }) => (recording ? { recording: { ...recording, started: true } } : {}));
      break;
    case 'pause-asked':
      changeCapture(world, event.callId, { muteAsked: event.muted, muteBy: event.by });
      break;
    case 'recording-paused':
    case 'recording-resumed':
      changeCapture(world, event.callId, { muted: event.type === 'recording-paused' });
      break;
    case 'stop-asked':
      changeCapture(world, event.callId, { stopAsked: true });
      break;
    case 'recording-stopped':
    case 'recording-failed':
      change(world, event.callId, ({ recording }) => (recording ? { recording: { ...recording, capture: null } } : {}));
      break;
    case 'voicemail-began':
      change(world, event.callId, () => ({ voicemail: 'recording', result: 'voicemail' }));
      break;
    case 'voicemail-ended':
      change(world, event.callId, () => ({ voicemail: 'done' }));
      break;
    default:
  }
}

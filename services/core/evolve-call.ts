import type { Call } from './call.ts';
import { changeCall, changedCall } from './changed.ts';
import type { Event, EventOf } from './event.ts';
import type { CallId } from './ids.ts';
import { countToday } from './today.ts';
import type { Value, Values } from './variable.ts';
import type { World } from './world.ts';

/**
 * What every call begins with; how it came is filled in. A whole call, so that all calls have one shape: one made by a
 * spread is a shape of its own each time, 20 kB of them.
 */
const untouched: Call = {
  id: '',
  legId: '',
  leg: 'here',
  direction: 'inbound',
  callback: null,
  queueId: null,
  number: '',
  callerName: '',
  dialled: '',
  serviceId: '',
  flow: '',
  flowVersion: '',
  subFlows: {},
  inFlow: { flow: '', version: '' },
  language: 'es',
  rangAt: 0,
  place: { at: 'menu' },
  placeSince: 0,
  result: 'menu',
  left: null,
  needs: {},
  answered: false,
  step: null,
  wakeAt: null,
  playing: null,
  ahead: [],
  keys: 0,
  consent: 'unknown',
  parties: {},
  code: null,
  pause: null,
  demand: null,
  recording: null,
  voicemail: 'none',
  message: false,
  frames: [],
  variables: {},
  web: null,
  keyDownAt: null,
  listening: null,
  sensitive: false,
  hushedAt: null,
  talked: null,
  path: [],
};

function newCall(event: EventOf<'call-rang'>, at: number): Call {
  return changedCall(untouched, {
    id: event.callId,
    legId: event.legId,
    direction: event.direction,
    number: event.number,
    callerName: event.callerName,
    dialled: event.dialled,
    serviceId: event.serviceId,
    flow: event.flow,
    flowVersion: event.flowVersion,
    subFlows: event.subFlows ?? {},
    inFlow: { flow: event.flow, version: event.flowVersion },
    language: event.language,
    rangAt: event.rangAt,
    placeSince: at,
  });
}

/** A call-back is a call of its own: it stands in the queue without its person, who is called when its turn comes. */
function newCallback(event: EventOf<'callback-requested'>, at: number): Call {
  const { callId, originId, legId, queueId, priority, order, waitingSince, notBefore } = event;
  return changedCall(untouched, {
    id: callId,
    legId,
    leg: 'none',
    direction: 'callback',
    callback: { originId, queueId, priority, order, waitingSince, attempts: 0 },
    queueId,
    number: event.number,
    callerName: event.callerName,
    serviceId: event.serviceId,
    language: event.language,
    rangAt: at,
    place: { at: 'scheduled', queueId, until: notBefore ?? at },
    placeSince: at,
    result: 'callback-failed',
  });
}

/** What an event changes of a call: that it is there, its menu, its flow. */
export function evolveCall(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'call-rang':
      world.calls.set(event.callId, newCall(event, at));
      break;
    case 'call-ended':
      endCall(world, event.callId);
      break;
    case 'hang-up-requested':
      world.hangUps.set(event.legId, event.cause);
      break;
    case 'callback-requested':
      requestCallback(world, event, at);
      break;
    default:
      evolveMenu(world, event, at);
  }
}

/** How many numbers are remembered with their requests of the last day. */
const rememberedAsks = 50_000;
const dayMs = 86_400_000;

function requestCallback(world: World, event: EventOf<'callback-requested'>, at: number): void {
  world.calls.set(event.callId, newCallback(event, at));
  if (event.by.kind === 'caller') {
    const asks = world.callbackAsks.get(event.number) ?? [];
    world.callbackAsks.delete(event.number);
    world.callbackAsks.set(event.number, [...asks.filter((one) => one > at - dayMs), at]);
    if (world.callbackAsks.size > rememberedAsks) {
      const oldest = world.callbackAsks.keys().next();
      if (!oldest.done) world.callbackAsks.delete(oldest.value);
    }
  }
  const left = event.originId === null ? undefined : world.calls.get(event.originId)?.left;
  if (event.originId === null || !left) return;
  changeCall(world, event.originId, () => ({ result: 'callback', left: null }));
  // It left by a key; now it is known for what.
  countToday(world, left.queueId, left.day, ({ voicemail, callbacks }) => ({
    voicemail: voicemail - 1,
    callbacks: callbacks + 1,
  }));
}

function endCall(world: World, callId: CallId): void {
  const call = world.calls.get(callId);
  if (call?.playing) world.playbacks.delete(call.playing);
  if (call?.recording?.capture) world.captures.delete(call.recording.capture.captureId);
  world.calls.delete(callId);
}

/** What an event changes of the caller's way through the flow. */
function evolveMenu(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'line-answered':
      changeCall(world, event.callId, () => ({ answered: true }));
      break;
    case 'step-entered':
      changeCall(world, event.callId, ({ path }) => ({
        step: { step: event.step, data: null },
        wakeAt: null,
        sensitive: event.sensitive ?? false,
        path: [...path, { step: event.step, label: event.label, exit: null, at }],
      }));
      break;
    case 'step-continued':
      changeCall(world, event.callId, () => ({
        step: { step: event.step, data: event.data },
        wakeAt: event.wakeAt,
        keyDownAt: null,
      }));
      break;
    case 'step-left':
      changeCall(world, event.callId, ({ path, sensitive, hushedAt }) => ({
        step: null,
        wakeAt: null,
        web: null,
        keyDownAt: null,
        listening: null,
        sensitive: false,
        hushedAt: sensitive ? at : hushedAt,
        place: { at: 'menu' },
        placeSince: at,
        path: withExit(path, event.step, event.exit),
      }));
      break;
    case 'prompt-started':
      world.playbacks.set(event.playbackId, event.callId);
      changeCall(world, event.callId, () => ({ playing: event.playbackId, keyDownAt: null }));
      break;
    case 'prompt-ended':
      world.playbacks.delete(event.playbackId);
      changeCall(world, event.callId, ({ playing, keyDownAt }) =>
        playing === event.playbackId ? { playing: null, keyDownAt: event.keyDown ? at : keyDownAt } : {},
      );
      break;
    case 'digit-pressed':
      changeCall(world, event.callId, ({ ahead, keys }) => ({
        keyDownAt: null,
        keys: keys + 1,
        ahead: event.ahead ? [...ahead, event.digit] : ahead,
      }));
      break;
    case 'ahead-taken':
      changeCall(world, event.callId, ({ ahead }) => ({ ahead: ahead.slice(1) }));
      break;
    case 'language-chosen':
      changeCall(world, event.callId, () => ({ language: event.language }));
      break;
    default:
      evolveFlow(world, event, at);
  }
}

/** The step that is left: the last of its name that was not, within a sub-flow or not. */
function withExit(path: Call['path'], step: string, exit: string): Call['path'] {
  const left = path.findLastIndex((one) => one.step === step && one.exit === null);
  return path.map((one, index) => (index === left ? { ...one, exit } : one));
}

/** What an event changes of a call's variables, and of the flows that it is in. */
function evolveFlow(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'variables-set':
      changeCall(world, event.callId, ({ variables }) => ({ variables: changedValues(variables, event.values) }));
      break;
    case 'sub-flow-entered': {
      const { flow, version, values } = event;
      changeCall(world, event.callId, ({ frames, inFlow, step, variables }) =>
        step
          ? {
              frames: [...frames, { ...inFlow, step, variables }],
              inFlow: { flow, version },
              variables: values,
              step: null,
            }
          : {},
      );
      break;
    }
    case 'sub-flow-left':
      changeCall(world, event.callId, ({ frames }) => {
        const last = frames.at(-1);
        if (!last) return {};
        const { flow, version, step, variables } = last;
        return { frames: frames.slice(0, -1), inFlow: { flow, version }, step, variables, wakeAt: null };
      });
      break;
    case 'web-asked':
      changeCall(world, event.callId, () => ({ web: { requestId: event.requestId, since: at } }));
      break;
    case 'web-answered':
      changeCall(world, event.callId, () => ({ web: null }));
      break;
    case 'listening-began':
      changeCall(world, event.callId, () => ({ listening: event.words }));
      break;
    case 'message-began':
    case 'message-ended':
      changeCall(world, event.callId, () => ({ message: event.type === 'message-began' }));
      break;
    default:
  }
}

function changedValues(variables: Values, values: Readonly<Record<string, Value | null>>): Values {
  const all = Object.entries({ ...variables, ...values });
  return Object.fromEntries(all.filter((entry): entry is [string, Value] => entry[1] !== null));
}

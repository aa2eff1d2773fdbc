import type { Call } from '../call.ts';
import type { FlowAction, FlowInput } from '../flow.ts';
import type { CallId, PlaybackId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { keepPlace } from './callback.ts';
import { callbackNumber } from './callback-limits.ts';
import { endCall } from './ending.ts';
import { cancelOffers } from './offer-end.ts';
import { play, stopPlay } from './prompts.ts';
import { enterQueue, leaveQueue } from './queue.ts';
import { beginCapture, stopCapture } from './recording.ts';
import { queueAnnounced } from './waiting.ts';

/** Keys kept for later steps; more are a storm and are dropped. */
const aheadLimit = 32;
/** Keys of one call that the journal takes. */
const keysLimit = 200;
/** Steps a call may pass without the caller or the clock doing anything: a flow that turns in circles ends there. */
const loopLimit = 100;

/** Puts a call on the first step of its flow. */
export function startFlow(turn: Turn, callId: CallId, firstStep: string): void {
  enterStep(turn, callId, firstStep, 0);
}

function enterStep(turn: Turn, callId: CallId, step: string, depth: number): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const described = turn.flows.describe(call.flow, call.flowVersion, step);
  if (!described || depth > loopLimit) {
    endCall(turn, callId, { by: 'system', reason: 'flow-fault', cause: 38 });
    return;
  }
  emit(turn, { type: 'step-entered', callId, step, stepType: described.type, label: described.label });
  feed(turn, callId, { type: 'enter' }, depth);
  // Keys typed ahead go to the first step that listens, as if they were pressed now.
  let now = turn.world.calls.get(callId);
  while (described.listens && now?.step?.step === step && now.ahead[0] !== undefined && turn.events.length < 400) {
    const digit = now.ahead[0];
    emit(turn, { type: 'ahead-taken', callId });
    feed(turn, callId, { type: 'digit', digit }, depth);
    now = turn.world.calls.get(callId);
  }
}

/** Gives the call's present step an input and does what it asks for. */
export function feed(turn: Turn, callId: CallId, input: FlowInput, depth = 0): void {
  const call = turn.world.calls.get(callId);
  // Who has hung up is in the step where that was: no other is entered on the way out.
  if (call && !call.step && input.type === 'queue-exit') {
    // Somebody who was called back, and whom nobody can attend any more.
    endCall(turn, callId, { by: 'system', reason: 'no-agents', cause: 16 });
    return;
  }
  if (!call?.step || turn.world.hangUps.has(call.legId)) return;
  const { step, data } = call.step;
  const context = {
    now: turn.now,
    language: call.language,
    consent: call.consent,
    serviceId: call.serviceId,
    callerNumber: call.number,
    hasPlace: call.left !== null && turn.site.outbound.trunk !== null,
    callbackTo: (written: string) => callbackNumber(turn, call, written),
    ahead: call.ahead.length,
    data,
    site: turn.site,
  };
  for (const action of turn.flows.run(call.flow, call.flowVersion, step, context, input)) {
    const still = turn.world.calls.get(callId);
    if (still?.step?.step !== step) return;
    act(turn, still, step, action, depth);
  }
}

function act(turn: Turn, call: Call, step: string, action: FlowAction, depth: number): void {
  const callId = call.id;
  switch (action.do) {
    case 'ring':
      ask(turn, { type: 'ring-leg', legId: call.legId });
      break;
    case 'answer':
      if (!call.answered) {
        emit(turn, { type: 'line-answered', callId });
        ask(turn, { type: 'answer-leg', legId: call.legId });
      }
      break;
    case 'play':
      play(turn, callId, action.prompts);
      break;
    case 'stop-play':
      stopPlay(turn, callId);
      break;
    case 'remember':
      emit(turn, { type: 'step-continued', callId, step, data: action.data, wakeAt: action.wakeAt });
      if (action.wakeAt !== null) ask(turn, { type: 'set-timer', timerId: `wake:${callId}`, at: action.wakeAt });
      break;
    case 'language':
      emit(turn, { type: 'language-chosen', callId, language: action.language });
      ask(turn, { type: 'set-language', legId: call.legId, language: action.language });
      break;
    case 'consent':
      actConsent(turn, callId, action);
      break;
    case 'queue':
      if (!enterQueue(turn, callId, action.queueId, action.priority, action.needs))
        endCall(turn, callId, { by: 'system', reason: 'flow-fault', cause: 38 });
      break;
    case 'leave-queue':
      stopPlay(turn, callId);
      cancelOffers(turn, callId);
      leaveQueue(turn, turn.world.calls.get(callId) ?? call, 'exit');
      ask(turn, { type: 'stop-music', legId: call.legId });
      break;
    case 'callback':
      if (!keepPlace(turn, call, action.number))
        endCall(turn, callId, { by: 'system', reason: 'flow-fault', cause: 38 });
      break;
    case 'voicemail':
      actVoicemail(turn, call, action.how);
      break;
    case 'exit': {
      stopPlay(turn, callId);
      emit(turn, { type: 'step-left', callId, step, exit: action.exit });
      const next =
        turn.flows.next(call.flow, call.flowVersion, step, action.exit) ??
        (action.or === undefined ? null : turn.flows.next(call.flow, call.flowVersion, step, action.or));
      if (next) enterStep(turn, callId, next, depth + 1);
      else endCall(turn, callId, { by: 'system', reason: 'flow-ended', cause: 16 });
      break;
    }
    case 'hang-up':
      endCall(turn, callId, { by: 'system', reason: 'flow-ended', cause: 16 });
      break;
  }
}

function actConsent(turn: Turn, callId: CallId, action: FlowAction & { readonly do: 'consent' }): void {
  const { wording, version, digit } = action;
  const source = digit === null ? ({ kind: 'flow' } as const) : ({ kind: 'digit', digit } as const);
  if (action.how === 'asked') emit(turn, { type: 'consent-asked', callId, wording, version });
  if (action.how === 'refused') emit(turn, { type: 'consent-refused', callId, wording, version, source });
  if (action.how === 'given') {
    emit(turn, { type: 'consent-given', callId, wording, version, source, basis: '' });
    beginCapture(turn, callId);
  }
}

function actVoicemail(turn: Turn, call: Call, how: 'begin' | 'key' | 'limit'): void {
  if (how === 'begin') {
    // Fails closed: without the caller's consent nothing is taken, whatever the flow says.
    if (call.consent !== 'given') {
      endCall(turn, call.id, { by: 'system', reason: 'flow-fault', cause: 38 });
      return;
    }
    emit(turn, { type: 'voicemail-began', callId: call.id, queueId: null });
    beginCapture(turn, call.id);
  } else {
    emit(turn, { type: 'voicemail-ended', callId: call.id, how });
    stopCapture(turn, call.id);
  }
}

/** A playback came to its end by itself. One that we stopped is known no more, and ignored. */
export function promptDone(turn: Turn, playbackId: PlaybackId, failed: boolean): void {
  const callId = turn.world.playbacks.get(playbackId);
  if (!callId) return;
  const call = turn.world.calls.get(callId);
  const left = call !== undefined && turn.world.hangUps.has(call.legId);
  emit(turn, { type: 'prompt-ended', callId, playbackId, how: left ? 'interrupted' : failed ? 'failed' : 'done' });
  if (call?.place.at === 'queue') queueAnnounced(turn, call);
  else feed(turn, callId, { type: 'prompt-done' });
}

/** A key of the caller's telephone: to the step that listens, or kept for the next that does. */
export function pressDigit(turn: Turn, callId: CallId, digit: string): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const described = call.step && turn.flows.describe(call.flow, call.flowVersion, call.step.step);
  const listens = call.place.at === 'menu' && (described?.listens ?? false);
  if (listens) {
    // What a key does is on record all the same; only the key itself is not, where nobody presses so many.
    if (call.keys < keysLimit) emit(turn, { type: 'digit-pressed', callId, digit, ahead: false });
    feed(turn, callId, { type: 'digit', digit });
    return;
  }
  // A waiting caller's key is for the queue's step alone: never kept for a later one.
  if (call.place.at === 'queue' && call.keys < keysLimit && (described?.listensInQueue ?? false)) {
    emit(turn, { type: 'digit-pressed', callId, digit, ahead: false });
    feed(turn, callId, { type: 'digit', digit });
    return;
  }
  // Once the caller waits or talks, no step will want the key.
  if (call.place.at !== 'menu' || call.ahead.length >= aheadLimit || call.keys >= keysLimit) return;
  emit(turn, { type: 'digit-pressed', callId, digit, ahead: true });
  feed(turn, callId, { type: 'digit', digit });
}

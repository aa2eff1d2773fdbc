import type { Call } from '../call.ts';
import type { FlowInput, Read } from '../flow.ts';
import type { CallId, PlaybackId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { endCall } from './ending.ts';
import { act, type Onward } from './flow-action.ts';
import { contextOf, keptPrefix } from './flow-context.ts';
import { takeAhead } from './keys.ts';
import { stopPlay } from './prompts.ts';
import { followRecording } from './recording.ts';
import { declaredIn, firstVariables, levelPrefix, readVariable } from './variables.ts';
import { queueAnnounced } from './waiting.ts';

/** Steps a call may pass without the caller or the clock doing anything: a flow that turns in circles ends there. */
const loopLimit = 100;
/** Steps of one call, whatever they wait for. */
const pathLimit = 1_000;
/** Flows within flows. */
const frameLimit = 8;

/** Puts a call on the first step of its flow. */
export function startFlow(turn: Turn, callId: CallId, firstStep: string): void {
  enterStep(turn, callId, firstStep, 0);
}

function enterStep(turn: Turn, callId: CallId, step: string, depth: number): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const { flow, version } = call.inFlow;
  const described = turn.flows.describe(flow, version, step);
  if (!described || depth > loopLimit || call.path.length >= pathLimit) {
    endCall(turn, callId, { by: 'system', reason: 'flow-fault', cause: 38 });
    return;
  }
  const { type: stepType, label, sensitive } = described;
  const entered = { type: 'step-entered', callId, step, stepType, label, flow, version } as const;
  emit(turn, sensitive ? { ...entered, sensitive } : entered);
  // Before anything is said or typed in it.
  followRecording(turn, callId, true);
  const place = placeOf(turn.world.calls.get(callId));
  feed(turn, callId, { type: 'enter' }, depth);
  // Keys typed ahead go to the first step that listens, as if they were pressed now.
  while (described.listens && placeOf(turn.world.calls.get(callId)) === place && turn.events.length < 400) {
    const taken = takeAhead(turn, callId);
    if (taken === null) break;
    if (taken.digit !== null) feed(turn, callId, { type: 'digit', digit: taken.digit }, depth);
  }
}

/** Where in its flows a call is: the same as long as its step is not left, and no other flow is gone into from there. */
const placeOf = (call: Call | undefined): string | null =>
  call?.step ? `${call.frames.length}/${call.path.length}/${call.step.step}` : null;

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
  const { flow, version } = call.inFlow;
  const place = placeOf(call);
  for (const action of turn.flows.run(flow, version, step, contextOf(turn, call, step, data), input)) {
    const still = turn.world.calls.get(callId);
    if (!still || placeOf(still) !== place) return;
    if (action.do === 'exit' || action.do === 'sub-flow' || action.do === 'return')
      goOn(turn, still, step, action, depth + 1);
    else act(turn, still, step, action);
  }
}

function goOn(turn: Turn, call: Call, step: string, action: Onward, depth: number): void {
  switch (action.do) {
    case 'exit': {
      const { flow, version } = call.inFlow;
      leaveStep(turn, call, step, action.exit);
      const next =
        turn.flows.next(flow, version, step, action.exit) ??
        (action.or === undefined ? null : turn.flows.next(flow, version, step, action.or));
      if (next) enterStep(turn, call.id, next, depth);
      else endCall(turn, call.id, { by: 'system', reason: 'flow-ended', cause: 16 });
      break;
    }
    case 'sub-flow':
      enterFlow(turn, call, action, depth);
      break;
    case 'return':
      leaveStep(turn, call, step, action.exit);
      leaveFlow(turn, call.id, action.exit, depth);
      break;
  }
}

function leaveStep(turn: Turn, call: Call, step: string, exit: string): void {
  stopPlay(turn, call.id);
  if (call.listening) ask(turn, { type: 'stop-listening', legId: call.legId });
  emit(turn, { type: 'step-left', callId: call.id, step, exit });
  turn.vault.forget(call.id, keptPrefix);
}

/** Goes into another flow; the step waits for it. One that is not there, or a circle of them, ends the call. */
function enterFlow(turn: Turn, call: Call, action: Onward & { do: 'sub-flow' }, depth: number): void {
  const { flow } = action;
  const version = call.subFlows[flow] ?? turn.flows.current(flow)?.version;
  const outline = version === undefined ? null : turn.flows.outline(flow, version);
  if (version === undefined || !outline || call.frames.length >= frameLimit) {
    endCall(turn, call.id, { by: 'system', reason: 'flow-fault', cause: 38 });
    return;
  }
  stopPlay(turn, call.id);
  turn.vault.forget(call.id, keptPrefix);
  const values = firstVariables(turn, call, outline.variables, action);
  emit(turn, { type: 'sub-flow-entered', callId: call.id, flow, version, values });
  enterStep(turn, call.id, outline.start, depth);
}

/** Back in the step that went into this flow; where none did, the call ends. */
function leaveFlow(turn: Turn, callId: CallId, exit: string, depth: number): void {
  const call = turn.world.calls.get(callId);
  if (!call) return;
  if (call.frames.length === 0) {
    endCall(turn, callId, { by: 'system', reason: 'flow-ended', cause: 16 });
    return;
  }
  const values = new Map<string, Read>();
  for (const name of declaredIn(turn, call).keys()) values.set(name, readVariable(turn, call, name));
  turn.vault.forget(callId, levelPrefix(call.frames.length));
  emit(turn, { type: 'sub-flow-left', callId, flow: call.inFlow.flow, exit });
  const variable = (name: string): Read => values.get(name) ?? { value: undefined, secret: false };
  feed(turn, callId, { type: 'returned', exit, variable }, depth);
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

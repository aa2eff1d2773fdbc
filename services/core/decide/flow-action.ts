import type { Call } from '../call.ts';
import type { FlowAction } from '../flow.ts';
import type { CallId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { saidPrompts } from '../wording.ts';
import { keepPlace } from './callback.ts';
import { stateConsent } from './consent.ts';
import { endCall } from './ending.ts';
import { keptName } from './flow-context.ts';
import { cancelOffers } from './offer-end.ts';
import { dialOutside } from './outside.ts';
import { play, stopPlay } from './prompts.ts';
import { enterQueue, leaveQueue } from './queue.ts';
import { followRecording } from './recording.ts';
import { outsideNumber } from './targets.ts';
import { setVariables } from './variables.ts';

/** Ways on from a step: what menu.ts does itself. */
export type Onward = Extract<FlowAction, { readonly do: 'exit' | 'sub-flow' | 'return' }>;

/** Does what a step asks for; each action becomes events and effects. */
export function act(turn: Turn, call: Call, step: string, action: Exclude<FlowAction, Onward>): void {
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
      play(turn, callId, action.prompts, action.secret || call.sensitive);
      break;
    case 'stop-play':
      stopPlay(turn, callId);
      break;
    case 'remember':
      emit(turn, { type: 'step-continued', callId, step, data: action.data, wakeAt: action.wakeAt });
      if (action.wakeAt !== null) ask(turn, { type: 'set-timer', timerId: `wake:${callId}`, at: action.wakeAt });
      break;
    case 'keep':
      turn.vault.set(callId, keptName(action.name), action.value ?? undefined);
      break;
    case 'set':
      setVariables(turn, callId, action.values, action.secret ?? []);
      break;
    case 'language':
      emit(turn, { type: 'language-chosen', callId, language: action.language });
      ask(turn, { type: 'set-language', legId: call.legId, language: action.language });
      break;
    case 'consent':
      actConsent(turn, callId, action);
      break;
    case 'queue':
      if (!enterQueue(turn, callId, action)) fault(turn, callId);
      break;
    case 'leave-queue':
      stopPlay(turn, callId);
      cancelOffers(turn, callId);
      leaveQueue(turn, turn.world.calls.get(callId) ?? call, 'exit');
      ask(turn, { type: 'stop-music', legId: call.legId });
      break;
    case 'send-outside': {
      const number = outsideNumber(turn, action.number);
      if (number === null) turn.followUps.push({ callId, input: { type: 'transfer-failed' } });
      else {
        stopPlay(turn, callId);
        dialOutside(turn, callId, number, null, true);
      }
      break;
    }
    case 'callback':
      if (!keepPlace(turn, call, action.number)) fault(turn, callId);
      break;
    case 'voicemail':
    case 'message':
      takeMessage(turn, call, action);
      break;
    case 'web':
      actWeb(turn, call, action);
      break;
    case 'survey': {
      const { question, answer } = action;
      const { agentId, queueId } = call.talked ?? { agentId: null, queueId: call.queueId };
      emit(turn, { type: 'survey-answered', callId, question, answer, agentId, queueId });
      break;
    }
    case 'listen':
      if (!turn.hears?.(call.language)) break;
      emit(turn, { type: 'listening-began', callId, words: action.words });
      ask(turn, { type: 'start-listening', legId: call.legId, words: action.words, language: call.language });
      break;
    case 'hang-up':
      endCall(turn, callId, { by: 'system', reason: 'flow-ended', cause: 16 });
      break;
  }
}

/** The flow asks for what cannot be. */
function fault(turn: Turn, callId: CallId): void {
  endCall(turn, callId, { by: 'system', reason: 'flow-fault', cause: 38 });
}

function actConsent(turn: Turn, callId: CallId, action: FlowAction & { readonly do: 'consent' }): void {
  const call = turn.world.calls.get(callId);
  const { how, wording, version, digit, basis = '' } = action;
  if (!call) return;
  const said = saidPrompts(action.said ?? [], call.language, turn.wordings ?? (() => null));
  if (how === 'asked') {
    emit(turn, { type: 'consent-asked', callId, wording, version, ...(said.length > 0 ? { said } : {}) });
    // Who is asked anew has not said yes again.
    followRecording(turn, callId);
    return;
  }
  const kind = how === 'announced' ? 'announcement' : 'flow';
  const source = digit === null ? ({ kind } as const) : ({ kind: 'digit', digit } as const);
  const consent = how === 'refused' ? 'refused' : 'given';
  stateConsent(turn, call, { party: 'caller', consent, source, basis, wording, version, said });
}

function takeMessage(turn: Turn, call: Call, action: FlowAction & { readonly do: 'voicemail' | 'message' }): void {
  const { id: callId } = call;
  const { how } = action;
  if (how === 'begin') {
    // Fails closed: without the caller's consent nothing is taken, whatever the flow says.
    if (call.consent !== 'given') {
      fault(turn, callId);
      return;
    }
    if (action.do === 'message') emit(turn, { type: 'message-began', callId });
    else emit(turn, { type: 'voicemail-began', callId, queueId: null });
    followRecording(turn, callId, true);
  } else if (action.do === 'message') emit(turn, { type: 'message-ended', callId, how });
  else {
    emit(turn, { type: 'voicemail-ended', callId, how });
    followRecording(turn, callId);
  }
}

function actWeb(turn: Turn, { id: callId }: Call, action: FlowAction & { readonly do: 'web' }): void {
  const { method, url, headers, body, timeoutMs } = action;
  const requestId = turn.draw.id('web');
  emit(turn, { type: 'web-asked', callId, requestId, method, host: hostOf(url) });
  ask(turn, { type: 'web-request', callId, requestId, method, url, headers, body, timeoutMs });
}

/** Of all that a request says, the journal has the host alone. */
function hostOf(url: string): string {
  return /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? '';
}

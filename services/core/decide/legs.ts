import type { Call, Offer } from '../call.ts';
import type { CallId, LegId } from '../ids.ts';
import { masked } from '../prompt.ts';
import type { Signal } from '../signal.ts';
import { indexOf } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import type { LegRole } from '../world.ts';
import { acceptOffer } from './accept.ts';
import { agentMissed, personAnswered, personMissed } from './callback.ts';
import { takeCode } from './codes.ts';
import { agentLeaves, consultAnswered, consultGone } from './consult.ts';
import { hold, loseAgent, rejoin, resume } from './conversation.ts';
import { endCall } from './ending.ts';
import { keyDown } from './key-down.ts';
import { takeKey } from './keys.ts';
import { feed, startFlow } from './menu.ts';
import { endOffer, offersOf } from './offer-end.ts';
import { outsideAnswered, outsideGone } from './outside.ts';
import { takeOver } from './supervise.ts';
import { endOfParty } from './third.ts';
import { beginWatch, bridgeSnoop, dropWatcher, watcherOf } from './watching.ts';

type LegSignal = Extract<Signal, { type: `leg-${string}` | 'digit' | 'digit-begun' | 'heard' }>;

/** Q.850: the far end refused. */
const declinedCauses = [17, 21];
/** Q.850: it rang, nobody answered. */
const missedCauses = [18, 19];
/** Q.850 16 and what telephones send instead when a person hangs up. */
const normalCauses = [16, 31, 127];

/** What a leg's news means to its call. */
export function decideLeg(turn: Turn, signal: LegSignal): void {
  if (signal.type === 'leg-entered') {
    enter(turn, signal);
    return;
  }
  const role = turn.world.legs.get(signal.legId);
  if (!role) {
    // A leg of a call that ended, or of an offer that was given up, and answers now.
    if (signal.type === 'leg-up') ask(turn, { type: 'hang-up-leg', legId: signal.legId, reason: 'normal' });
    return;
  }
  const call = turn.world.calls.get(role.callId);
  if (!call) return;
  switch (signal.type) {
    case 'leg-hang-up-requested':
      if (!turn.world.hangUps.has(signal.legId) && role.kind !== 'snoop') {
        const side = role.kind === 'caller' ? 'caller' : 'agent';
        emit(turn, { type: 'hang-up-requested', callId: call.id, legId: signal.legId, side, cause: signal.cause });
      }
      break;
    case 'leg-gone':
      if (role.kind === 'caller') callerGone(turn, call, signal);
      else if (role.kind === 'agent') agentLegGone(turn, call, signal.legId, signal.cause);
      else otherLegGone(turn, call, role, signal);
      break;
    case 'digit-begun':
      if (role.kind === 'caller') keyDown(turn, call);
      break;
    case 'digit':
      if (role.kind === 'caller') pressDigit(turn, call, signal.digit);
      break;
    case 'heard':
      if (role.kind === 'caller') hear(turn, call, signal);
      break;
    default:
      if (role.kind === 'agent') agentLeg(turn, call, signal);
      else if (signal.type !== 'leg-up') break;
      else if (role.kind !== 'caller') otherLegUp(turn, call, role, signal.legId);
      else if (call.leg === 'dialling') personAnswered(turn, call);
  }
}

function pressDigit(turn: Turn, call: Call, digit: string): void {
  for (const key of takeCode(turn, call, digit)) pressKey(turn, call.id, key);
}

/** A key that is none of a code. */
export function pressKey(turn: Turn, callId: CallId, digit: string): void {
  const call = turn.world.calls.get(callId);
  if (call && takeKey(turn, call, digit)) feed(turn, callId, { type: 'digit', digit });
}

/** The recogniser's news: late ones, of a step that was left, mean nothing. */
function hear(turn: Turn, call: Call, { words, confidence }: Extract<LegSignal, { type: 'heard' }>): void {
  if (!call.listening || call.place.at !== 'menu') return;
  emit(turn, { type: 'speech-heard', callId: call.id, words: call.sensitive ? masked : words, confidence });
  feed(turn, call.id, { type: 'heard', words, confidence });
}

const offerOf = (turn: Turn, call: Call, legId: LegId): Offer | undefined =>
  offersOf(turn, call).find((offer) => offer.legId === legId);

function enter(turn: Turn, signal: Extract<Signal, { type: 'leg-entered' }>): void {
  // A replayed entry of a call we have.
  if (turn.world.legs.has(signal.legId)) return;
  const service = indexOf(turn.site).numbers.get(signal.dialled);
  const flow = service ? turn.flows.current(service.flow) : null;
  if (!service || !flow) {
    ask(turn, { type: 'hang-up-leg', legId: signal.legId, reason: 'congestion' });
    return;
  }
  const callId = turn.draw.id('call');
  emit(turn, {
    type: 'call-rang',
    callId,
    legId: signal.legId,
    direction: 'inbound',
    number: signal.callerNumber,
    callerName: signal.callerName,
    dialled: signal.dialled,
    serviceId: service.id,
    flow: service.flow,
    flowVersion: flow.version,
    ...(Object.keys(flow.subFlows).length > 0 ? { subFlows: flow.subFlows } : {}),
    language: flow.language,
    rangAt: Math.min(signal.since, turn.now),
    ...(signal.sipCallId === undefined ? {} : { sipCallId: signal.sipCallId }),
  });
  ask(turn, { type: 'take-leg', legId: signal.legId });
  ask(turn, { type: 'set-language', legId: signal.legId, language: flow.language });
  startFlow(turn, callId, flow.start);
}

function callerGone(turn: Turn, call: Call, { cause, sentAway }: Extract<LegSignal, { type: 'leg-gone' }>): void {
  if (call.place.at === 'calling') {
    personMissed(turn, call, cause);
    return;
  }
  if (sentAway) {
    endCall(turn, call.id, { by: 'system', reason: 'disk-full', cause, sentAway });
    return;
  }
  const reason = turn.world.hangUps.has(call.legId) && cause !== 44 ? 'hang-up' : cause === 44 ? 'media-lost' : 'gone';
  endCall(turn, call.id, { by: 'caller', reason, cause });
}

/** An agent's telephone rang, answered, held or released. */
function agentLeg(turn: Turn, call: Call, signal: Exclude<LegSignal, { type: 'leg-entered' }>): void {
  const offer = offerOf(turn, call, signal.legId);
  switch (signal.type) {
    case 'leg-ringing':
      if (offer && !offer.rang) {
        const { id: offerId, callId, agentId } = offer;
        emit(turn, { type: 'offer-rang', callId, offerId, agentId });
      }
      break;
    case 'leg-up':
      if (offer) acceptOffer(turn, offer);
      else rejoin(turn, call);
      break;
    case 'leg-held':
      hold(turn, call);
      break;
    case 'leg-released':
      resume(turn, call);
      break;
    default:
  }
}

function agentLegGone(turn: Turn, call: Call, legId: LegId, cause: number): void {
  const offer = offerOf(turn, call, legId);
  if (offer) {
    const how = declinedCauses.includes(cause) ? 'declined' : missedCauses.includes(cause) ? 'missed' : 'lost';
    endOffer(turn, offer, how, cause);
    return;
  }
  const { place } = call;
  if (place.at === 'kept' && place.agentLegId === legId) {
    emit(turn, { type: 'agent-redial-failed', callId: call.id, agentId: place.agentId, legId, cause });
    return;
  }
  if (place.at === 'calling') {
    const left = turn.world.hangUps.has(legId) && normalCauses.includes(cause);
    agentMissed(turn, call, cause, left ? 'declined' : 'lost');
    return;
  }
  if (place.at !== 'conversation' || place.agentLegId !== legId) return;
  if (hungUp(turn, legId, cause)) agentLeaves(turn, call, cause);
  else loseAgent(turn, call, cause === 44 ? 'media-lost' : 'telephone-gone');
}

const hungUp = (turn: Turn, legId: LegId, cause: number): boolean =>
  turn.world.hangUps.has(legId) && normalCauses.includes(cause);

type OtherRole = Exclude<LegRole, { kind: 'caller' | 'agent' }>;

/** Somebody else's telephone was answered: one consulted, an outside number, a supervisor's. */
function otherLegUp(turn: Turn, call: Call, role: OtherRole, legId: LegId): void {
  if (role.kind === 'third') consultAnswered(turn, call);
  else if (role.kind === 'outside') outsideAnswered(turn, call);
  else {
    const watcher = watcherOf(call, role.userId);
    if (!watcher) return;
    if (role.kind === 'watcher' && watcher.takes && watcher.state === 'ringing') takeOver(turn, call, watcher);
    else if (role.kind === 'watcher') beginWatch(turn, call, watcher);
    else if (watcher.snoopId === legId) bridgeSnoop(turn, watcher);
  }
}

function otherLegGone(
  turn: Turn,
  call: Call,
  role: OtherRole,
  { legId, cause }: { readonly legId: LegId; readonly cause: number },
): void {
  const asked = hungUp(turn, legId, cause);
  if (role.kind === 'third') consultGone(turn, call, cause, asked);
  else if (role.kind === 'outside') outsideGone(turn, call, cause);
  else {
    const watcher = watcherOf(call, role.userId);
    if (!watcher) return;
    if (role.kind === 'watcher') dropWatcher(turn, call, watcher, endOfParty(cause, watcher.state, asked, false));
    // The leg that hears goes with the agent's, which is heard of next.
    else if (watcher.mode !== 'barge' && watcher.state === 'here') dropWatcher(turn, call, watcher, 'ended');
  }
}

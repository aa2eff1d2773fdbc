import type { Call, Conversation, Place } from '../call.ts';
import { sameSides } from '../consent.ts';
import type { BridgeId, CallId, CaptureId, LegId } from '../ids.ts';
import type { LegSeen, Signal } from '../signal.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { agentMissed, personMissed } from './callback.ts';
import { redialAgent } from './conversation.ts';
import { endCall } from './ending.ts';
import { handOver } from './handover.ts';
import { decideLeg } from './legs.ts';
import { feed, promptDone } from './menu.ts';
import { endOffer, offersOf } from './offer-end.ts';
import { decidePresence } from './presence.ts';
import { askSilence, fillSilence, silentIn } from './recording.ts';
import { followAgent } from './watching.ts';

type Compared = Extract<Signal, { type: 'asterisk-compared' }>;

/**
 * After every connect: the world and Asterisk are made one. What Asterisk has lost is closed truthfully; what it has
 * and we do not know is taken in or hung up; what we asked for and may have been lost is asked for again.
 */
export function compare(turn: Turn, signal: Compared): void {
  const known = turn.world.asteriskStartedAt;
  const restarted = known !== null && known !== signal.startedAt;
  emit(turn, { type: 'asterisk-found', startedAt: signal.startedAt, restarted });
  const seen = new Map(signal.legs.map((leg) => [leg.legId, leg]));
  closeWhatIsGone(turn, seen, restarted);
  closePrompts(turn, new Set(signal.playbacks));
  for (const call of [...turn.world.calls.values()])
    if (call.leg === 'here') repair(turn, call, signal, seen);
    else repairCallback(turn, call, seen);
  const reachable = new Set(signal.reachable);
  for (const userId of new Set([...turn.site.users.map(({ id }) => id), ...turn.world.agents.keys()])) {
    const now = reachable.has(userId);
    if (now !== (turn.world.agents.get(userId)?.reachable ?? false))
      decidePresence(turn, { type: 'phone-reachable', userId, reachable: now });
  }
  for (const call of [...turn.world.calls.values()]) {
    const { place } = call;
    if (place.at === 'kept' && place.agentLegId === null && reachable.has(place.agentId)) redialAgent(turn, call);
  }
  takeInStrangers(turn, signal, seen);
}

function closeWhatIsGone(turn: Turn, seen: ReadonlyMap<string, LegSeen>, restarted: boolean): void {
  const reason = restarted ? 'asterisk-restarted' : 'gone-while-away';
  for (const call of [...turn.world.calls.values()])
    if (call.leg === 'here' && !seen.has(call.legId))
      endCall(turn, call.id, restarted ? { by: 'system', reason, cause: 41 } : { by: 'caller', reason, cause: 0 });
  // The agent's telephone rang while we were away, or was never dialled: no blame.
  for (const offer of [...turn.world.offers.values()])
    if (!seen.has(offer.legId)) endOffer(turn, offer, 'cancelled', 0);
  for (const call of [...turn.world.calls.values()]) closeLegs(turn, call.id, seen, reason);
}

/** Legs of a call besides the caller's that are gone. */
function closeLegs(turn: Turn, callId: CallId, seen: ReadonlyMap<string, LegSeen>, reason: string): void {
  const placeNow = () => turn.world.calls.get(callId)?.place;
  const gone = (legId: LegId) => decideLeg(turn, { type: 'leg-gone', legId, cause: 0, causeText: reason });
  const place = placeNow();
  if (place?.at === 'conversation') {
    const { third, watchers } = place;
    // Those who were asked first: a conversation whose agent is gone goes on with the one who is there.
    if (third && !seen.has(third.legId)) gone(third.legId);
    for (const { legId } of watchers) if (!seen.has(legId)) gone(legId);
  }
  const now = placeNow();
  const call = turn.world.calls.get(callId);
  if (now?.at === 'outside' && !seen.has(now.legId)) gone(now.legId);
  if (!call || (now?.at !== 'conversation' && now?.at !== 'kept')) return;
  if (now.agentLegId && !seen.has(now.agentLegId)) {
    // Who hung up while nobody looked cannot be known; the caller is still there, so it was the agent's side.
    if (now.at !== 'conversation') gone(now.agentLegId);
    else if (now.third?.mode === 'conference') handOver(turn, call, { kind: 'system' }, reason);
    else endCall(turn, callId, { by: 'agent', reason, cause: 0 });
  }
}

/** A call-back whose person is not on the line: only its agent may be there, and what was asked for goes on or comes to nothing. */
function repairCallback(turn: Turn, call: Call, seen: ReadonlyMap<string, LegSeen>): void {
  for (const offer of offersOf(turn, call))
    if (seen.get(offer.legId)?.up) decideLeg(turn, { type: 'leg-up', legId: offer.legId });
  const now = turn.world.calls.get(call.id);
  if (call.place.at !== 'calling' || now?.place.at !== 'calling') return;
  const { agentLegId, bridgeId } = call.place;
  if (!seen.has(call.legId)) personMissed(turn, call, 0);
  else if (!seen.has(agentLegId)) agentMissed(turn, call, 0, null);
  else {
    ask(turn, { type: 'make-bridge', bridgeId, legs: [agentLegId] });
    if (seen.get(call.legId)?.up) decideLeg(turn, { type: 'leg-up', legId: call.legId });
  }
}

function closePrompts(turn: Turn, alive: ReadonlySet<string>): void {
  for (const playbackId of [...turn.world.playbacks.keys()])
    if (!alive.has(playbackId)) promptDone(turn, playbackId, false);
}

/** Asks again for whatever an effect lost on the way would have done. Every request here may be made twice. */
function repair(turn: Turn, call: Call, signal: Compared, seen: ReadonlyMap<string, LegSeen>): void {
  const { legId, place, recording } = call;
  if (!turn.world.calls.has(call.id)) return;
  ask(turn, { type: 'take-leg', legId });
  ask(turn, { type: 'set-language', legId, language: call.language });
  if (call.answered && !seen.get(legId)?.up) ask(turn, { type: 'answer-leg', legId });
  if ((place.at === 'queue' && !call.playing) || place.at === 'kept') ask(turn, { type: 'start-music', legId });
  if (place.at === 'menu') ask(turn, { type: 'stop-music', legId });
  for (const offer of offersOf(turn, call))
    if (seen.get(offer.legId)?.up) decideLeg(turn, { type: 'leg-up', legId: offer.legId });
  if (place.at === 'kept' && place.agentLegId && seen.get(place.agentLegId)?.up)
    decideLeg(turn, { type: 'leg-up', legId: place.agentLegId });
  if (place.at === 'conversation') repairConversation(turn, call, signal, seen);
  if (place.at === 'outside') repairOutside(turn, call, signal, seen);
  // One whose end was decided, and whose stop was lost with the controller that decided it.
  if (!recording?.capture) ask(turn, { type: 'clear-captures', legId });
  else {
    const { captureId, state, stopAsked, silenced } = recording.capture;
    const silent = silentIn(recording.capture);
    if (stopAsked) ask(turn, { type: 'stop-capture', captureId, legId });
    else if (state === 'asked' && !isAsked(turn, captureId))
      ask(turn, { type: 'start-capture', captureId, recordingId: recording.recordingId, legId, silent });
    // What Asterisk said last need not be what was asked for last.
    else if (!sameSides(silent, silenced)) askSilence(turn, recording.capture);
  }
  if (place.at === 'menu') fillSilence(turn, call.id);
  if (call.listening && place.at === 'menu')
    ask(turn, { type: 'start-listening', legId, words: call.listening, language: call.language });
  // A step that waited for something that never came is begun anew.
  if (place.at === 'menu' && call.step !== null && call.wakeAt === null && !call.playing)
    feed(turn, call.id, { type: 'enter' });
}

/** What was asked for just now, in this turn, is under way. */
const isAsked = (turn: Turn, captureId: CaptureId): boolean =>
  turn.effects.some((effect) => effect.type === 'start-capture' && effect.captureId === captureId);

/** Who answered while nobody listened is there now; then everybody is put where they belong. */
function repairConversation(turn: Turn, call: Call, signal: Compared, seen: ReadonlyMap<string, LegSeen>): void {
  if (call.place.at !== 'conversation') return;
  const { third, watchers } = call.place;
  const answered = [...(third ? [third] : []), ...watchers].filter(({ state }) => state === 'ringing');
  for (const { legId } of answered) if (seen.get(legId)?.up) decideLeg(turn, { type: 'leg-up', legId });
  const now = turn.world.calls.get(call.id);
  if (now?.place.at !== 'conversation') return;
  repairBridge(turn, now, now.place, signal);
  for (const { userId, legId, snoopId, bridgeId, mode, state } of now.place.watchers) {
    // Who barges in hears in the conversation's own bridge: a leg that listens was to go, and the request was lost.
    if (mode === 'barge' && seen.has(snoopId)) ask(turn, { type: 'hang-up-leg', legId: snoopId, reason: 'normal' });
    if (mode === 'barge' || state === 'ringing') continue;
    if (!seen.has(snoopId)) followAgent(turn, call.id, userId);
    else if (!insideOf(signal, bridgeId).includes(legId) || !insideOf(signal, bridgeId).includes(snoopId))
      ask(turn, { type: 'make-bridge', bridgeId, legs: [snoopId, legId] });
  }
}

const insideOf = (signal: Compared, bridgeId: BridgeId): readonly LegId[] =>
  signal.bridges.find((one) => one.bridgeId === bridgeId)?.legs ?? [];

function repairBridge(turn: Turn, call: Call, place: Conversation, signal: Compared): void {
  const { bridgeId, agentLegId, held, third, watchers } = place;
  const inside = insideOf(signal, bridgeId);
  const legs = [
    ...(held ? [] : [call.legId]),
    agentLegId,
    ...(third?.state === 'here' ? [third.legId] : []),
    ...watchers.flatMap(({ mode, state, legId }) => (mode === 'barge' && state === 'here' ? [legId] : [])),
  ];
  for (const legId of inside)
    if (!legs.includes(legId) && turn.world.legs.has(legId)) ask(turn, { type: 'remove-from-bridge', bridgeId, legId });
  if (held) ask(turn, { type: 'start-music', legId: call.legId });
  else ask(turn, { type: 'stop-music', legId: call.legId });
  if (legs.every((legId) => inside.includes(legId))) return;
  ask(turn, { type: 'make-bridge', bridgeId, legs });
}

function repairOutside(turn: Turn, call: Call, signal: Compared, seen: ReadonlyMap<string, LegSeen>): void {
  if (call.place.at !== 'outside') return;
  const { legId, bridgeId, state } = call.place;
  if (state === 'ringing') {
    if (seen.get(legId)?.up) decideLeg(turn, { type: 'leg-up', legId });
    else ask(turn, { type: 'start-music', legId: call.legId });
    return;
  }
  const legs = [call.legId, legId];
  ask(turn, { type: 'stop-music', legId: call.legId });
  if (legs.every((one) => insideOf(signal, bridgeId).includes(one))) return;
  ask(turn, { type: 'make-bridge', bridgeId, legs });
}

/** A ringing leg from the dialplan is a call whose news was lost; anything else that we do not know has ended for us. */
function takeInStrangers(turn: Turn, signal: Compared, seen: ReadonlyMap<string, LegSeen>): void {
  for (const leg of seen.values()) {
    if (turn.world.legs.has(leg.legId)) continue;
    if (leg.inbound && !leg.up) {
      const { dialled, callerNumber, callerName } = leg.inbound;
      ask(turn, { type: 'clear-captures', legId: leg.legId });
      decideLeg(turn, { type: 'leg-entered', legId: leg.legId, dialled, callerNumber, callerName, since: turn.now });
    } else ask(turn, { type: 'hang-up-leg', legId: leg.legId, reason: 'normal' });
  }
  const bridges = new Set([...turn.world.calls.values()].flatMap(({ place }) => bridgesOf(place)));
  for (const { bridgeId } of signal.bridges)
    if (!bridges.has(bridgeId)) ask(turn, { type: 'destroy-bridge', bridgeId });
}

function bridgesOf(place: Place): readonly BridgeId[] {
  if (place.at === 'outside' || place.at === 'calling') return [place.bridgeId];
  if (place.at !== 'conversation') return [];
  return [place.bridgeId, ...place.watchers.flatMap(({ mode, bridgeId }) => (mode === 'barge' ? [] : [bridgeId]))];
}

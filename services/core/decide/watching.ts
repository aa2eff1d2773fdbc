import type { Call, Conversation, Watcher, WatchMode } from '../call.ts';
import type { PartyEnd } from '../event.ts';
import type { CallId, LegId, UserId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';

/**
 * How a supervisor hears: a leg that Asterisk makes of the agent's (it hears what the agent says and hears) is bridged
 * with the supervisor's own, in a bridge of these two. What it may say to the agent alone is fixed when it is made, so
 * another mode is another such leg. Who barges in is in the conversation's own bridge instead.
 */
const snoops = (mode: WatchMode): boolean => mode !== 'barge';

export function watcherOf(call: Call, userId: UserId): Watcher | undefined {
  return call.place.at === 'conversation' ? call.place.watchers.find((one) => one.userId === userId) : undefined;
}

/** The supervisor's telephone was answered. */
export function beginWatch(turn: Turn, call: Call, watcher: Watcher): void {
  if (call.place.at !== 'conversation' || watcher.state === 'here') return;
  const { userId, mode, legId } = watcher;
  const { agentId, bridgeId } = call.place;
  emit(turn, { type: 'watch-began', callId: call.id, userId, mode, agentId });
  ask(turn, { type: 'cancel-timer', timerId: `watch:${userId}` });
  if (snoops(mode)) askSnoop(turn, call.place, watcher.snoopId, mode);
  else ask(turn, { type: 'add-to-bridge', bridgeId, legId });
}

function askSnoop(turn: Turn, { agentLegId }: Conversation, snoopId: LegId, mode: WatchMode): void {
  ask(turn, { type: 'snoop', snoopId, legId: agentLegId, whisper: mode === 'whisper' });
}

/** The leg that hears is there. */
export function bridgeSnoop(turn: Turn, { bridgeId, snoopId, legId, mode, state }: Watcher): void {
  if (snoops(mode) && state === 'here') ask(turn, { type: 'make-bridge', bridgeId, legs: [snoopId, legId] });
}

/** The supervisor listens, whispers or speaks to both from now on. */
export function changeMode(turn: Turn, call: Call, watcher: Watcher, mode: WatchMode): void {
  if (call.place.at !== 'conversation' || watcher.mode === mode) return;
  const { agentId, bridgeId } = call.place;
  const { userId, legId, state } = watcher;
  const fresh = state === 'here' && snoops(mode);
  const snoopId = fresh ? turn.draw.id('leg') : watcher.snoopId;
  emit(turn, { type: 'watch-mode-changed', callId: call.id, userId, mode, snoopId, agentId });
  if (state === 'ringing') return;
  if (!snoops(mode)) {
    leaveSnoop(turn, watcher);
    ask(turn, { type: 'add-to-bridge', bridgeId, legId });
    return;
  }
  if (snoops(watcher.mode)) ask(turn, { type: 'hang-up-leg', legId: watcher.snoopId, reason: 'normal' });
  else ask(turn, { type: 'remove-from-bridge', bridgeId, legId });
  askSnoop(turn, call.place, snoopId, mode);
}

/** The supervisor's telephone comes out of the bridge in which it listened. */
export function leaveSnoop(turn: Turn, { mode, state, snoopId, bridgeId, legId }: Watcher): void {
  if (!snoops(mode) || state === 'ringing') return;
  ask(turn, { type: 'hang-up-leg', legId: snoopId, reason: 'normal' });
  ask(turn, { type: 'remove-from-bridge', bridgeId, legId });
  ask(turn, { type: 'destroy-bridge', bridgeId });
}

/** Another agent has the conversation: who listens hears that one from now on. Also when the leg that heard is lost. */
export function followAgent(turn: Turn, callId: CallId, only?: UserId): void {
  const place = turn.world.calls.get(callId)?.place;
  if (place?.at !== 'conversation') return;
  for (const { userId, mode, state, snoopId: before } of place.watchers) {
    if (state === 'ringing' || !snoops(mode) || (only !== undefined && only !== userId)) continue;
    const snoopId = turn.draw.id('leg');
    emit(turn, { type: 'watch-mode-changed', callId, userId, mode, snoopId, agentId: place.agentId });
    ask(turn, { type: 'hang-up-leg', legId: before, reason: 'normal' });
    askSnoop(turn, place, snoopId, mode);
  }
}

export function dropWatcher(turn: Turn, call: Call, watcher: Watcher, how: PartyEnd): void {
  if (call.place.at !== 'conversation') return;
  const { userId, legId } = watcher;
  emit(turn, { type: 'watch-ended', callId: call.id, userId, agentId: call.place.agentId, how });
  leaveSnoop(turn, watcher);
  ask(turn, { type: 'hang-up-leg', legId, reason: 'normal' });
  ask(turn, { type: 'cancel-timer', timerId: `watch:${userId}` });
}

/** The conversation ends, or goes where nobody of ours talks. */
export function dropWatchers(turn: Turn, call: Call): void {
  if (call.place.at !== 'conversation') return;
  for (const watcher of call.place.watchers) dropWatcher(turn, call, watcher, 'ended');
}

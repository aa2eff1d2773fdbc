import type { Call, Conversation, Watcher, WatchMode } from '../call.ts';
import type { CallId, UserId } from '../ids.ts';
import type { Command } from '../signal.ts';
import { ask, emit, floor, type Turn } from '../turn.ts';
import { endCall } from './ending.ts';
import { replaceAgent } from './handover.ts';
import { offerToTaker } from './offers.ts';
import { orderOf, queueOf } from './queue.ts';
import { refuse } from './refuse.ts';
import { goalOf } from './targets.ts';
import { dropThird } from './third.ts';
import { movableFrom, move } from './transfer.ts';
import { changeMode, dropWatcher, leaveSnoop, watcherOf } from './watching.ts';

/** How long a supervisor's own telephone rings, in seconds. */
const watchRingSeconds = 20;

type Supervising = Extract<Command, { name: 'watch' | 'stop-watching' | 'take' | 'move' | 'prioritise' | 'end-call' }>;

/** What a supervisor does to a call: on what is true now, whatever it was when the page was looked at. */
export function supervise(turn: Turn, userId: UserId, command: Supervising): void {
  const by = { kind: 'person', userId } as const;
  if (command.name === 'stop-watching') {
    stopWatching(turn, userId);
    return;
  }
  const call = turn.world.calls.get(command.callId) ?? refuse('no-call', 'This call has ended.');
  const callId = call.id;
  switch (command.name) {
    case 'watch':
      watch(turn, userId, call, command.mode);
      break;
    case 'take':
      take(turn, userId, call, command.reason);
      break;
    case 'move': {
      const from =
        movableFrom(call) ?? refuse('not-movable', 'This call neither waits nor talks now; try again later.');
      const has = call.place.at === 'conversation' ? call.place.agentId : null;
      const goal = goalOf(turn, from, command.to, 'move', has);
      if (goal.kind === 'number' && call.leg !== 'here')
        refuse('not-movable', 'Nobody is on the line of this call-back yet; move it to a queue or an agent.');
      emit(turn, { type: 'supervised', callId, by, what: 'move', to: command.to, reason: command.reason });
      move(turn, call, goal, { to: command.to, by, reason: command.reason });
      break;
    }
    case 'prioritise':
      prioritise(turn, userId, call, command);
      break;
    case 'end-call':
      emit(turn, { type: 'supervised', callId, by, what: 'end', to: null, reason: command.reason });
      endCall(turn, callId, { by: 'system', reason: 'supervisor', cause: 16 });
      break;
  }
}

/** A conversation from its agent, or a waiting call from its queue. */
function take(turn: Turn, userId: UserId, call: Call, reason: string): void {
  const waits = call.place.at === 'queue';
  if (!waits) conversationOf(call);
  checkOwnTelephone(turn, userId, call);
  const by = { kind: 'person', userId } as const;
  emit(turn, { type: 'supervised', callId: call.id, by, what: 'take', to: null, reason });
  if (waits) {
    const elsewhere = turn.world.watching.get(userId);
    if (elsewhere) stopIn(turn, userId, elsewhere);
    offerToTaker(turn, call.id, userId);
    return;
  }
  const watcher = watcherOf(call, userId);
  if (watcher?.state === 'here') takeOver(turn, call, watcher);
  else dial(turn, userId, call, 'barge', true);
}

function prioritise(
  turn: Turn,
  userId: UserId,
  call: Call,
  { priority, reason }: { readonly priority: number; readonly reason: string },
): void {
  const { place, id: callId } = call;
  const queue = place.at === 'queue' ? queueOf(turn, place.queueId) : undefined;
  if (place.at !== 'queue' || !queue) refuse('not-waiting', 'This call does not wait in a queue any more.');
  if (!(Number.isInteger(priority) && priority >= 0 && priority <= 100))
    refuse('priority-out-of-range', 'A priority is a whole number from 0 to 100.');
  const by = { kind: 'person', userId } as const;
  const wanted = orderOf(queue, place.waitingSince, priority);
  const order = floor(turn).queue(queue.id)?.freeOrder(wanted) ?? wanted;
  emit(turn, { type: 'supervised', callId, by, what: 'prioritise', to: null, reason });
  emit(turn, { type: 'priority-changed', callId, queueId: queue.id, priority, order, by, reason });
}

function conversationOf(call: Call): Conversation {
  return call.place.at === 'conversation' ? call.place : refuse('no-conversation', 'Nobody talks in this call now.');
}

function watch(turn: Turn, userId: UserId, call: Call, mode: WatchMode): void {
  conversationOf(call);
  const known = watcherOf(call, userId);
  if (known) {
    changeMode(turn, call, known, mode);
    return;
  }
  checkOwnTelephone(turn, userId, call);
  dial(turn, userId, call, mode, false);
}

/** A supervisor takes part with the own telephone, and in one call at a time. */
function checkOwnTelephone(turn: Turn, userId: UserId, call: Call): void {
  const agent = turn.world.agents.get(userId);
  if (!agent?.reachable) refuse('no-telephone', 'Your telephone is not connected; connect it and try again.');
  if (agent.call === call.id) refuse('own-call', 'You are in this call yourself.');
  if (agent.call || agent.offer) refuse('own-call', 'You are in a call yourself; end it first.');
}

function dial(turn: Turn, userId: UserId, call: Call, mode: WatchMode, takes: boolean): void {
  const earlier = turn.world.watching.get(userId);
  if (earlier) stopIn(turn, userId, earlier);
  const { agentId } = conversationOf(turn.world.calls.get(call.id) ?? call);
  const legId = turn.draw.id('leg');
  const snoopId = turn.draw.id('leg');
  const bridgeId = turn.draw.id('bridge');
  const until = turn.now + watchRingSeconds * 1000;
  const { id: callId, number: callerNumber, callerName } = call;
  emit(turn, { type: 'watch-asked', callId, userId, mode, legId, snoopId, bridgeId, agentId, until, takes });
  const told = { userId, callId, callerNumber, callerName, ringSeconds: watchRingSeconds } as const;
  ask(turn, { type: 'dial-agent', legId, ...told, purpose: takes ? 'take' : 'watch' });
  ask(turn, { type: 'set-timer', timerId: `watch:${userId}`, at: until });
}

function stopWatching(turn: Turn, userId: UserId): void {
  const callId = turn.world.watching.get(userId);
  if (callId === undefined) refuse('not-watching', 'You are in no conversation; it has ended.');
  stopIn(turn, userId, callId);
}

function stopIn(turn: Turn, userId: UserId, callId: CallId): void {
  const call = turn.world.calls.get(callId);
  const watcher = call && watcherOf(call, userId);
  if (watcher) dropWatcher(turn, call, watcher, 'cancelled');
}

/** The supervisor's telephone, which is there, gets the conversation; the agent is let go. */
export function takeOver(turn: Turn, call: Call, watcher: Watcher): void {
  if (call.place.at !== 'conversation') return;
  const { userId, legId, mode, state } = watcher;
  ask(turn, { type: 'cancel-timer', timerId: `watch:${userId}` });
  leaveSnoop(turn, watcher);
  if (call.place.third?.mode === 'consult') dropThird(turn, call, 'ended', 0);
  if (mode !== 'barge' || state === 'ringing')
    ask(turn, { type: 'add-to-bridge', bridgeId: call.place.bridgeId, legId });
  const now = turn.world.calls.get(call.id) ?? call;
  replaceAgent(turn, now, { agentId: userId, agentLegId: legId }, { kind: 'person', userId });
}

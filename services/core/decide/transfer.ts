import type { By } from '../agent.ts';
import type { Call } from '../call.ts';
import type { Target } from '../event.ts';
import type { AgentId, QueueId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { beginWrapUp } from './availability.ts';
import { cancelOffers } from './offer-end.ts';
import { dialOutside } from './outside.ts';
import { stopPlay } from './prompts.ts';
import { admit, type Entering, leaveQueue, putInQueue, vipPriority } from './queue.ts';
import { refuse } from './refuse.ts';
import { type Goal, goalOf } from './targets.ts';
import { dropThird } from './third.ts';
import { dropWatchers } from './watching.ts';

/** A wish to send a call elsewhere at once. */
export type Sending = { readonly to: Target; readonly by: By; readonly reason: string };

/** The agent's own call goes elsewhere; the caller hears music. @throws CentralitaError when it cannot go there now. */
export function transfer(turn: Turn, call: Call, { to, by, reason }: Sending): void {
  if (call.place.at !== 'conversation') return;
  const { queueId, agentId, third } = call.place;
  if (third) refuse('consulting', 'You are asking somebody already; complete that, or end it first.');
  const goal = goalOf(turn, queueId, to, 'transfer', agentId);
  letGo(turn, call, { to, by, reason });
  settle(turn, call, goal, { via: 'transfer', priority: vipOf(turn, goal, call), needs: call.needs }, agentId);
}

/** Where a call can be taken from, and the queue it is of; null where nobody waits or talks. */
export function movableFrom({ place, leg }: Call): QueueId | null {
  if (place.at === 'queue' || place.at === 'conversation') return place.queueId;
  return place.at === 'kept' && leg === 'here' ? place.queueId : null;
}

/** A supervisor's way: a waiting call keeps its wait and its priority. The goal is checked before. */
export function move(turn: Turn, call: Call, goal: Goal, sending: Sending): void {
  const { place } = call;
  if (place.at === 'queue') {
    stopPlay(turn, call.id);
    cancelOffers(turn, call.id);
    leaveQueue(turn, turn.world.calls.get(call.id) ?? call, 'moved');
    const { waitingSince, priority } = place;
    settle(turn, call, goal, { via: 'move', priority, needs: call.needs, waitingSince }, null);
    return;
  }
  const from = place.at === 'conversation' || place.at === 'kept' ? place.agentId : null;
  letGo(turn, call, sending);
  settle(turn, call, goal, { via: 'move', priority: vipOf(turn, goal, call), needs: call.needs }, from);
}

const vipOf = (turn: Turn, goal: Goal, call: Call): number =>
  goal.kind === 'queue' ? vipPriority(turn, goal.queue, call) : 0;

/** The conversation ends for the agent, and whoever else is in it, while the call goes on. */
function letGo(turn: Turn, call: Call, { to, by, reason }: Sending): void {
  dropThird(turn, call, 'ended', 0);
  dropWatchers(turn, call);
  const { place, id: callId } = call;
  if (place.at !== 'conversation' && place.at !== 'kept') return;
  const { agentId, agentLegId, queueId } = place;
  emit(turn, { type: 'call-transferred', callId, agentId, to, by, how: 'blind', reason });
  if (place.at === 'conversation') {
    if (!place.held) ask(turn, { type: 'remove-from-bridge', bridgeId: place.bridgeId, legId: call.legId });
    ask(turn, { type: 'destroy-bridge', bridgeId: place.bridgeId });
  } else ask(turn, { type: 'cancel-timer', timerId: `kept:${callId}` });
  if (agentLegId) ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  beginWrapUp(turn, agentId, callId, queueId);
}

function settle(
  turn: Turn,
  call: Call,
  goal: Goal,
  entering: Omit<Entering, 'queue' | 'direct'>,
  from: AgentId | null,
): void {
  if (goal.kind === 'number') dialOutside(turn, call.id, goal.number, from);
  // Who was chosen by name waits for that one, whatever the queue's limits say.
  else if (goal.direct) putInQueue(turn, call.id, { ...entering, queue: goal.queue, direct: goal.direct });
  else admit(turn, call.id, { ...entering, queue: goal.queue });
}

import type { By } from '../agent.ts';
import type { Call } from '../call.ts';
import type { Target } from '../event.ts';
import type { AgentId, LegId } from '../ids.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { beginWrapUp } from './availability.ts';
import { dropWatchers, followAgent } from './watching.ts';

/** The conversation goes on with the other one who is there, and the agent leaves it. */
export function handOver(turn: Turn, call: Call, by: By, reason: string): void {
  if (call.place.at !== 'conversation' || call.place.third?.state !== 'here') return;
  const { agentId, third } = call.place;
  const to: Target = third.who;
  ask(turn, { type: 'cancel-timer', timerId: `consult:${call.id}` });
  emit(turn, { type: 'call-transferred', callId: call.id, agentId, to, by, how: 'attended', reason });
  if (third.who.kind === 'agent') replaceAgent(turn, call, { agentId: third.who.agentId, agentLegId: third.legId }, by);
  else passOutside(turn, call, third.who.number, third.legId);
}

/** Another one's leg, which is in the bridge already or put there by who asks, has the conversation from now on. */
export function replaceAgent(
  turn: Turn,
  call: Call,
  to: { readonly agentId: AgentId; readonly agentLegId: LegId },
  by: By,
): void {
  if (call.place.at !== 'conversation') return;
  const { agentId: from, agentLegId, queueId } = call.place;
  emit(turn, { type: 'agent-replaced', callId: call.id, from, ...to, by });
  bringCaller(turn, call);
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  followAgent(turn, call.id);
  beginWrapUp(turn, from, call.id, queueId);
}

/** The caller and an outside number go on alone, in the bridge in which they are. */
function passOutside(turn: Turn, call: Call, number: string, legId: LegId): void {
  if (call.place.at !== 'conversation') return;
  const { agentId, agentLegId, bridgeId, queueId } = call.place;
  dropWatchers(turn, call);
  const sent = { callId: call.id, agentId, number, legId, bridgeId, state: 'here', until: turn.now } as const;
  emit(turn, { type: 'sent-outside', ...sent });
  bringCaller(turn, call);
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  beginWrapUp(turn, agentId, call.id, queueId);
}

/** A caller who was on hold hears the conversation again. */
function bringCaller(turn: Turn, { legId, place }: Call): void {
  if (place.at !== 'conversation' || !place.held) return;
  ask(turn, { type: 'stop-music', legId });
  ask(turn, { type: 'add-to-bridge', bridgeId: place.bridgeId, legId });
}

import type { Call } from '../call.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { beginWrapUp } from './availability.ts';
import { dropThird } from './third.ts';
import { dropWatchers } from './watching.ts';

/** The way out of a step by which a call goes on once its agent has hung up. */
const afterTalk = 'after-talk';

/** The agent hung up. A flow that wants the caller back, for a survey, has the call again. False: it does not. */
export function backToFlow(turn: Turn, call: Call, cause: number): boolean {
  const { place, step, inFlow, id: callId, legId } = call;
  if (place.at !== 'conversation' || !step || turn.world.hangUps.has(legId)) return false;
  if (turn.flows.next(inFlow.flow, inFlow.version, step.step, afterTalk) === null) return false;
  dropThird(turn, call, 'ended', 0);
  dropWatchers(turn, call);
  const { agentId, agentLegId, queueId, bridgeId, held } = place;
  emit(turn, { type: 'talk-ended', callId, agentId, queueId, cause });
  if (held) ask(turn, { type: 'stop-music', legId });
  else ask(turn, { type: 'remove-from-bridge', bridgeId, legId });
  ask(turn, { type: 'destroy-bridge', bridgeId });
  ask(turn, { type: 'hang-up-leg', legId: agentLegId, reason: 'normal' });
  beginWrapUp(turn, agentId, callId, queueId);
  turn.followUps.push({ callId, input: { type: 'talk-ended' } });
  return true;
}

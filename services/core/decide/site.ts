import type { Signal } from '../signal.ts';
import { indexOf, isAgent } from '../site-index.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { setAvailability } from './availability.ts';
import { endCall } from './ending.ts';
import { releaseQueue } from './queue.ts';
import { followRecording } from './recording.ts';

/**
 * The site is another now: said in the journal, and made true of those who are there. Calls in progress are not touched;
 * who is an agent no more is signed out after the call, and who waits in a queue that is gone, or that nobody attends
 * any more, goes on by the flow.
 */
export function decideSite(turn: Turn, signal: Extract<Signal, { type: 'site-changed' }>): void {
  const { changes, by, reason, hash } = signal;
  emit(turn, { type: 'site-changed', changes, by, reason, hash });
  for (const agent of [...turn.world.agents.values()])
    if (agent.availability.kind !== 'signed-out' && !isAgent(turn.site, agent.id))
      setAvailability(turn, agent.id, { kind: 'signed-out' }, by);
  const { queues } = indexOf(turn.site);
  for (const queue of queues.keys()) releaseQueue(turn, queue, 'no-agents');
  for (const call of [...turn.world.calls.values()]) {
    const { place } = call;
    if ((place.at !== 'queue' && place.at !== 'scheduled') || queues.has(place.queueId)) continue;
    if (call.leg === 'here') ask(turn, { type: 'stop-music', legId: call.legId });
    endCall(turn, call.id, { by: 'system', reason: 'queue-removed', cause: 38 });
  }
  // Who may be recorded may be another matter now.
  for (const callId of [...turn.world.calls.keys()]) followRecording(turn, callId);
}

import type { Call, Place } from './call.ts';
import type { AgentId, QueueId } from './ids.ts';
import { countToday } from './today.ts';
import { type Standing, touch, type World } from './world.ts';

/** An agent's standing in a queue on its present day. */
export function standingOf(world: World, queueId: QueueId, agentId: AgentId, day: string): Standing {
  const known = world.standings.get(queueId)?.get(agentId);
  return known?.day === day ? known : { day, answered: 0, talkMs: 0 };
}

function change(
  world: World,
  queueId: QueueId,
  agentId: AgentId,
  day: string,
  to: (now: Standing) => Partial<Standing>,
) {
  const standing = standingOf(world, queueId, agentId, day);
  const ofQueue = world.standings.get(queueId) ?? new Map<AgentId, Standing>();
  ofQueue.set(agentId, { ...standing, ...to(standing) });
  world.standings.set(queueId, ofQueue);
  touch(world, 'agents', agentId);
}

/** An agent's part of a conversation has ended: the queue's figures and the agent's standing have it. */
export function creditTalk(world: World, place: Extract<Place, { at: 'conversation' }>, at: number): void {
  const { queueId, agentId, since } = place;
  const day = world.today.get(queueId)?.day;
  if (!day) return;
  const ms = at - since;
  countToday(world, queueId, day, ({ talks, talkMs }) => ({ talks: talks + 1, talkMs: talkMs + ms }));
  change(world, queueId, agentId, day, ({ talkMs }) => ({ talkMs: talkMs + ms }));
}

/** How many numbers are remembered with their last agent. */
const rememberedNumbers = 50_000;

/** An agent took a call of the queue: counted for the agent, and remembered for the caller's next time. */
export function creditAnswer(world: World, call: Call, queueId: QueueId, agentId: AgentId, at: number): void {
  const day = world.today.get(queueId)?.day;
  if (day) change(world, queueId, agentId, day, ({ answered }) => ({ answered: answered + 1 }));
  rememberAgent(world, call, agentId, at);
}

/** Who talks with a number now is who knows it. */
export function rememberAgent(world: World, call: Call, agentId: AgentId, at: number): void {
  if (call.number === '') return;
  world.lastAgents.delete(call.number);
  world.lastAgents.set(call.number, { agentId, at });
  if (world.lastAgents.size > rememberedNumbers) {
    const oldest = world.lastAgents.keys().next();
    if (!oldest.done) world.lastAgents.delete(oldest.value);
  }
}

import type { Call } from './call.ts';
import type { Recorded } from './event.ts';
import { evolveAgent, refreshActivity } from './evolve-agent.ts';
import { evolveCall } from './evolve-call.ts';
import { evolveConversation } from './evolve-conversation.ts';
import { evolveQueue } from './evolve-queue.ts';
import { creditTalk } from './evolve-standing.ts';
import { agentsIn, legsOf, watchersIn } from './members.ts';
import { touch, type World } from './world.ts';

/** Folds one event into the world, in place. The only function that changes a world; it knows no site and no clock. */
export function evolve(world: World, recorded: Recorded): void {
  const { event, at } = recorded;
  world.seq = recorded.seq;
  switch (event.type) {
    case 'asterisk-lost':
      world.telephony = false;
      break;
    case 'asterisk-found':
      world.telephony = true;
      world.asteriskStartedAt = event.startedAt;
      break;
    case 'site-changed':
      world.siteHash = event.hash;
      break;
    default:
  }
  const callId = 'callId' in event ? event.callId : null;
  const before = callId === null ? undefined : world.calls.get(callId);
  evolveQueue(world, event, at);
  evolveCall(world, event, at);
  evolveConversation(world, event, at);
  evolveAgent(world, event, at);
  if (callId !== null) follow(world, before, world.calls.get(callId), at);
}

/** What follows from a call's change for its legs, its agents, their talk and who watches: never stated twice. */
function follow(world: World, before: Call | undefined, after: Call | undefined, at: number): void {
  if (before === after) return;
  const id = after?.id ?? before?.id;
  if (id) touch(world, 'calls', id);
  if (before && before.place === after?.place) return;
  if (before) {
    const left = new Set(after ? legsOf(after).map(([legId]) => legId) : []);
    for (const [legId] of legsOf(before))
      if (!left.has(legId)) {
        world.legs.delete(legId);
        world.hangUps.delete(legId);
      }
  }
  if (after) for (const [legId, role] of legsOf(after)) world.legs.set(legId, role);
  if (before?.place.at === 'conversation') {
    const { place } = before;
    const stays = after?.place.at === 'conversation' && after.place.agentId === place.agentId;
    if (!stays) creditTalk(world, place, at);
  }
  const agentsNow = after ? agentsIn(after.place) : [];
  for (const agentId of before ? agentsIn(before.place) : [])
    if (!agentsNow.includes(agentId)) refreshActivity(world, agentId, at, { call: null });
  for (const agentId of agentsNow) refreshActivity(world, agentId, at, { call: after?.id ?? null });
  const watching = after ? watchersIn(after.place) : [];
  for (const userId of before ? watchersIn(before.place) : [])
    if (!watching.includes(userId)) {
      world.watching.delete(userId);
      touch(world, 'agents', userId);
    }
  for (const userId of watching) {
    if (after) world.watching.set(userId, after.id);
    touch(world, 'agents', userId);
  }
}

import type { Call } from './call.ts';
import type { Recorded } from './event.ts';
import { evolveAgent, refreshActivity } from './evolve-agent.ts';
import { evolveCall } from './evolve-call.ts';
import { evolveConversation } from './evolve-conversation.ts';
import { evolveQueue } from './evolve-queue.ts';
import { evolveRecording } from './evolve-recording.ts';
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
    case 'spool-changed':
      world.spool = event.room;
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
  evolveRecording(world, event);
  evolveConversation(world, event, at);
  evolveAgent(world, event, at);
  if (callId !== null) follow(world, before, world.calls.get(callId), at);
}

/** What follows from a call's change for its legs, its agents, their talk and who watches: never stated twice. */
function follow(world: World, before: Call | undefined, after: Call | undefined, at: number): void {
  if (before === after) return;
  const id = after?.id ?? before?.id;
  if (id) touch(world, 'calls', id);
  if (before && after && (before.place === after.place || bothAlone(before, after))) return;
  followLegs(world, before, after);
  if (before?.place.at === 'conversation') {
    const { place } = before;
    const stays = after?.place.at === 'conversation' && after.place.agentId === place.agentId;
    if (!stays) creditTalk(world, place, at);
  }
  const agentsNow = after ? agentsIn(after.place) : none;
  for (const agentId of before ? agentsIn(before.place) : none)
    if (!agentsNow.includes(agentId)) refreshActivity(world, agentId, at, { call: null });
  for (const agentId of agentsNow) refreshActivity(world, agentId, at, { call: after?.id ?? null });
  followWatchers(world, before, after);
}

const none: readonly never[] = [];

/** In the menu or in a queue a call has its own leg, and nobody else. */
function bothAlone(before: Call, after: Call): boolean {
  const alone = ({ place }: Call) => place.at === 'menu' || place.at === 'queue';
  return alone(before) && alone(after) && before.legId === after.legId;
}

function followLegs(world: World, before: Call | undefined, after: Call | undefined): void {
  const legs = after ? legsOf(after) : none;
  for (const [legId] of before ? legsOf(before) : none)
    if (!legs.some(([stays]) => stays === legId)) {
      world.legs.delete(legId);
      world.hangUps.delete(legId);
    }
  for (const [legId, role] of legs) world.legs.set(legId, role);
}

function followWatchers(world: World, before: Call | undefined, after: Call | undefined): void {
  const watching = after ? watchersIn(after.place) : none;
  for (const userId of before ? watchersIn(before.place) : none)
    if (!watching.includes(userId)) {
      world.watching.delete(userId);
      touch(world, 'agents', userId);
    }
  for (const userId of watching) {
    if (after) world.watching.set(userId, after.id);
    touch(world, 'agents', userId);
  }
}

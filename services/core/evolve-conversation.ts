import type { Conversation, Party, Place, Watcher } from './call.ts';
import { changeCall } from './changed.ts';
import type { Event, EventOf } from './event.ts';
import { rememberAgent } from './evolve-standing.ts';
import type { CallId } from './ids.ts';
import type { World } from './world.ts';

function move(world: World, callId: CallId, at: number, place: Place): void {
  changeCall(world, callId, () => ({ place, placeSince: at }));
}

/** Changes a conversation that goes on; where there is none, nothing. */
function within(
  world: World,
  callId: CallId,
  to: (place: Conversation) => Partial<Conversation>,
  since?: number,
): void {
  changeCall(world, callId, ({ place, placeSince }) =>
    place.at === 'conversation' ? { place: { ...place, ...to(place) }, placeSince: since ?? placeSince } : {},
  );
}

const changeThird = (world: World, callId: CallId, to: Partial<Party>): void =>
  within(world, callId, ({ third }) => ({ third: third && { ...third, ...to } }));

const changeWatcher = (world: World, callId: CallId, userId: string, to: Partial<Watcher>): void =>
  within(world, callId, ({ watchers }) => ({
    watchers: watchers.map((one) => (one.userId === userId ? { ...one, ...to } : one)),
  }));

/** What an event changes of who talks with whom. Legs, agents and talk follow from it: see evolve.ts. */
export function evolveConversation(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'call-connected':
      move(world, event.callId, at, conversation(event, event.queueId, at));
      changeCall(world, event.callId, () => ({ result: 'answered', leg: 'here' }));
      break;
    case 'call-held':
    case 'call-resumed':
      within(world, event.callId, () => ({ held: event.type === 'call-held' }), at);
      break;
    case 'agent-lost':
      loseAgent(world, event, at);
      break;
    case 'agent-redialled':
    case 'agent-redial-failed':
      changeCall(world, event.callId, ({ place }) =>
        place.at === 'kept'
          ? { place: { ...place, agentLegId: event.type === 'agent-redialled' ? event.legId : null } }
          : {},
      );
      break;
    case 'agent-returned': {
      const place = world.calls.get(event.callId)?.place;
      if (place?.at === 'kept') move(world, event.callId, at, conversation(event, place.queueId, at));
      break;
    }
    case 'agent-gave-up':
      // What follows in the same turn says where to; until then the call is between places.
      move(world, event.callId, at, { at: 'menu' });
      break;
    case 'talk-ended': {
      const { agentId, queueId } = event;
      move(world, event.callId, at, { at: 'menu' });
      changeCall(world, event.callId, () => ({ talked: { agentId, queueId } }));
      break;
    }
    case 'call-transferred':
      // An attended one goes on as the conversation that it is, with somebody else.
      if (event.how === 'blind') move(world, event.callId, at, { at: 'menu' });
      break;
    case 'consult-began': {
      const { legId, who, until } = event;
      within(world, event.callId, () => ({
        third: { legId, who, state: 'ringing', mode: 'consult', since: at, until },
      }));
      break;
    }
    case 'consult-joined':
      changeThird(world, event.callId, { state: 'here', since: at });
      break;
    case 'consult-ended':
      within(world, event.callId, () => ({ third: null }));
      break;
    case 'conference-began':
      changeThird(world, event.callId, { mode: 'conference' });
      break;
    case 'agent-replaced': {
      const { agentId, agentLegId } = event;
      within(
        world,
        event.callId,
        ({ third, watchers }) => ({
          agentId,
          agentLegId,
          held: false,
          since: at,
          // Who takes over stops being the one consulted, or the one who watches.
          third: third?.legId === agentLegId ? null : third,
          watchers: watchers.filter((one) => one.legId !== agentLegId),
        }),
        at,
      );
      const call = world.calls.get(event.callId);
      if (call) rememberAgent(world, call, agentId, at);
      break;
    }
    default:
      evolveElsewhere(world, event, at);
  }
}

function conversation(
  event: EventOf<'call-connected'> | EventOf<'agent-returned'>,
  queueId: string,
  since: number,
): Place {
  const { agentId, agentLegId, bridgeId } = event;
  return {
    at: 'conversation',
    queueId,
    agentId,
    agentLegId,
    bridgeId,
    held: false,
    since,
    third: null,
    watchers: [],
  };
}

function loseAgent(world: World, event: EventOf<'agent-lost'>, at: number): void {
  const place = world.calls.get(event.callId)?.place;
  if (place?.at !== 'conversation') return;
  const { queueId, agentId } = place;
  move(world, event.callId, at, { at: 'kept', queueId, agentId, agentLegId: null, until: event.until });
}

/** Outside numbers, supervisors, call-backs. */
function evolveElsewhere(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'sent-outside': {
      const queueId = event.byFlow ? '' : queueOfPlace(world, event.callId);
      const { number, legId, bridgeId, state, until, agentId: from } = event;
      move(world, event.callId, at, { at: 'outside', queueId, number, legId, bridgeId, state, since: at, until, from });
      break;
    }
    case 'outside-failed':
      move(world, event.callId, at, { at: 'menu' });
      break;
    case 'outside-answered':
      changeCall(world, event.callId, ({ place }) =>
        place.at === 'outside' ? { place: { ...place, state: 'here' }, placeSince: at, result: 'answered' } : {},
      );
      break;
    case 'watch-asked': {
      const { userId, mode, legId, snoopId, bridgeId, until, takes } = event;
      within(world, event.callId, ({ watchers }) => ({
        watchers: [...watchers, { userId, legId, mode, state: 'ringing', snoopId, bridgeId, until, takes }],
      }));
      break;
    }
    case 'watch-began':
      changeWatcher(world, event.callId, event.userId, { state: 'here' });
      break;
    case 'watch-mode-changed':
      changeWatcher(world, event.callId, event.userId, { mode: event.mode, snoopId: event.snoopId });
      break;
    case 'watch-ended':
      within(world, event.callId, ({ watchers }) => ({
        watchers: watchers.filter((one) => one.userId !== event.userId),
      }));
      break;
    case 'callback-dialled': {
      const { queueId, agentId, agentLegId, bridgeId, until } = event;
      move(world, event.callId, at, { at: 'calling', queueId, agentId, agentLegId, bridgeId, until });
      changeCall(world, event.callId, ({ callback }) => ({
        legId: event.legId,
        leg: 'dialling',
        callback: callback && { ...callback, attempts: event.attempt },
      }));
      break;
    }
    case 'callback-missed': {
      const queueId = queueOfPlace(world, event.callId);
      move(world, event.callId, at, { at: 'scheduled', queueId, until: event.nextAt ?? at });
      const attempts = event.whose === 'agent' ? event.attempt - 1 : event.attempt;
      changeCall(world, event.callId, ({ callback }) => ({
        leg: 'none',
        callback: callback && { ...callback, attempts },
      }));
      break;
    }
    default:
  }
}

function queueOfPlace(world: World, callId: CallId): string {
  const call = world.calls.get(callId);
  if (call?.place && 'queueId' in call.place) return call.place.queueId;
  return call?.queueId ?? '';
}

import type { Call, QueuePlace } from './call.ts';
import { changedCall, changedPlace } from './changed.ts';
import type { Event, EventOf, QueueEnd } from './event.ts';
import { creditAnswer } from './evolve-standing.ts';
import type { CallId, OfferId } from './ids.ts';
import { countToday } from './today.ts';
import type { QueueDay, World } from './world.ts';

function changePlace(world: World, callId: CallId, to: (place: QueuePlace) => Partial<QueuePlace>): void {
  const call = world.calls.get(callId);
  if (call?.place.at === 'queue')
    world.calls.set(callId, changedCall(call, { place: changedPlace(call.place, to(call.place)) }));
}

const agenda = (to: Partial<QueuePlace['agenda']>) => (place: QueuePlace) => ({ agenda: { ...place.agenda, ...to } });

/** What an event changes of queues, their order, their offers and their figures of today. */
export function evolveQueue(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'queue-entered':
      enter(world, event, at);
      break;
    case 'queue-announced':
      changePlace(world, event.callId, agenda({ announceAt: event.nextAnnounceAt }));
      break;
    case 'queue-comforted':
      changePlace(world, event.callId, (place) => ({
        comforted: place.comforted + 1,
        agenda: { ...place.agenda, comfortAt: event.nextComfortAt },
      }));
      break;
    case 'queue-widened':
      changePlace(world, event.callId, (place) => ({
        stage: event.stage,
        direct: event.direct,
        agenda: { ...place.agenda, widenAt: event.widenAt },
      }));
      break;
    case 'priority-changed':
      changePlace(world, event.callId, () => ({ priority: event.priority, order: event.order }));
      keepForCallback(world, event.callId, { priority: event.priority, order: event.order });
      break;
    case 'queue-left':
      leave(world, event, at);
      break;
    case 'offer-made':
      makeOffer(world, event);
      break;
    case 'offer-rang': {
      const offer = world.offers.get(event.offerId);
      if (offer) world.offers.set(offer.id, { ...offer, rang: true });
      break;
    }
    case 'offer-accepted':
      removeOffer(world, event.callId, event.offerId);
      break;
    case 'offer-ended': {
      const offer = world.offers.get(event.offerId);
      if (offer) {
        world.legs.delete(offer.legId);
        world.hangUps.delete(offer.legId);
      }
      removeOffer(world, event.callId, event.offerId);
      break;
    }
    case 'call-connected': {
      const call = world.calls.get(event.callId);
      if (call) creditAnswer(world, call, event.queueId, event.agentId, at);
      break;
    }
    default:
  }
}

function makeOffer(world: World, event: EventOf<'offer-made'>): void {
  const { offerId, callId, agentId, queueId, legId, until, share, widenAt } = event;
  world.offers.set(offerId, { id: offerId, callId, agentId, queueId, legId, rang: false, until });
  world.legs.set(legId, { kind: 'agent', callId, agentId });
  changePlace(world, callId, (place) => ({
    offers: [...place.offers, offerId],
    agenda: widenAt === place.agenda.widenAt ? place.agenda : { ...place.agenda, widenAt },
  }));
  // Who was named is not whose turn it was.
  if (event.strategy === 'direct') return;
  const shares = world.memories.get(queueId)?.shares ?? {};
  world.memories.set(queueId, { lastAgent: agentId, shares: share === null ? shares : countShare(shares, share) });
}

/** Offers that a split looks back on: a group that was away for hours does not take every call when it is back. */
const sharesLimit = 200;

function countShare(shares: Readonly<Record<string, number>>, share: string): Readonly<Record<string, number>> {
  const counted = { ...shares, [share]: (shares[share] ?? 0) + 1 };
  const sum = Object.values(counted).reduce((one, other) => one + other, 0);
  if (sum < sharesLimit) return counted;
  return Object.fromEntries(Object.entries(counted).map(([name, count]) => [name, count / 2]));
}

function removeOffer(world: World, callId: CallId, offerId: OfferId): void {
  world.offers.delete(offerId);
  changePlace(world, callId, ({ offers }) => ({ offers: offers.filter((one) => one !== offerId) }));
}

function enter(world: World, event: EventOf<'queue-entered'>, at: number): void {
  const { callId, queueId, visit, day, returned, via, priority, order, waitingSince, direct, needs } = event;
  const call = world.calls.get(callId);
  if (!call) return;
  const place: QueuePlace = {
    at: 'queue',
    queueId,
    visit,
    enteredAt: at,
    waitingSince,
    day,
    via,
    priority,
    order,
    stage: 0,
    direct,
    comforted: 0,
    offers: [],
    agenda: event.agenda,
  };
  const result = call.result === 'menu' || call.result === 'voicemail' ? 'abandoned' : call.result;
  world.calls.set(callId, changedCall(call, { place, placeSince: at, needs, queueId, left: null, result }));
  keepForCallback(world, callId, { queueId, priority, order, waitingSince });
  if (!returned) countToday(world, queueId, day, ({ offered }) => ({ offered: offered + 1 }));
}

/** Where a call-back stands now is where it goes on after an attempt that came to nothing. */
function keepForCallback(world: World, callId: CallId, to: Partial<NonNullable<Call['callback']>>): void {
  const call = world.calls.get(callId);
  if (call?.callback) world.calls.set(callId, changedCall(call, { callback: { ...call.callback, ...to } }));
}

/** Left by the flow's own way: told apart only in the journal. */
const byFlow: readonly QueueEnd[] = ['voicemail', 'no-agents', 'exit', 'full', 'timeout', 'closed'];

function leave(world: World, event: EventOf<'queue-left'>, at: number): void {
  const { callId, queueId, day, waitMs, withinTarget, short, reason, returned } = event;
  const call = world.calls.get(callId);
  if (call?.place.at === 'queue')
    world.calls.set(callId, changedCall(call, { ...left(call, call.place, reason), placeSince: at }));
  if (returned) return;
  countToday(world, queueId, day, (today): Partial<QueueDay> => {
    if (reason === 'answered')
      return {
        answered: today.answered + 1,
        answeredWithin: today.answeredWithin + (withinTarget ? 1 : 0),
        waitMs: today.waitMs + waitMs,
      };
    if (byFlow.includes(reason)) return { voicemail: today.voicemail + 1 };
    if (reason === 'overflow') return { overflowed: today.overflowed + 1 };
    if (reason === 'moved') return { moved: today.moved + 1 };
    if (reason === 'callback') return { callbacks: today.callbacks + 1 };
    return short ? { shortAbandoned: today.shortAbandoned + 1 } : { abandoned: today.abandoned + 1 };
  });
}

/** Who leaves by a key may ask to be called back, and keeps the place for that. */
function left(_call: Call, place: QueuePlace, reason: QueueEnd): Partial<Call> {
  const { queueId, priority, order, waitingSince, day } = place;
  return { place: { at: 'menu' }, left: reason === 'exit' ? { queueId, priority, order, waitingSince, day } : null };
}

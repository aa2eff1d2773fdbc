import type { Event, EventOf } from './event.ts';
import type { CallId, OfferId, QueueId } from './ids.ts';
import type { QueueDay, World } from './world.ts';

/** A queue's figures before the first call of a day. */
export function emptyDay(day: string): QueueDay {
  return {
    day,
    offered: 0,
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    shortAbandoned: 0,
    voicemail: 0,
    waitMs: 0,
    talks: 0,
    talkMs: 0,
  };
}

/** Counts on the day to which the call belongs: the one on which it was offered. An older day's late facts are left to the reports. */
function count(world: World, queueId: QueueId, day: string, to: (today: QueueDay) => Partial<QueueDay>): void {
  const known = world.today.get(queueId);
  if (known && known.day > day) return;
  const today = known?.day === day ? known : emptyDay(day);
  world.today.set(queueId, { ...today, ...to(today) });
}

/** What an event changes of queues, their order, their offers and their figures of today. */
export function evolveQueue(world: World, event: Event, at: number): void {
  switch (event.type) {
    case 'queue-entered':
      enter(world, event, at);
      break;
    case 'queue-announced': {
      const call = world.calls.get(event.callId);
      if (call?.place.at === 'queue')
        world.calls.set(call.id, { ...call, place: { ...call.place, nextAnnounceAt: event.nextAnnounceAt } });
      break;
    }
    case 'queue-left':
      leave(world, event, at);
      break;
    case 'offer-made': {
      const { offerId, callId, agentId, queueId, legId, until } = event;
      world.offers.set(offerId, { id: offerId, callId, agentId, queueId, legId, rang: false, until });
      world.legs.set(legId, { kind: 'agent', callId, agentId });
      setOffer(world, callId, offerId);
      break;
    }
    case 'offer-rang': {
      const offer = world.offers.get(event.offerId);
      if (offer) world.offers.set(offer.id, { ...offer, rang: true });
      break;
    }
    case 'offer-accepted':
      world.offers.delete(event.offerId);
      setOffer(world, event.callId, null);
      break;
    case 'offer-ended': {
      const offer = world.offers.get(event.offerId);
      if (offer) {
        world.legs.delete(offer.legId);
        world.hangUps.delete(offer.legId);
      }
      world.offers.delete(event.offerId);
      setOffer(world, event.callId, null);
      break;
    }
    case 'agent-lost':
    case 'call-ended': {
      const place = world.calls.get(event.callId)?.place;
      if (place?.at === 'conversation') {
        const { queueId, since } = place;
        const day = world.today.get(queueId)?.day;
        if (day) count(world, queueId, day, ({ talks, talkMs }) => ({ talks: talks + 1, talkMs: talkMs + at - since }));
      }
      break;
    }
    default:
  }
}

function enter(world: World, event: EventOf<'queue-entered'>, at: number): void {
  const { callId, queueId, visit, day, returned, nextAnnounceAt } = event;
  const call = world.calls.get(callId);
  if (!call) return;
  const place = { at: 'queue', queueId, visit, enteredAt: at, day, returned, nextAnnounceAt, offer: null } as const;
  world.calls.set(callId, { ...call, place, placeSince: at, result: returned ? call.result : 'abandoned' });
  const waiting = world.waiting.get(queueId) ?? [];
  waiting.splice(event.position - 1, 0, callId);
  world.waiting.set(queueId, waiting);
  if (!returned) count(world, queueId, day, ({ offered }) => ({ offered: offered + 1 }));
}

function leave(world: World, event: EventOf<'queue-left'>, at: number): void {
  const { callId, queueId, day, waitMs, withinTarget, short, reason } = event;
  const waiting = world.waiting.get(queueId) ?? [];
  world.waiting.set(
    queueId,
    waiting.filter((one) => one !== callId),
  );
  const call = world.calls.get(callId);
  if (call) world.calls.set(callId, { ...call, place: { at: 'menu' }, placeSince: at });
  if (event.returned) return;
  count(world, queueId, day, (today) => {
    if (reason === 'answered')
      return {
        answered: today.answered + 1,
        answeredWithin: today.answeredWithin + (withinTarget ? 1 : 0),
        waitMs: today.waitMs + waitMs,
      };
    if (reason === 'abandoned' || reason === 'ended')
      return short ? { shortAbandoned: today.shortAbandoned + 1 } : { abandoned: today.abandoned + 1 };
    return { voicemail: today.voicemail + 1 };
  });
}

function setOffer(world: World, callId: CallId, offer: OfferId | null): void {
  const call = world.calls.get(callId);
  if (call?.place.at === 'queue') world.calls.set(callId, { ...call, place: { ...call.place, offer } });
}

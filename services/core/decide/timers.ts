import type { TimerId } from '../ids.ts';
import type { Site } from '../site.ts';
import { ask, emit, type Turn } from '../turn.ts';
import type { World } from '../world.ts';
import { awayLimit, breakLimit, endWrapUp, healLimit } from './availability.ts';
import { callbackTimer } from './callback.ts';
import { giveUpCode } from './codes.ts';
import { giveUpAgent } from './conversation.ts';
import { keyLimit } from './key-down.ts';
import { pressKey } from './legs.ts';
import { feed } from './menu.ts';
import { endOffer } from './offer-end.ts';
import { outsideGone } from './outside.ts';
import { endPause } from './pause.ts';
import { heal, signOutAway } from './presence.ts';
import { nextOf } from './queue.ts';
import { dropThird } from './third.ts';
import { attendWaiting } from './waiting.ts';
import { dropWatcher, watcherOf } from './watching.ts';

/** Every time at which the world wants to be woken (ms since the epoch): set again after a restart. */
export function deadlines(world: World, site: Site): readonly { readonly timerId: TimerId; readonly at: number }[] {
  const due: { timerId: TimerId; at: number }[] = [];
  for (const call of world.calls.values()) {
    const { id, wakeAt, place } = call;
    // Who has hung up is in the menu no more; that the leg is gone is yet to come.
    const isThere = !world.hangUps.has(call.legId);
    if (wakeAt !== null && isThere) due.push({ timerId: `wake:${id}`, at: wakeAt });
    if (call.code) due.push({ timerId: `code:${id}`, at: call.code.until });
    if (call.pause) due.push({ timerId: `pause:${id}`, at: call.pause.until });
    const keyAt = keyLimit(call);
    if (keyAt !== null && isThere) due.push({ timerId: `key:${id}`, at: keyAt });
    const next = place.at === 'queue' ? nextOf(place) : null;
    if (next !== null) due.push({ timerId: `queue:${id}`, at: next });
    if (place.at === 'scheduled' || place.at === 'calling') due.push({ timerId: `callback:${id}`, at: place.until });
    if (place.at === 'kept') due.push({ timerId: `kept:${id}`, at: place.until });
    if (place.at === 'outside' && place.state === 'ringing') due.push({ timerId: `outside:${id}`, at: place.until });
    if (place.at !== 'conversation') continue;
    if (place.third?.state === 'ringing') due.push({ timerId: `consult:${id}`, at: place.third.until });
    for (const { userId, state, until } of place.watchers)
      if (state === 'ringing') due.push({ timerId: `watch:${userId}`, at: until });
  }
  for (const offer of world.offers.values()) due.push({ timerId: `offer:${offer.id}`, at: offer.until });
  for (const agent of world.agents.values())
    if (agent.wrapUp) due.push({ timerId: `wrap-up:${agent.id}`, at: agent.wrapUp.until });
  for (const agent of world.agents.values()) {
    const limitAt = breakLimit(agent, site);
    if (limitAt !== null) due.push({ timerId: `break:${agent.id}`, at: limitAt });
  }
  for (const agent of world.agents.values()) {
    const awayAt = awayLimit(agent, site);
    if (awayAt !== null) due.push({ timerId: `away:${agent.id}`, at: awayAt });
    const healAt = healLimit(agent);
    if (healAt !== null) due.push({ timerId: `heal:${agent.id}`, at: healAt });
  }
  return due;
}

/** A timer came. One that is early (its time was moved) is set again; one whose reason is gone means nothing. */
export function decideTimer(turn: Turn, timerId: TimerId): void {
  const { world, now } = turn;
  const colon = timerId.indexOf(':');
  const id = timerId.slice(colon + 1);
  const call = world.calls.get(id);
  const due = (at: number): boolean => {
    if (at > now) ask(turn, { type: 'set-timer', timerId, at });
    return at <= now;
  };
  switch (timerId.slice(0, colon)) {
    case 'wake':
      if (call && call.wakeAt !== null && due(call.wakeAt)) feed(turn, id, { type: 'wake' });
      break;
    case 'key': {
      const keyAt = call ? keyLimit(call) : null;
      if (keyAt !== null && due(keyAt)) feed(turn, id, { type: 'prompt-done' });
      break;
    }
    case 'code':
      if (call?.code && due(call.code.until)) for (const key of giveUpCode(turn, call)) pressKey(turn, id, key);
      break;
    case 'pause':
      if (call?.pause && due(call.pause.until)) endPause(turn, call, { kind: 'system' }, 'limit');
      break;
    case 'queue': {
      const next = call?.place.at === 'queue' ? nextOf(call.place) : null;
      if (next !== null && due(next)) attendWaiting(turn, id);
      break;
    }
    case 'callback':
      if (call && (call.place.at === 'scheduled' || call.place.at === 'calling') && due(call.place.until))
        callbackTimer(turn, call);
      break;
    case 'kept':
      if (call?.place.at === 'kept' && due(call.place.until)) giveUpAgent(turn, call);
      break;
    case 'consult': {
      const third = call?.place.at === 'conversation' ? call.place.third : null;
      if (call && third?.state === 'ringing' && due(third.until)) dropThird(turn, call, 'missed', 19);
      break;
    }
    case 'outside':
      if (call?.place.at === 'outside' && call.place.state === 'ringing' && due(call.place.until))
        outsideGone(turn, call, 19);
      break;
    case 'watch': {
      const watched = world.calls.get(world.watching.get(id) ?? '');
      const watcher = watched && watcherOf(watched, id);
      if (watched && watcher?.state === 'ringing' && due(watcher.until)) dropWatcher(turn, watched, watcher, 'missed');
      break;
    }
    case 'offer': {
      const offer = world.offers.get(id);
      if (offer && due(offer.until)) endOffer(turn, offer, 'missed', 19);
      break;
    }
    case 'away': {
      const agent = world.agents.get(id);
      const awayAt = agent ? awayLimit(agent, turn.site) : null;
      if (awayAt !== null && due(awayAt)) signOutAway(turn, id);
      break;
    }
    case 'heal': {
      const agent = world.agents.get(id);
      const healAt = agent ? healLimit(agent) : null;
      if (healAt !== null && due(healAt)) heal(turn, id);
      break;
    }
    case 'break': {
      const agent = world.agents.get(id);
      const limitAt = agent && breakLimit(agent, turn.site);
      if (agent?.availability.kind === 'break' && limitAt !== null && limitAt !== undefined && due(limitAt))
        emit(turn, { type: 'break-overrun', agentId: id, reason: agent.availability.reason });
      break;
    }
    case 'wrap-up': {
      const wrapUp = world.agents.get(id)?.wrapUp;
      if (wrapUp && due(wrapUp.until)) endWrapUp(turn, id, 'limit');
      break;
    }
    default:
  }
}

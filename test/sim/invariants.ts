import type { Event } from '../../services/core/event.ts';
import { type Floor, mayTake } from '../../services/core/floor.ts';
import { agentsIn } from '../../services/core/members.ts';
import type { Site } from '../../services/core/site.ts';
import type { World } from '../../services/core/world.ts';
import type { SimulatedAsterisk } from './simulated-asterisk.ts';

/** What must hold after every step, whatever happened. Returns a sentence for each breach. */
export function breaches(world: World, site: Site, floor: Floor, asterisk: SimulatedAsterisk): string[] {
  const found: string[] = [];
  const offersOf = new Map<string, number>();
  for (const offer of world.offers.values()) offersOf.set(offer.agentId, (offersOf.get(offer.agentId) ?? 0) + 1);
  const talksOf = new Map<string, number>();
  for (const { place } of world.calls.values())
    for (const agentId of agentsIn(place)) talksOf.set(agentId, (talksOf.get(agentId) ?? 0) + 1);
  for (const agent of world.agents.values()) {
    const busy = (offersOf.get(agent.id) ?? 0) + (talksOf.get(agent.id) ?? 0);
    if (busy > 1) found.push(`1: agent ${agent.id} is in ${busy} offers or conversations`);
    if (agent.pending && !agent.offer && !agent.call && !agent.wrapUp)
      found.push(`1: agent ${agent.id} is free and its change still waits`);
    if ((agent.offer !== null) !== offersOf.has(agent.id)) found.push(`1: agent ${agent.id} and its offer disagree`);
    if ((agent.call !== null) !== talksOf.has(agent.id)) found.push(`1: agent ${agent.id} and its call disagree`);
  }
  for (const queue of site.queues) {
    const queueFloor = floor.queue(queue.id);
    const standing = [...(queueFloor?.calls() ?? [])];
    const waiting = [...world.calls.values()].filter(({ place }) => place.at === 'queue' && place.queueId === queue.id);
    if (standing.length !== waiting.length || waiting.some(({ id }) => !standing.includes(id)))
      found.push(`2: queue ${queue.id} has ${standing.length} places for ${waiting.length} calls`);
    if (!world.telephony || !queueFloor) continue;
    for (const call of waiting) {
      if (call.place.at !== 'queue' || call.place.offers.length > 0) continue;
      const asked = { call, place: call.place };
      const { direct } = call.place;
      const idle = queue.agents.filter(
        (id) => mayTake(world, world.agents.get(id)) && (!direct || direct.agentId === id),
      );
      if (idle.length > 0 && (direct || queueFloor.readyFor(asked).size > 0))
        found.push(`3: call ${call.id} waits in ${queue.id} while ${idle.join(', ')} may take it`);
    }
  }
  for (const [captureId, { legId }] of asterisk.captures) {
    const role = world.legs.get(legId);
    const call = role && world.calls.get(role.callId);
    if (call && call.consent !== 'given' && world.telephony && !call.recording?.capture?.stopAsked)
      found.push(`5: ${captureId} runs without consent`);
  }
  return found;
}

/** Every call that rang has ended, once, with a reason; queue visits and recordings are closed. */
export function unfinished(events: readonly Event[]): string[] {
  const count = new Map<string, number>();
  const add = (key: string, by: number) => count.set(key, (count.get(key) ?? 0) + by);
  for (const event of events) {
    if (event.type === 'call-rang') add(`call ${event.callId}`, 1);
    if (event.type === 'call-ended') add(`call ${event.callId}`, -1);
    if (event.type === 'queue-entered') add(`visit ${event.visit}`, 1);
    if (event.type === 'queue-left') add(`visit ${event.visit}`, -1);
    if (event.type === 'offer-made') add(`offer ${event.offerId}`, 1);
    if (event.type === 'offer-accepted' || event.type === 'offer-ended') add(`offer ${event.offerId}`, -1);
    if (event.type === 'recording-started') add(`part ${event.captureId}`, 1);
    if (event.type === 'recording-stopped') add(`part ${event.captureId}`, -1);
  }
  return [...count].filter(([, left]) => left !== 0).map(([key, left]) => `4: ${key} is left at ${left}`);
}

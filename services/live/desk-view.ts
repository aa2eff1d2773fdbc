import type { Site, User } from '../core/site.ts';
import type { World } from '../core/world.ts';
import type { CallView, DeskState } from './protocol.ts';
import { agentView, callIdOf, callView } from './views.ts';

/** What the world no longer has of calls that ended. */
export type Remembered = {
  /** A call that is being wrapped up, as it was last seen. */
  readonly ended: (callId: string) => CallView | null;
  /** The number of a call that ended; empty when it is not known. */
  readonly number: (callId: string) => string;
  /** How the agent's last call or offer ended. */
  readonly last: (agentId: string) => DeskState['last'];
  /** Whether the engine stands still for want of room. */
  readonly diskFull: boolean;
};

/** Whether an agent sees that a supervisor listens is the site's to say. */
const toldTo = (view: CallView, site: Site): CallView => (site.monitoring.tellAgent ? view : { ...view, watchers: [] });

/** What an agent's desk shows. */
export function deskState(user: User, world: World, site: Site, remembered: Remembered): DeskState {
  const agent = world.agents.get(user.id);
  const callId = agent ? callIdOf(agent, world) : null;
  const call = callId === null ? undefined : world.calls.get(callId);
  const offer = agent?.offer ? world.offers.get(agent.offer) : undefined;
  const wrapUp = agent?.wrapUp ?? null;
  const wrapped = wrapUp && remembered.ended(wrapUp.callId);
  // A call that was transferred goes on without this agent.
  const numberOf = (id: string) => wrapped?.number ?? world.calls.get(id)?.number ?? remembered.number(id);
  const kept = call?.place.at === 'kept' && call.place.agentId === user.id ? call.place.until : null;
  return {
    agent: agentView(user, world, site),
    call: call ? toldTo(callView(call, world, site), site) : wrapped && { ...wrapped, phase: 'ended' },
    offer: offer ? { offerId: offer.id, until: offer.until } : null,
    keptUntil: kept,
    wrapUp: wrapUp && { ...wrapUp, number: numberOf(wrapUp.callId) },
    telephony: world.telephony,
    diskFull: remembered.diskFull,
    role: call?.place.at === 'conversation' && call.place.agentId !== user.id ? 'third' : call ? 'owner' : null,
    last: remembered.last(user.id),
  };
}

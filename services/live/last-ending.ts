import type { Recorded } from '../core/event.ts';
import type { World } from '../core/world.ts';
import type { DeskState } from './protocol.ts';

type Last = NonNullable<DeskState['last']>;

export type LastEndings = {
  readonly of: (agentId: string) => Last | null;
  readonly take: (recorded: Recorded) => void;
};

/** Remembers how each agent's last call or offer ended, until the next begins. Not known after a restart. */
export function lastEndings(world: World): LastEndings {
  const last = new Map<string, Last>();
  /** With whom each call is. */
  const agents = new Map<string, string>();
  for (const { id, place } of world.calls.values())
    if (place.at === 'conversation' || place.at === 'kept') agents.set(id, place.agentId);
  return {
    of: (agentId) => last.get(agentId) ?? null,
    take: ({ event }) => {
      switch (event.type) {
        case 'offer-made':
          last.delete(event.agentId);
          break;
        case 'call-connected':
          last.delete(event.agentId);
          agents.set(event.callId, event.agentId);
          break;
        case 'agent-replaced':
          last.delete(event.agentId);
          last.delete(event.from);
          agents.set(event.callId, event.agentId);
          break;
        case 'call-transferred':
          // Whoever sends a call away knows.
          last.delete(event.agentId);
          agents.delete(event.callId);
          break;
        case 'offer-ended':
          last.set(event.agentId, { callId: event.callId, how: event.how });
          break;
        case 'agent-gave-up':
          agents.delete(event.callId);
          last.set(event.agentId, { callId: event.callId, how: 'gave-up' });
          break;
        case 'call-ended': {
          const agentId = agents.get(event.callId);
          agents.delete(event.callId);
          if (agentId !== undefined) last.set(agentId, { callId: event.callId, how: event.by });
          break;
        }
        default:
      }
    },
  };
}

import type { Logger, Present, Tell } from '../ports.ts';

/**
 * Which agents have their desk open: the first socket that watches it opens it, the last that goes closes it, however
 * many tabs there are.
 */
export type Presence = {
  readonly open: (agentId: string, socketId: string) => void;
  readonly close: (agentId: string, socketId: string) => void;
  /** Closes the desks that the world believes open and that no page came back to. */
  readonly closeAbandoned: () => void;
};

export function deskPresence(present: Present, tell: Tell, log: Logger): Presence {
  const sockets = new Map<string, Set<string>>();
  const say = (userId: string, isPresent: boolean) => {
    tell({ type: 'desk-present', userId, present: isPresent }).catch((error: unknown) => {
      log.error({ err: error, userId, present: isPresent }, 'the engine did not hear of a desk');
    });
  };
  return {
    open: (agentId, socketId) => {
      const known = sockets.get(agentId);
      if (known) known.add(socketId);
      else {
        sockets.set(agentId, new Set([socketId]));
        say(agentId, true);
      }
    },
    close: (agentId, socketId) => {
      const known = sockets.get(agentId);
      if (!known?.delete(socketId) || known.size > 0) return;
      sockets.delete(agentId);
      say(agentId, false);
    },
    closeAbandoned: () => {
      for (const agent of present.world().agents.values())
        if (agent.present && !sockets.has(agent.id)) say(agent.id, false);
    },
  };
}

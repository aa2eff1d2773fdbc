import type { Socket } from 'socket.io';
import type { User } from '../core/site.ts';
import type { Line } from './feed.ts';
import type { ClientToServer, Delta, ServerToClient } from './protocol.ts';

/** What the hub knows of a connection: who it is, as of the last time it was asked. */
export type PageData = { sessionId: string; user: User };
export type Page = Socket<ClientToServer, ServerToClient, Record<never, never>, PageData>;

/** A connection as its feeds see it. */
export function lineOf(page: Page): Line {
  return {
    id: page.id,
    backlog: () => backlogOf(page),
    send: (delta) => page.emit('delta', delta as Delta),
    drop: () => page.disconnect(true),
  };
}

/** Packets that engine.io keeps while the transport has not sent those before; no type of the package names it. */
function backlogOf({ conn }: Page): number {
  const internals: object = conn;
  const kept: unknown = 'writeBuffer' in internals ? internals.writeBuffer : null;
  return Array.isArray(kept) ? kept.length : 0;
}

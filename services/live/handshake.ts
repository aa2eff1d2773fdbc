import type { IncomingMessage } from 'node:http';

/**
 * Browsers name the origin of every websocket and of every request of another site. They leave it out only where a page
 * reads from its own server, and say that in a header which no page can set.
 */
export function isOwnHandshake(request: IncomingMessage, ownOrigin: (origin: string | undefined) => boolean): boolean {
  const { origin } = request.headers;
  return ownOrigin(origin) || (origin === undefined && request.headers['sec-fetch-site'] === 'same-origin');
}

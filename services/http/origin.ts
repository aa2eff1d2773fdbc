/** Whether an `Origin` header is that of our own pages. */
export type OwnOrigin = (origin: string | undefined) => boolean;

/**
 * The public address and, when that is this machine itself, its other names. A request without an `Origin` is refused
 * where this is asked: every browser sends it with requests that change something and with sockets.
 */
export function ownOrigin(publicUrl: string): OwnOrigin {
  const url = new URL(publicUrl);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'];
  const hosts = loopback.includes(url.hostname) ? loopback : [url.hostname];
  const port = url.port === '' ? '' : `:${url.port}`;
  const origins = new Set(hosts.map((host) => `${url.protocol}//${host}${port}`));
  return (origin) => origin !== undefined && origins.has(origin);
}

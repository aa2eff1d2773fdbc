import { createServer } from 'node:net';

let rtpBlock = 0;

/** TCP ports of 127.0.0.1 that nobody used a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A stretch of UDP ports for one Asterisk's sound, below those that the machine gives away by itself. */
export function rtpRange(): { readonly rtpStart: number; readonly rtpEnd: number } {
  rtpBlock += 1;
  const rtpStart = 21_000 + ((process.pid * 7 + rtpBlock) % 20) * 500;
  return { rtpStart, rtpEnd: rtpStart + 499 };
}

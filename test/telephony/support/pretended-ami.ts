import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export type PretendedAmi = {
  readonly port: number;
  /** Every action received, as its lines. */
  readonly actions: string[][];
  readonly connections: () => number;
  /** Tells everybody who is connected an event. */
  readonly say: (lines: readonly string[]) => void;
  readonly drop: () => void;
  readonly close: () => Promise<void>;
};

/** A server that speaks AMI. `answer` gives the lines of an answer to an action, or null for silence. */
export async function pretendAmi(
  answer: (lines: readonly string[]) => readonly string[] | null = () => ['Response: Success'],
  port = 0,
): Promise<PretendedAmi> {
  const actions: string[][] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let received = '';
    socket.on('error', () => sockets.delete(socket));
    socket.on('close', () => sockets.delete(socket));
    socket.write('Asterisk Call Manager/11.0.0\r\n');
    socket.on('data', (data) => {
      received += data;
      for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
        const lines = received.slice(0, end).split('\r\n');
        received = received.slice(end + 4);
        if (!lines.includes('Action: Ping')) actions.push(lines);
        const id = lines.find((line) => line.startsWith('ActionID: ')) ?? '';
        const given = lines.some((line) => /^Action: (login|Ping)$/.test(line)) ? ['Response: Success'] : answer(lines);
        if (given) socket.write(`${[...given, id].join('\r\n')}\r\n\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    actions,
    connections: () => connections,
    say: (lines) => {
      for (const socket of sockets) socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    },
    drop,
    close: () => {
      drop();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Between the moment in which a port is found free and that in which a program has it, nobody else may find it free: each
 * process gives ports of its own share away, in turn. All of them are below those that the machine gives away by itself.
 */
const SHARES = 20;
const FIRST_PORT = 9_000;
const PORTS = 150;
const FIRST_RTP_PORT = 21_000;
const RTP_PORTS = 580;
const LOOK_AGAIN_MS = 500;

let share: Promise<number> | undefined;
let turn = 0;

/**
 * Ports of an address that nobody has, neither for TCP nor for UDP, and that nobody else who asks here is given meanwhile.
 * @throws Error when all of this process's share are in use.
 */
export async function freePorts(count: number, address = '127.0.0.1'): Promise<readonly number[]> {
  share ??= takeShare();
  const first = FIRST_PORT + (await share) * PORTS;
  const ports: number[] = [];
  for (let looked = 0; ports.length < count; looked += 1) {
    if (looked === PORTS) throw new Error(`All ports from ${first} to ${first + PORTS - 1} of ${address} are in use.`);
    const port = first + (turn++ % PORTS);
    if (await isFree(port, address)) ports.push(port);
  }
  return ports;
}

/** One of them. */
export async function freePort(address?: string): Promise<number> {
  const [port = 0] = await freePorts(1, address);
  return port;
}

/** UDP ports for sound, all of this process: what comes late for a call of another one reaches nobody here. */
export async function rtpRange(): Promise<{ readonly rtpStart: number; readonly rtpEnd: number }> {
  share ??= takeShare();
  const rtpStart = FIRST_RTP_PORT + (await share) * RTP_PORTS;
  return { rtpStart, rtpEnd: rtpStart + RTP_PORTS - 1 };
}

/** A share is whose process listens at its name: the system sees to it that there is one, and that none outlives it. */
async function takeShare(): Promise<number> {
  for (;;) {
    for (let number = 0; number < SHARES; number += 1) if (await isTaken(number)) return number;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function isTaken(number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    // A name that begins so is no file.
    server.listen(`\0centralita-ports-${number}`, () => {
      server.unref();
      resolve(true);
    });
  });
}

function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').once('error', () => resolve(false));
    socket.bind(port, address, () =>
      socket.close(() => {
        const server = createServer().once('error', () => resolve(false));
        server.listen(port, address, () => server.close(() => resolve(true)));
      }),
    );
  });
}

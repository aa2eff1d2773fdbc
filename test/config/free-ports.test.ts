import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort, freePorts, rtpRange } from '../../config/demo-site/telephones/free-ports.ts';
import { projectRoot } from '../../config/paths.ts';

const opened: { close: () => unknown }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const PROGRAM = `
  import { freePorts, rtpRange } from './config/demo-site/telephones/free-ports.ts';
  const { rtpStart } = await rtpRange();
  console.log(JSON.stringify([rtpStart, ...await freePorts(60)]));
  process.stdin.on('end', () => process.exit()).resume();
`;

/** Another program that asks for ports; it stays until it is told to end. */
async function asker() {
  const child = spawn(
    process.execPath,
    ['--import', './config/threads/from-source.mjs', '--input-type=module', '--eval', PROGRAM],
    { cwd: projectRoot(), stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return {
    ports: JSON.parse(line) as readonly number[],
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

it('gives no port to two programs at once, although none of them keeps it open', async () => {
  const askers = await Promise.all([asker(), asker(), asker()]);
  const all = [...askers.flatMap(({ ports }) => ports), (await rtpRange()).rtpStart, ...(await freePorts(60))];
  expect(new Set(all).size).toBe(4 * 61);
  await Promise.all(askers.map(({ end }) => end()));
});

it('gives what a program had that has ended to a later one', async () => {
  const seen = new Set<number>();
  // Others may take and leave theirs meanwhile; if nothing came back, all would be taken soon and the next would wait for ever.
  let repeated = false;
  while (!repeated) {
    const { ports, end } = await asker();
    const [share = 0] = ports;
    repeated = seen.has(share);
    seen.add(share);
    await end();
  }
  expect(repeated).toBe(true);
}, 60_000);

it('passes over what is in use, by TCP or UDP, at that address', async () => {
  const before = await freePort();
  const server = createServer().listen(before + 1, '127.0.0.1');
  const socket = createSocket('udp4').bind(before + 2, '127.0.0.1');
  const elsewhere = createServer().listen(before + 3, '127.0.0.3');
  opened.push(server, socket, elsewhere);
  await Promise.all([once(server, 'listening'), once(socket, 'listening'), once(elsewhere, 'listening')]);
  expect(await freePort()).toBe(before + 3);
});

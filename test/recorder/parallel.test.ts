import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { recorderBench } from './bench.ts';
import { siteWith } from './site.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000 });

let site: SiteFile;
let bench: Awaited<ReturnType<typeof recorderBench>>;
let receiver: Server;
/** Requests that were not answered yet; how many there were at most. */
const held: ServerResponse[] = [];
let most = 0;

beforeEach(async () => {
  bench = await recorderBench(() => site);
  held.length = 0;
  most = 0;
  receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      held.push(response);
      most = Math.max(most, held.length);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await bench.remove();
});

const hook = (parallel: number): SiteFile['destinations'][number] => ({
  id: 'hook',
  type: 'webhook',
  url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`,
  secretEnv: 'SECRET',
  content: 'file',
  retries: 5,
  timeoutSeconds: 60,
  parallel,
});
const answer = () => held.shift()?.writeHead(200).end();
const waiting = () => Object.values(bench.store.state.outbox).filter((row) => row.state === 'waiting').length;

it.each([1, 3])('a destination is sent %d copies at a time, and no more', async (parallel) => {
  site = siteWith([hook(parallel)]);
  await bench.start({ secret: () => 'shared' });
  for (let n = 0; n < 5; n += 1) await bench.record(`rec-${n}`);
  // All are sealed: so many are on their way, and the others wait.
  await bench.until(() => expect(Object.keys(bench.store.state.outbox)).toHaveLength(5));
  await bench.until(() => expect([held.length, waiting()]).toEqual([parallel, 5 - parallel]));
  const [health] = await bench.recorder().destinations();
  expect(health).toMatchObject({ running: parallel, parallel });
  // Each one that is answered makes room for one.
  for (let sent = 0; sent < 5; sent += 1) {
    await bench.until(() => expect(held.length).toBe(Math.min(parallel, 5 - sent)));
    answer();
  }
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(5));
  expect(most).toBe(parallel);
});

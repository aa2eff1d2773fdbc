import { afterEach, expect, test } from 'vitest';
import { Ami } from '../../services/telephony/ami.ts';
import { type PretendedAmi, pretendAmi } from './support/pretended-ami.ts';
import { keptLog } from './support/quiet.ts';

const open: (Ami | PretendedAmi)[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function connected(...parameters: Parameters<typeof pretendAmi>) {
  const server = await pretendAmi(...parameters);
  const logger = keptLog();
  const ami = new Ami({
    host: '127.0.0.1',
    port: server.port,
    username: 'centralita',
    password: 'secret',
    logger,
    timeoutMs: 200,
  });
  open.push(server, ami);
  expect(await ami.ready(5_000)).toBe(true);
  return { server, ami, logger };
}

const muting = { Action: 'MixMonitorMute', Channel: 'c1', Direction: 'both', State: '1' } as const;

test('an action goes out as asked, and its answer comes back', async () => {
  const { server, ami } = await connected(() => ['Response: Success', 'MixMonitorID: 0x7f']);
  const answer = await ami.ask({ Action: 'MixMonitor', Channel: 'c1', File: '/spool/r/c.raw', Options: 'Di(X)' });
  expect(answer.mixmonitorid).toBe('0x7f');
  expect(server.actions[1]).toEqual([
    'Action: MixMonitor',
    expect.stringMatching(/^ActionID: /),
    'Channel: c1',
    'File: /spool/r/c.raw',
    'Options: Di(X)',
  ]);
});

test.each(['c1\r\nAction: Originate', 'c1\nX: y', 'c1\r', 'c1\u0000', 'c1\u0085', 'c1\u2028'])(
  'a value that could begin another action is refused and nothing is sent (%j)',
  async (channel) => {
    const { server, ami } = await connected();
    await expect(ami.ask({ Action: 'StopMixMonitor', Channel: channel })).rejects.toMatchObject({ code: 'ami-value' });
    await ami.ask(muting);
    expect(server.actions.map((lines) => lines[0])).toEqual(['Action: login', 'Action: MixMonitorMute']);
  },
);

test("a refusal is told with Asterisk's reason", async () => {
  const { ami } = await connected(() => ['Response: Error', 'Message: No such channel']);
  await expect(ami.ask(muting)).rejects.toMatchObject({
    code: 'ami-refused',
    message: expect.stringContaining('No such channel'),
  });
});

test('an action that nobody answers ends', async () => {
  const { ami } = await connected(() => null);
  await expect(ami.ask(muting)).rejects.toMatchObject({ code: 'ami-timeout' });
});

test('what was pending when the line broke fails, and the next goes over a new connection', async () => {
  let silent = true;
  const { server, ami } = await connected(() => (silent ? null : ['Response: Success']));
  const pending = ami.ask(muting);
  await expect.poll(() => server.actions.length).toBe(2);
  server.drop();
  await expect(pending).rejects.toMatchObject({ code: 'ami-not-connected' });
  silent = false;
  expect((await ami.ask(muting)).response).toBe('Success');
  expect(server.connections()).toBe(2);
});

test('without Asterisk an action fails in time, and the trouble is logged', async () => {
  const server = await pretendAmi();
  await server.close();
  const logger = keptLog();
  const ami = new Ami({
    host: '127.0.0.1',
    port: server.port,
    username: 'centralita',
    password: 'secret',
    logger,
    timeoutMs: 50,
  });
  open.push(ami);
  await expect(ami.ask(muting)).rejects.toMatchObject({ code: 'ami-not-connected' });
  expect(logger.lines.some((line) => line.includes('ECONNREFUSED'))).toBe(true);
});

test('told that Asterisk is there, it does not wait for its next try', async () => {
  const gone = await pretendAmi();
  await gone.close();
  const logger = keptLog();
  const options = { host: '127.0.0.1', port: gone.port, username: 'centralita', password: 'secret', logger };
  const ami = new Ami(options);
  open.push(ami);
  const waitsLong = () => logger.lines.some((line) => line.includes('"retryInMs":800'));
  await expect.poll(waitsLong, { timeout: 5_000 }).toBe(true);
  open.push(await pretendAmi(undefined, gone.port));
  ami.hurry();
  expect(await ami.ready(5_000)).toBe(true);
});

test('it is closed twice without harm', async () => {
  const { ami } = await connected();
  await Promise.all([ami.close(), ami.close()]);
  await expect(ami.ask(muting)).rejects.toMatchObject({ code: 'ami-not-connected' });
});

test('a key that goes down is told, one that we make ourselves is not', async () => {
  const heard: string[] = [];
  const server = await pretendAmi();
  const ami = new Ami({
    host: '127.0.0.1',
    port: server.port,
    username: 'centralita',
    password: 'secret',
    logger: keptLog(),
    onKeyDown: (channelId) => heard.push(channelId),
  });
  open.push(server, ami);
  await ami.ready(5_000);
  const begun = (id: string, direction: string) =>
    server.say(['Event: DTMFBegin', `Uniqueid: ${id}`, 'Digit: 5', `Direction: ${direction}`]);
  begun('c1', 'Sent');
  begun('c2', 'Received');
  await ami.ask(muting);
  expect(heard).toEqual(['c2']);
});

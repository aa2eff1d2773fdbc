import { afterEach, describe, expect, test } from 'vitest';
import type { AriError } from '../../services/telephony/ari/errors.ts';
import { type AriMessage, AriSocket, type AriSocketOptions } from '../../services/telephony/ari/socket.ts';
import { basic, callAsAsterisk, type Pretended } from './support/pretended-asterisk.ts';
import { keptLog } from './support/quiet.ts';

const open: (AriSocket | Pretended)[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) {
    if (one instanceof AriSocket) await one.close();
    else one.socket.terminate();
  }
});

async function listening(changes: Partial<AriSocketOptions> = {}) {
  const events: AriMessage[] = [];
  const news: string[] = [];
  const logger = keptLog();
  const socket = new AriSocket({
    host: '127.0.0.1',
    port: 0,
    username: 'centralita',
    password: 'secret',
    logger,
    onConnected: (number) => news.push(`connected ${number}`),
    onEvent: (event) => events.push(event),
    onLost: (reason) => news.push(`lost: ${reason}`),
    ...changes,
  });
  open.push(socket);
  return { socket, port: await socket.listen(), events, news, logger };
}

async function calling(...parameters: Parameters<typeof callAsAsterisk>): Promise<Pretended> {
  const asterisk = await callAsAsterisk(...parameters);
  open.push(asterisk);
  return asterisk;
}

describe('who may connect', () => {
  test.each([
    ['a wrong password', { authorization: basic('centralita', 'guess') }, 401],
    ['a wrong name', { authorization: basic('someone', 'secret') }, 401],
    ['no account', { authorization: '' }, 401],
    ['another path', { path: '/other' }, 404],
    ['another protocol', { protocol: 'sip' }, 400],
  ])('not one with %s', async (_, changes, status) => {
    const { port, news } = await listening();
    await expect(callAsAsterisk(port, changes)).rejects.toThrow(`Unexpected server response: ${status}`);
    expect(news).toEqual([]);
  });

  test('nobody by plain HTTP', async () => {
    const { port } = await listening();
    expect((await fetch(`http://127.0.0.1:${port}/ari`)).status).toBe(426);
  });

  test('Asterisk, and a newer connection takes the place of the older', async () => {
    const { port, news, socket } = await listening();
    const older = await calling(port);
    const newer = await calling(port, { answering: () => ({ status: 200, body: [] }) });
    await older.closed;
    expect(news).toEqual(['connected 1', 'connected 2']);
    expect(await socket.request('GET /channels', {})).toEqual([]);
    newer.socket.terminate();
    await expect.poll(() => news).toContain('lost: closed with 1006');
    expect(socket.connected).toBe(false);
  });
});

describe('requests', () => {
  test('put parameters into path and query, the body as JSON, and give the answer', async () => {
    const { port, socket } = await listening();
    const asterisk = await calling(port, { answering: () => ({ status: 200, body: { id: 'leg/1' } }) });
    const answer = await socket.request(
      'POST /channels/{channelId}',
      { channelId: 'leg/1', endpoint: 'PJSIP/agent-ana', timeout: 15 },
      { variables: { A: 'b' } },
    );
    expect(answer).toEqual({ id: 'leg/1' });
    expect(asterisk.requests[0]).toMatchObject({
      type: 'RESTRequest',
      method: 'POST',
      uri: 'channels/leg%2F1',
      query_strings: [
        { name: 'endpoint', value: 'PJSIP/agent-ana' },
        { name: 'timeout', value: '15' },
      ],
      message_body: '{"variables":{"A":"b"}}',
    });
  });

  test('go out in the order of the calls, and find their answers whatever their order', async () => {
    const { port, socket } = await listening();
    const asterisk = await calling(port);
    const asked = [1, 2, 3].map((n) => socket.request('GET /channels/{channelId}', { channelId: `c${n}` }));
    await expect.poll(() => asterisk.requests.length).toBe(3);
    expect(asterisk.requests.map((one) => one.uri)).toEqual(['channels/c1', 'channels/c2', 'channels/c3']);
    for (const request of asterisk.requests.toReversed()) asterisk.answer(request, 200, { id: request.uri });
    expect(await Promise.all(asked)).toEqual([{ id: 'channels/c1' }, { id: 'channels/c2' }, { id: 'channels/c3' }]);
  });

  test('made together are held back until all are there, in their order, whatever happens meanwhile', async () => {
    const { port, socket } = await listening();
    const asterisk = await calling(port, { answering: () => ({ status: 204 }) });
    const asked: Promise<unknown>[] = [];
    const ask = (n: number) => asked.push(socket.request('GET /channels/{channelId}', { channelId: `c${n}` }));
    const broken = () =>
      socket.together(() => {
        ask(1);
        ask(2);
        throw new Error('broken off');
      });
    expect(broken).toThrow('broken off');
    ask(3);
    await Promise.all(asked);
    expect(asterisk.requests.map((one) => one.uri)).toEqual(['channels/c1', 'channels/c2', 'channels/c3']);
    await asterisk.socket.terminate();
    await expect.poll(() => socket.connected).toBe(false);
    // Without a connection each request fails by itself, as ever.
    socket.together(() => asked.push(socket.request('GET /channels', {}).catch((error: AriError) => error.code)));
    expect(await asked.at(-1)).toBe('ari-not-connected');
  });

  test('that are refused say so, with status and reason', async () => {
    const { port, socket } = await listening();
    await calling(port, { answering: () => ({ status: 404, body: { message: 'Channel not found' } }) });
    await expect(socket.request('POST /channels/{channelId}/answer', { channelId: 'c' })).rejects.toMatchObject({
      code: 'ari-refused',
      status: 404,
      message: expect.stringContaining('Channel not found'),
    });
  });

  test('that nobody answers end, and a late answer is dropped', async () => {
    const { port, socket, events } = await listening({ requestTimeoutMs: 30 });
    const asterisk = await calling(port);
    await expect(socket.request('GET /channels', {})).rejects.toMatchObject({ code: 'ari-timeout' });
    const [late] = asterisk.requests;
    if (late) asterisk.answer(late, 200, []);
    asterisk.event({ type: 'StasisStart' });
    await expect.poll(() => events.length).toBe(1);
  });

  test('of a connection that breaks end at once', async () => {
    const { port, socket } = await listening();
    const asterisk = await calling(port);
    const asked = socket.request('GET /channels', {});
    asterisk.socket.terminate();
    await expect(asked).rejects.toMatchObject({ code: 'ari-connection-lost' });
    await expect(socket.request('GET /channels', {})).rejects.toMatchObject({ code: 'ari-not-connected' });
  });
});

describe('the connection', () => {
  test('outlives a handler that fails and a message that is no JSON', async () => {
    const seen: string[] = [];
    const { port, logger } = await listening({
      onEvent: (event) => {
        seen.push(event.type);
        throw new Error('a bug');
      },
    });
    const asterisk = await calling(port);
    asterisk.event({ type: 'One' });
    asterisk.socket.send('{');
    asterisk.event({ type: 'Two' });
    await expect.poll(() => seen).toEqual(['One', 'Two']);
    expect(logger.lines.filter((line) => line.includes('a handler failed'))).toHaveLength(3);
  });

  test('whose far end is silent is found and closed', async () => {
    const { port, news } = await listening({ heartbeatMs: 20 });
    const asterisk = await calling(port, { silent: true });
    await asterisk.closed;
    expect(news).toEqual(['connected 1', 'lost: Asterisk was silent']);
    expect(asterisk.pings()).toBe(4);
  });

  test('whose far end answers pings stays', async () => {
    const { port, news } = await listening({ heartbeatMs: 20 });
    const asterisk = await calling(port);
    await expect.poll(asterisk.pings).toBeGreaterThan(10);
    expect(news).toEqual(['connected 1']);
  });

  test('acknowledges every chunk at once with an unsolicited pong', async () => {
    const { port } = await listening({ heartbeatMs: 60_000 });
    const asterisk = await calling(port);
    let pongs = 0;
    asterisk.socket.on('pong', () => {
      pongs += 1;
    });
    asterisk.event({ type: 'One' });
    await expect.poll(() => pongs).toBe(1);
  });

  test('is closed twice without harm, and tells nobody', async () => {
    const { port, socket, news } = await listening();
    await calling(port);
    await Promise.all([socket.close(), socket.close()]);
    await socket.close();
    expect(news).toEqual(['connected 1']);
  });
});

test('a port that is taken is told with the setting to change', async () => {
  const { port } = await listening();
  await expect(listening({ port })).rejects.toMatchObject({
    code: 'ari-port',
    message: expect.stringContaining('ari.port'),
  });
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { WebServices } from '../../services/web/web-services.ts';

type Answered = Extract<Signal, { type: 'web-answered' }>;

/** A real server that answers as badly as it is asked to. */
describe('asking a web service', () => {
  let server: Server;
  let other: Server;
  let base: string;
  let elsewhere: string;
  let seen: {
    readonly url: string;
    readonly method: string;
    readonly headers: IncomingMessage['headers'];
    body: string;
  }[];
  let asked: { url: string }[];
  let sent: number;
  let web: WebServices;
  let heard: (signal: Answered) => void;
  let logged: string;
  let now: number;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', method = '', headers } = request;
    const note = { url, method, headers, body: '' };
    seen.push(note);
    request.on('data', (chunk: Buffer) => {
      note.body += chunk.toString();
    });
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const [path] = url.split('?');
    if (path === '/hang') return;
    if (path === '/hang-halfway') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
      return;
    }
    if (path === '/500') return json(500, { error: 'no' });
    if (path === '/404') return json(404, {});
    if (path === '/redirect') {
      response.writeHead(302, { location: elsewhere });
      response.end();
      return;
    }
    if (path === '/html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><h1>Hello</h1>');
      return;
    }
    if (path === '/broken') return response.socket?.destroy();
    if (path === '/half-json') return response.end('{"order":');
    if (path === '/large') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(65_536, 'x');
      const more = () => {
        while (sent < 50_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
      return;
    }
    if (path === '/nothing') {
      response.writeHead(204);
      response.end();
      return;
    }
    json(200, { order: { state: 'open' } });
  };

  const listen = async (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
    const made = createServer(handler);
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return made;
  };

  beforeEach(async () => {
    seen = [];
    asked = [];
    sent = 0;
    logged = '';
    now = 0;
    server = await listen(answer);
    other = await listen((request, response) => {
      asked.push({ url: request.url ?? '' });
      response.end('{}');
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/stolen`;
    web = make(null);
  });
  afterEach(async () => {
    web.close();
    for (const one of [server, other]) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  });

  function make(hosts: readonly string[] | null): WebServices {
    const log = (details: object, text: string) => {
      logged += `${JSON.stringify(details)} ${text}\n`;
    };
    return new WebServices({
      hosts,
      secrets: { crm: { env: 'CRM', hosts: ['127.0.0.1'] }, foreign: { env: 'CRM', hosts: ['crm.example.com'] } },
      answerLimitBytes: 100_000,
      environment: { CRM: 's3cret' },
      tell: (signal) => {
        if (signal.type === 'web-answered') heard(signal);
      },
      logger: { debug: log, info: log, warn: log, error: log },
      now: () => now,
    });
  }

  function ask(
    path: string,
    more: {
      method?: 'GET' | 'POST';
      body?: string;
      headers?: Record<string, string>;
      timeoutMs?: number;
      url?: string;
    } = {},
  ): Promise<Answered> {
    return new Promise((resolve) => {
      heard = resolve;
      web.run({
        type: 'web-request',
        callId: 'call-1',
        requestId: 'web-1',
        method: more.method ?? 'GET',
        url: more.url ?? `${base}${path}`,
        headers: more.headers ?? {},
        body: more.body ?? null,
        timeoutMs: more.timeoutMs ?? 5_000,
      });
    });
  }

  it('tells what it answers, and puts in what is secret', async () => {
    const headers = { Authorization: 'Bearer {{secret.crm}}' };
    expect(await ask('/order?number=4711', { method: 'POST', body: '{"a":1}', headers })).toEqual({
      type: 'web-answered',
      callId: 'call-1',
      requestId: 'web-1',
      how: 'answered',
      status: 200,
      body: { order: { state: 'open' } },
    });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/order?number=4711', body: '{"a":1}' });
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret', 'content-type': 'application/json' });
    expect(logged).not.toContain('s3cret');
    expect(logged).not.toContain('4711');
  });

  it.each([
    ['500', '/500', { how: 'answered', status: 500, body: null }],
    ['404', '/404', { how: 'answered', status: 404, body: null }],
    ['HTML', '/html', { how: 'invalid', status: 200, body: null }],
    ['half of a JSON', '/half-json', { how: 'invalid', status: 200, body: null }],
    ['nothing', '/nothing', { how: 'answered', status: 204, body: null }],
    ['a broken line', '/broken', { how: 'failed', status: null, body: null }],
  ])('tells of %s', async (_what, path, outcome) => {
    expect(await ask(path)).toMatchObject(outcome);
  });

  it.each(['/hang', '/hang-halfway'])('gives up one that does not end (%s)', async (path) => {
    expect(await ask(path, { timeoutMs: 300 })).toMatchObject({ how: 'timeout', status: null });
  });

  it('breaks off an answer of 50 MB', async () => {
    expect(await ask('/large')).toMatchObject({ how: 'invalid', status: 200, body: null });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('follows no redirect: what is sent is for the host that was named', async () => {
    const headers = { Authorization: '{{secret.crm}}' };
    expect(await ask('/redirect', { headers })).toMatchObject({ how: 'invalid', status: 302 });
    expect(asked).toEqual([]);
  });

  it('sends a secret to no other host than its own, and asks none that is not allowed', async () => {
    expect(await ask('/order', { headers: { Key: '{{secret.foreign}}' } })).toMatchObject({ how: 'refused' });
    expect(await ask('/order', { headers: { Key: '{{secret.unknown}}' } })).toMatchObject({ how: 'refused' });
    web = make(['crm.example.com']);
    expect(await ask('/order')).toMatchObject({ how: 'refused' });
    expect(seen).toEqual([]);
  });

  it('tells that nobody is there, and that an address is none', async () => {
    expect(await ask('', { url: 'http://127.0.0.1:1/' })).toMatchObject({ how: 'failed' });
    expect(await ask('', { url: 'nonsense' })).toMatchObject({ how: 'refused' });
  });

  it('leaves a service alone after five failures, and tries it again after half a minute', async () => {
    for (let count = 0; count < 5; count += 1) expect(await ask('/500')).toMatchObject({ status: 500 });
    expect(await ask('/order')).toMatchObject({ how: 'open', status: null });
    expect(seen).toHaveLength(5);
    now += 29_999;
    expect(await ask('/order')).toMatchObject({ how: 'open' });
    now += 1;
    expect(await ask('/500')).toMatchObject({ status: 500 });
    expect(await ask('/order')).toMatchObject({ how: 'open' });
    now += 30_000;
    expect(await ask('/order')).toMatchObject({ how: 'answered', status: 200 });
    expect(await ask('/404')).toMatchObject({ status: 404 });
  });
});

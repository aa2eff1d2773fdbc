import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import type { DestinationSettings } from '../../../recorder/destinations/destination.ts';
import { webhook } from '../../../recorder/destinations/webhook.ts';
import { folders } from '../tones.ts';
import { aPublication, contextOf } from './publication.ts';

vi.setConfig({ testTimeout: 60_000 });

type Settings = Extract<DestinationSettings, { readonly type: 'webhook' }>;
type Seen = { readonly headers: IncomingHttpHeaders; readonly parts: FormData; readonly text: string };

let place: Awaited<ReturnType<typeof folders>>;
let receiver: Server;
let settings: Settings;
let answer: (seen: Seen) => { readonly status: number; readonly body?: object };
const seen: Seen[] = [];
const secrets = { SECRET: 'shared' };

beforeAll(async () => {
  place = await folders();
});
afterAll(() => place.remove());
beforeEach(async () => {
  seen.length = 0;
  answer = () => ({ status: 200 });
  receiver = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const type = request.headers['content-type'] ?? '';
      // The platform's own reader of forms: not ours.
      const parts = type.startsWith('multipart/')
        ? await new Response(body, { headers: { 'content-type': type } }).formData()
        : new FormData();
      const one = { headers: request.headers, parts, text: body.toString('utf8') };
      seen.push(one);
      const { status, body: told } = answer(one);
      response.writeHead(status).end(told === undefined ? '' : JSON.stringify(told));
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  settings = { id: 'hook', type: 'webhook', url, secretEnv: 'SECRET', content: 'file', retries: 0, timeoutSeconds: 10 };
});
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

function expectSigned(headers: IncomingHttpHeaders, text: string): void {
  const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['x-centralita-signature'])) ?? [];
  expect(mac).toBe(createHmac('sha256', 'shared').update(`${seconds}.${text}`).digest('hex'));
}

describe('a webhook', () => {
  it('gets the facts, signed, and the file; the same key at each attempt', async () => {
    const publication = await aPublication(place.root, 300_000);
    const receipt = await webhook.publish(publication, settings, contextOf(secrets));
    expect(receipt).toMatchObject({ bytes: 300_000, sha256: publication.sha256 });
    await webhook.publish(publication, settings, contextOf(secrets));
    const [first, second] = seen;
    const metadata = String(first?.parts.get('metadata'));
    expectSigned(first?.headers ?? {}, metadata);
    expect(JSON.parse(metadata)).toMatchObject({ sha256: publication.sha256, recording: publication.sidecar });
    const file = first?.parts.get('file') as File;
    expect(file.name).toBe('rec-1.age');
    const arrived = Buffer.from(await file.arrayBuffer());
    expect(createHash('sha256').update(arrived).digest('hex')).toBe(publication.sha256);
    expect(first?.headers['idempotency-key']).toBe(`rec-1:hook:${publication.sha256}`);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  it('gets a link in its place where the site says so', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-2');
    await webhook.publish(publication, { ...settings, content: 'link' }, contextOf(secrets));
    expectSigned(seen[0]?.headers ?? {}, seen[0]?.text ?? '');
    expect(JSON.parse(seen[0]?.text ?? '')).toMatchObject({ link: 'https://centre.example/calls/call-1' });
  });

  it.each([
    [401, {}, 'destination-refused', 'Check the secret'],
    [413, {}, 'destination-full', 'limit of size'],
    [500, {}, 'destination-failed', 'It is tried again'],
    [302, {}, 'destination-failed', 'answered 302'],
    [200, { sha256: '00' }, 'destination-differs', 'is not what was sent'],
    [200, { sha256: null }, 'destination-lost', 'was not there'],
  ])('that answers %i %o is told', async (status, body, code, words) => {
    answer = () => ({ status, body });
    const publication = await aPublication(place.root, 1000, 'rec-3');
    await expect(webhook.publish(publication, settings, contextOf(secrets))).rejects.toMatchObject({
      code,
      lasting: false,
      message: expect.stringContaining(words),
    });
  });

  it('that tells the hash of what arrived is believed', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-4');
    answer = () => ({ status: 201, body: { sha256: publication.sha256.toUpperCase() } });
    await expect(webhook.publish(publication, settings, contextOf(secrets))).resolves.toMatchObject({ bytes: 1000 });
  });

  it('that nobody answers is told, and so is a secret that is not set', async () => {
    const publication = await aPublication(place.root, 1000, 'rec-5');
    const url = `http://127.0.0.1:${await freePort()}/`;
    await expect(webhook.publish(publication, { ...settings, url }, contextOf(secrets))).rejects.toMatchObject({
      code: 'destination-unreachable',
    });
    await expect(webhook.publish(publication, settings, contextOf())).rejects.toMatchObject({
      code: 'destination-secret-missing',
    });
    expect(seen).toEqual([]);
  });
});

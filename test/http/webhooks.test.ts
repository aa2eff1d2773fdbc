import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { NewWebhook, WebhookDelivery } from '../../services/http/protocol.ts';
import { startWebhooks } from '../../services/webhooks/webhooks.ts';
import { noon, rang } from '../store/support.ts';
import { codeOf, keepingLog, testHttp } from './support.ts';

/** A program that takes what it is told; the first `refusals` times it answers 503. */
async function receiver(refusals: number) {
  const told: { readonly body: string; readonly signature: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      told.push({ body, signature: String(request.headers['centralita-signature']) });
      response.writeHead(told.length <= refusals ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told` };
}

test('an address is told of events, signed, again until it takes them, and once after that', async () => {
  const { store, ask, signIn } = await testHttp();
  const { told, url } = await receiver(2);
  const cookie = await signIn('administrator');
  const made = await ask('POST', '/api/webhooks', { cookie, body: { url, events: ['recording-sealed'] } });
  const { id, secret } = (await made.json()) as NewWebhook;
  const of = { callId: 'c1', recordingId: 'r1' };
  await store.journal.append([
    rang('c1', noon),
    { at: noon, event: { type: 'recording-started', ...of, captureId: 'p1' } },
    { at: noon, event: { type: 'recording-sealed', ...of, durationMs: 9, bytes: 9, sha256: 'ab' } },
    {
      at: noon,
      event: { type: 'recording-published', ...of, destination: 'd', location: 'l', bytes: 9, sha256: 'ab' },
    },
  ]);
  const start = () =>
    startWebhooks({
      store: store.webhooks,
      journal: store.journal,
      cursors: store.cursors,
      secretOf: (one) => `secret of ${one}`,
      log: keepingLog(),
      wait: () => 0,
    });
  // Ended and begun again in between: nothing is forgotten.
  const first = start();
  await vi.waitFor(() => expect(told.length).toBe(1), { timeout: 20_000 });
  await first.close();
  const second = start();
  await vi.waitFor(() => expect(told.length).toBe(3), { timeout: 20_000 });
  const deliveries = async () =>
    (await (await ask('GET', `/api/webhooks/${id}/deliveries`, { cookie })).json()) as readonly WebhookDelivery[];
  await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 3 }]), {
    timeout: 20_000,
  });
  await second.close();
  const third = start();
  await third.close();
  expect(told).toHaveLength(3);
  const [{ body, signature } = { body: '', signature: '' }] = told;
  expect(JSON.parse(body)).toMatchObject({ id: 3, type: 'recording-sealed', recordingId: 'r1', sha256: 'ab' });
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(hex).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
  expect(new Set(told.map((one) => one.body)).size).toBe(1);
});

test('only administrators say who is told, and only of web addresses', async () => {
  const { ask, signIn } = await testHttp();
  const body = { url: 'http://127.0.0.1:1/x', events: ['recording-scored'] };
  expect((await ask('POST', '/api/webhooks', { cookie: await signIn('auditor'), body })).status).toBe(403);
  const cookie = await signIn('administrator');
  const wrong = await ask('POST', '/api/webhooks', { cookie, body: { ...body, url: 'file:///etc/passwd' } });
  expect(await codeOf(wrong)).toBe('input-invalid');
});

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { NewWebhook, WebhookDelivery, WebhookHealth } from '../../services/http/protocol.ts';
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
  /** The second attempt is a minute after the first, by a clock that is so much `ahead` of ours. */
  const start = (ahead: number) =>
    startWebhooks({
      store: store.webhooks,
      journal: store.journal,
      cursors: store.cursors,
      secretOf: (one) => `secret of ${one}`,
      log: keepingLog(),
      now: () => Date.now() + ahead,
      wait: (attempt) => (attempt === 1 ? 60_000 : 0),
    });
  // Ended and begun again in between: nothing is forgotten.
  const first = start(0);
  await vi.waitFor(() => expect(told.length).toBe(1), { timeout: 20_000 });
  await first.close();
  const second = start(60_000);
  await vi.waitFor(() => expect(told.length).toBe(3), { timeout: 20_000 });
  const deliveries = async () =>
    (await (await ask('GET', `/api/webhooks/${id}/deliveries`, { cookie })).json()) as readonly WebhookDelivery[];
  await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 3 }]), {
    timeout: 20_000,
  });
  await second.close();
  const third = start(120_000);
  await third.close();
  expect(told).toHaveLength(3);
  const [{ body, signature } = { body: '', signature: '' }] = told;
  expect(JSON.parse(body)).toMatchObject({ id: 3, type: 'recording-sealed', recordingId: 'r1', sha256: 'ab' });
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(hex).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
  expect(new Set(told.map((one) => one.body)).size).toBe(1);
  // Of what was taken long ago, the last is kept.
  await store.journal.append([
    { at: Date.now(), event: { type: 'recording-sealed', ...of, durationMs: 9, bytes: 9, sha256: 'cd' } },
  ]);
  const later = start(31 * 86_400_000);
  await vi.waitFor(async () => expect((await deliveries()).map(({ seq }) => seq)).toEqual([5]), { timeout: 20_000 });
  await later.close();
});

test('only administrators say who is told, and only of web addresses', async () => {
  const { ask, signIn } = await testHttp();
  const body = { url: 'http://127.0.0.1:1/x', events: ['recording-scored'] };
  expect((await ask('POST', '/api/webhooks', { cookie: await signIn('auditor'), body })).status).toBe(403);
  const cookie = await signIn('administrator');
  const wrong = await ask('POST', '/api/webhooks', { cookie, body: { ...body, url: 'file:///etc/passwd' } });
  expect(await codeOf(wrong)).toBe('input-invalid');
});

test('what is given up is told why, and told again when asked; a test is signed, and told once', async () => {
  const { store, ask, signIn } = await testHttp({
    testWebhook: async (id) => {
      tested.push(id);
      return { ok: false, ms: 3, reason: 'The address answered 500.' };
    },
  });
  const tested: string[] = [];
  const cookie = await signIn('administrator');
  const { told, url } = await receiver(24);
  const made = await ask('POST', '/api/webhooks', { cookie, body: { url, events: ['recording-sealed'] } });
  const { id } = (await made.json()) as NewWebhook;
  const health = async () => (await (await ask('GET', '/api/webhooks', { cookie })).json()) as readonly WebhookHealth[];
  expect(await health()).toMatchObject([{ id, state: 'unused', waiting: 0, dead: 0, lastFailure: null }]);
  await store.journal.append([
    rang('c1', noon),
    {
      at: noon,
      event: { type: 'recording-sealed', callId: 'c1', recordingId: 'r1', durationMs: 9, bytes: 9, sha256: 'ab' },
    },
  ]);
  const worker = startWebhooks({
    store: store.webhooks,
    journal: store.journal,
    cursors: store.cursors,
    secretOf: (one) => `secret of ${one}`,
    log: keepingLog(),
    wait: () => 0,
  });
  onTestFinished(() => worker.close());
  const deliveries = async (state = '') =>
    (await (
      await ask('GET', `/api/webhooks/${id}/deliveries${state}`, { cookie })
    ).json()) as readonly WebhookDelivery[];
  const reason = 'The address answered 503.';
  await vi.waitFor(
    async () =>
      expect(await deliveries('?state=dead')).toMatchObject([{ type: 'recording-sealed', attempts: 24, reason }]),
    { timeout: 60_000, interval: 200 },
  );
  expect(await health()).toMatchObject([{ state: 'failing', dead: 1, lastFailure: { reason } }]);
  const retry = (seq: number) => ask('POST', `/api/webhooks/${id}/deliveries/${seq}/retry`, { cookie });
  expect((await retry(2)).status).toBe(204);
  await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]), {
    timeout: 20_000,
  });
  expect(told).toHaveLength(25);
  expect(await health()).toMatchObject([{ state: 'ok', waiting: 0, dead: 0, lastFailure: null }]);
  // What was taken is not told again.
  expect((await retry(2)).status).toBe(404);
  expect(await (await ask('POST', `/api/webhooks/${id}/retry`, { cookie })).json()).toEqual({ asked: 0 });

  expect(await worker.test(id)).toMatchObject({ ok: true, reason: null });
  const { body, signature } = told.at(-1) ?? { body: '', signature: '' };
  expect(JSON.parse(body)).toMatchObject({ id: 0, type: 'test' });
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(hex).toBe(createHmac('sha256', `secret of ${id}`).update(`${seconds}.${body}`).digest('hex'));
  const answer = await ask('POST', `/api/webhooks/${id}/test`, { cookie });
  expect(await answer.json()).toEqual({ ok: false, ms: 3, reason: 'The address answered 500.' });
  expect(tested).toEqual([id]);
});

test('an address is changed without another secret', async () => {
  const { ask, signIn } = await testHttp();
  const cookie = await signIn('administrator');
  const made = await ask('POST', '/api/webhooks', {
    cookie,
    body: { url: 'http://127.0.0.1:1/a', events: ['recording-scored'] },
  });
  const { id } = (await made.json()) as NewWebhook;
  const body = { url: 'http://127.0.0.1:1/b', events: ['recording-erased', 'recording-sealed'] };
  expect((await ask('PUT', `/api/webhooks/${id}`, { cookie, body })).status).toBe(204);
  expect(await (await ask('GET', '/api/webhooks', { cookie })).json()).toMatchObject([{ id, ...body }]);
  expect((await ask('PUT', '/api/webhooks/nothing', { cookie, body })).status).toBe(404);
});

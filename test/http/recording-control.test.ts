import { expect, test } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import type { NewApiToken } from '../../services/http/protocol.ts';
import { codeOf, testHttp } from './support.ts';

async function scene() {
  const told: Signal[] = [];
  const http = await testHttp({
    tell: async (signal) => {
      told.push(signal);
      return [];
    },
  });
  return { ...http, told };
}

test('an agent, a supervisor and a program with the scope ask for pauses and consent; auditors do not', async () => {
  const it = await scene();
  const body = { party: 'agent:ana', consent: 'given', basis: 'spoken' };
  const ask = async (login: string, path: string, sent: unknown) =>
    it.ask('POST', path, { cookie: await it.signIn(login), body: sent });
  expect((await ask('agent', '/api/calls/c1/pause', { seconds: 30 })).status).toBe(200);
  expect((await ask('supervisor', '/api/calls/c1/consent', body)).status).toBe(200);
  expect(await codeOf(await ask('auditor', '/api/calls/c1/pause', {}))).toBe('forbidden');
  expect(it.told).toMatchObject([
    { command: { name: 'pause-call', callId: 'c1', seconds: 30 }, by: { userId: 'agent', roles: ['agent'] } },
    { command: { name: 'set-consent', callId: 'c1', ...body, note: '' } },
  ]);
  const cookie = await it.signIn('administrator');
  const made = await it.ask('POST', '/api/tokens', {
    cookie,
    body: { name: 'Pagos', scopes: ['calls:control'], days: 30 },
  });
  const { token, id } = (await made.json()) as NewApiToken;
  const paused = await fetch(`${it.url}/api/calls/c1/pause`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(paused.status).toBe(200);
  expect(it.told.at(-1)).toMatchObject({ by: { userId: id, roles: ['supervisor'] } });
});

test('what is no party, no state or no time is refused with its place', async () => {
  const it = await scene();
  const cookie = await it.signIn('supervisor');
  const post = (path: string, body: unknown) => it.ask('POST', `/api/calls/c1/${path}`, { cookie, body });
  expect((await post('consent', { party: 'everybody', consent: 'given' })).status).toBe(400);
  expect((await post('consent', { party: 'number:12;x', consent: 'given' })).status).toBe(400);
  expect((await post('consent', { party: 'caller', consent: 'asked' })).status).toBe(400);
  expect((await post('pause', { seconds: 0 })).status).toBe(400);
  expect((await post('record', { what: 'maybe' })).status).toBe(400);
  expect(it.told).toEqual([]);
});

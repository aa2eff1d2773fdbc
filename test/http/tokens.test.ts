import { expect, test } from 'vitest';
import type { ApiToken, NewApiToken } from '../../services/http/protocol.ts';
import { noon, rang } from '../store/support.ts';
import { codeOf, testHttp } from './support.ts';

async function scene(scopes: readonly string[], days = 30) {
  const http = await testHttp();
  await http.store.journal.append([
    rang('c1', noon),
    { at: noon, event: { type: 'recording-started', callId: 'c1', recordingId: 'r1', captureId: 'p1' } },
  ]);
  const cookie = await http.signIn('administrator');
  const made = await http.ask('POST', '/api/tokens', { cookie, body: { name: 'Archivo', scopes, days } });
  expect(made.status).toBe(201);
  const token = (await made.json()) as NewApiToken;
  /** As a program asks: no cookie, no origin. */
  const asProgram = (method: string, path: string, body?: unknown, value = token.token) =>
    fetch(`${http.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${value}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { ...http, cookie, token, asProgram };
}

test('a program asks with a token what its scopes allow, and nothing else', async () => {
  const it = await scene(['recordings:read', 'recordings:publish']);
  expect((await it.asProgram('GET', '/api/calls')).status).toBe(200);
  expect((await it.asProgram('GET', '/api/calls/c1')).status).toBe(200);
  const published = await it.asProgram('POST', '/api/recordings/r1/publications', { destination: 'archivo' });
  expect(published.status).toBe(202);
  // No scope of it; for people only; another who signs in.
  expect(await codeOf(await it.asProgram('GET', '/api/recordings/r1/audio'))).toBe('scope-missing');
  expect(await codeOf(await it.asProgram('GET', '/api/tokens'))).toBe('scope-missing');
  expect(await codeOf(await it.asProgram('GET', '/api/session'))).toBe('scope-missing');
});

test('a token that is wrong, revoked or past its time opens nothing, whatever cookie comes with it', async () => {
  const it = await scene(['recordings:read'], 2);
  const refused = async (value?: string) => codeOf(await it.asProgram('GET', '/api/calls', undefined, value));
  expect(await refused(`${it.token.token}x`)).toBe('token-invalid');
  const both = await it.ask('GET', '/api/calls', { cookie: it.cookie, headers: { authorization: 'Bearer nothing' } });
  expect(both.status).toBe(401);
  it.wait(2 * 86_400_000 - 1);
  expect((await it.asProgram('GET', '/api/calls')).status).toBe(200);
  it.wait(1);
  expect(await refused()).toBe('token-invalid');

  const other = await scene(['recordings:read']);
  expect((await other.ask('DELETE', `/api/tokens/${other.token.id}`, { cookie: other.cookie })).status).toBe(204);
  expect((await other.asProgram('GET', '/api/calls')).status).toBe(401);
});

test('a token is told once, and kept as its hash', async () => {
  const it = await scene(['recordings:read']);
  await it.asProgram('GET', '/api/calls');
  const list = (await (await it.ask('GET', '/api/tokens', { cookie: it.cookie })).json()) as readonly ApiToken[];
  expect(list).toMatchObject([{ name: 'Archivo', createdBy: 'administrator', revokedAt: null }]);
  expect(list[0]?.lastUsedAt).not.toBeNull();
  expect(JSON.stringify([list, it.log.lines])).not.toContain(it.token.token);
  const auditor = await it.signIn('auditor');
  const body = { name: 'x', scopes: ['recordings:read'], days: 1 };
  expect((await it.ask('POST', '/api/tokens', { cookie: auditor, body })).status).toBe(403);
});

test('what changes something with a cookie alone still needs our own pages', async () => {
  const it = await scene(['recordings:publish']);
  const foreign = await fetch(`${it.url}/api/recordings/r1/publications`, {
    method: 'POST',
    headers: { cookie: it.cookie, 'content-type': 'application/json', origin: 'https://elsewhere.example' },
    body: JSON.stringify({ destination: 'archivo' }),
  });
  expect(await codeOf(foreign)).toBe('origin-refused');
});

test('the OpenAPI document names the scope of each operation', async () => {
  const it = await scene(['recordings:read']);
  const document = (await (await it.ask('GET', '/api/openapi.json')).json()) as {
    readonly paths: Record<string, Record<string, { readonly security: readonly object[] }>>;
    readonly components: { readonly securitySchemes: object };
  };
  expect(document.paths['/api/recordings/{id}/audio']?.get?.security).toEqual([
    { session: [] },
    { token: ['recordings:listen'] },
  ]);
  expect(document.paths['/api/tokens']?.get?.security).toEqual([{ session: [] }]);
  expect(document.components.securitySchemes).toHaveProperty('token.scheme', 'bearer');
});

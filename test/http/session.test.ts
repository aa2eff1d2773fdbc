import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeOf, cookieIn, password, testHttp } from './support.ts';

describe('signing in', () => {
  test('answers who it is and sets a cookie that scripts and other sites do not get', async () => {
    const { ask } = await testHttp();
    const response = await ask('POST', '/api/session', { body: { login: 'agent', password } });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      user: { id: 'agent', login: 'agent', name: 'agent', roles: ['agent'], language: 'es' },
      expiresAt: Date.parse('2026-03-10T23:00:00Z'),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^centralita=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    const session = await ask('GET', '/api/session', { cookie: cookieIn(response) });
    expect(await session.json()).toMatchObject({ user: { id: 'agent' } });
  });

  test('over https the cookie is bound to this host and never sent without https', async () => {
    const publicUrl = 'https://centralita.example';
    const { ask } = await testHttp({ publicUrl });
    const headers = { origin: publicUrl };
    const response = await ask('POST', '/api/session', { body: { login: 'agent', password }, headers });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-centralita=.*; Secure; SameSite=Strict$/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  test('keeps only a hash of the token', async () => {
    const { store, signIn } = await testHttp();
    const token = (await signIn('agent')).split('=')[1] ?? '';
    expect(await store.users.sessionByTokenHash(token)).toBeNull();
    const hash = createHash('sha256').update(token).digest('hex');
    expect(await store.users.sessionByTokenHash(hash)).toMatchObject({ userId: 'agent' });
  });

  test('gives a new token each time and ends the session that was there', async () => {
    const { ask, signIn } = await testHttp();
    const before = await signIn('agent');
    const response = await ask('POST', '/api/session', { cookie: before, body: { login: 'agent', password } });
    const after = cookieIn(response);
    expect(after).not.toBe(before);
    expect((await ask('GET', '/api/session', { cookie: before })).status).toBe(401);
    expect((await ask('GET', '/api/session', { cookie: after })).status).toBe(200);
  });

  test('tells a wrong password and an unknown name the same', async () => {
    const { ask } = await testHttp();
    const wrong = await ask('POST', '/api/session', { body: { login: 'agent', password: 'no' } });
    const unknown = await ask('POST', '/api/session', { body: { login: 'nobody', password } });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test('ends when signed out, and tells who listens', async () => {
    const { ask, signIn, sessions } = await testHttp();
    const cookie = await signIn('agent');
    const ended: string[] = [];
    sessions.onEnd((id) => ended.push(id));
    const known = await sessions.fromCookie(cookie);
    const response = await ask('DELETE', '/api/session', { cookie });
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()[0]).toMatch(/^centralita=;.*Expires=Thu, 01 Jan 1970/);
    expect(ended).toEqual([known?.sessionId]);
    expect((await ask('GET', '/api/session', { cookie })).status).toBe(401);
  });

  test('lasts as long as the setting says', async () => {
    const { ask, signIn, wait } = await testHttp({ sessionHours: 1 });
    const cookie = await signIn('agent');
    wait(3_599_000);
    expect((await ask('GET', '/api/session', { cookie })).status).toBe(200);
    wait(1_000);
    expect(await codeOf(await ask('GET', '/api/session', { cookie }))).toBe('signed-out');
  });

  test('takes effect on what somebody may at once when the roles change', async () => {
    const { ask, signIn, store } = await testHttp();
    const cookie = await signIn('supervisor');
    expect((await ask('GET', '/api/calls', { cookie })).status).toBe(200);
    const known = await store.users.byLogin('supervisor');
    if (known) await store.users.upsert({ ...known, roles: ['agent'] });
    expect((await ask('GET', '/api/calls', { cookie })).status).toBe(403);
  });
});

describe('guessing passwords', () => {
  const limits = { pair: 3, address: 6, login: 100 };

  test('of one person is stopped, and others still sign in', async () => {
    const { ask } = await testHttp({ signInLimits: limits });
    const guess = (login: string, guessed: string) =>
      ask('POST', '/api/session', { body: { login, password: guessed } });
    for (let count = 0; count < 3; count++) expect((await guess('agent', 'no')).status).toBe(401);
    const stopped = await guess('AGENT', password);
    expect(stopped.status).toBe(429);
    expect(stopped.headers.get('retry-after')).not.toBeNull();
    expect(await codeOf(stopped)).toBe('too-many-attempts');
    expect((await guess('auditor', password)).status).toBe(200);
  });

  test('of many people from one address is stopped', async () => {
    const { ask } = await testHttp({ signInLimits: limits });
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++)
      statuses.push((await ask('POST', '/api/session', { body: { login: `p${count}`, password: 'no' } })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  test('does not count those who know theirs', async () => {
    const { signIn } = await testHttp({ signInLimits: limits });
    for (let count = 0; count < 10; count++) expect(await signIn('agent')).not.toBe('');
  });
});

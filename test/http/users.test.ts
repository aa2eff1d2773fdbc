import { describe, expect, it } from 'vitest';
import { codeOf, password, testHttp } from './support.ts';

const better = 'a better horse battery';
const signsIn = (login: string, word: string) => ({ body: { login, password: word } });

describe('a password', () => {
  it('is set by oneself who knows the present one; other sessions end', async () => {
    const http = await testHttp();
    const [here, elsewhere] = [await http.signIn('agent'), await http.signIn('agent')];
    const path = '/api/users/agent/password';
    const wrong = await http.ask('POST', path, { cookie: here, body: { password: better, current: 'guessed' } });
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'wrong-password']);
    const done = await http.ask('POST', path, { cookie: here, body: { password: better, current: password } });
    expect(done.status).toBe(204);
    expect((await http.ask('GET', '/api/session', { cookie: here })).status).toBe(200);
    expect((await http.ask('GET', '/api/session', { cookie: elsewhere })).status).toBe(401);
    expect((await http.ask('POST', '/api/session', signsIn('agent', password))).status).toBe(401);
    expect((await http.ask('POST', '/api/session', signsIn('agent', better))).status).toBe(200);
  });

  it('is given by an administrator to who has none yet, and by nobody else', async () => {
    const http = await testHttp();
    await http.store.users.upsert({
      id: 'new',
      login: 'nueva',
      name: 'N',
      roles: ['agent'],
      language: 'es',
      passwordHash: '',
    });
    expect((await http.ask('POST', '/api/session', signsIn('nueva', ''))).status).toBe(400);
    expect((await http.ask('POST', '/api/session', signsIn('nueva', 'nobody has this password'))).status).toBe(401);
    const path = '/api/users/new/password';
    const supervisor = await http.signIn('supervisor');
    expect((await http.ask('POST', path, { cookie: supervisor, body: { password: better } })).status).toBe(403);
    const cookie = await http.signIn('administrator');
    expect((await http.ask('POST', path, { cookie, body: { password: 'short' } })).status).toBe(400);
    expect((await http.ask('POST', path, { cookie, body: { password: better } })).status).toBe(204);
    expect((await http.ask('POST', '/api/session', signsIn('nueva', better))).status).toBe(200);
    const nobody = await http.ask('POST', '/api/users/nobody/password', { cookie, body: { password: better } });
    expect(nobody.status).toBe(404);
  });
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../services/core/site.ts';
import { routes } from '../../services/http/routes/index.ts';
import { connected, noon, rang } from '../store/support.ts';
import { codeOf, password, siteFile, testHttp } from './support.ts';

const roles: readonly Role[] = ['agent', 'supervisor', 'auditor', 'administrator'];

/** An address of the route; what its ids stand for need not be there. */
const addressOf = (path: string) => path.replaceAll(/:\w+/g, 'x1');
const methodOf = (method: string) => method.toUpperCase();
/** For routes that need a body to get as far as their handler. */
const bodies: Readonly<Record<string, unknown>> = {
  'post /api/recordings/:id/publications': { destination: 'archivo' },
  'post /api/bulk/publications': { destination: 'archivo' },
};

describe('every route', () => {
  test('refuses who is not signed in and every role it does not name, and no other', async () => {
    const { ask, signIn } = await testHttp();
    const cookies = new Map(await Promise.all(roles.map(async (role) => [role, await signIn(role)] as const)));
    const found: Record<string, string> = {};
    const declared: Record<string, string> = {};
    for (const one of routes) {
      const name = `${one.method} ${one.path}`;
      if (name === 'delete /api/session' || name === 'post /api/session') continue;
      const body = bodies[name];
      const asked = async (cookie?: string) => {
        const options = { ...(cookie === undefined ? {} : { cookie }), ...(body === undefined ? {} : { body }) };
        const { status } = await ask(methodOf(one.method), addressOf(one.path), options);
        return status === 401 || status === 403 ? String(status) : 'admitted';
      };
      const outcomes = [`nobody ${await asked()}`];
      for (const role of roles) outcomes.push(`${role} ${await asked(cookies.get(role))}`);
      found[name] = outcomes.join(', ');
      const may = (role: Role) => typeof one.access === 'string' || one.access.includes(role);
      const expected = [`nobody ${one.access === 'anyone' ? 'admitted' : '401'}`];
      for (const role of roles) expected.push(`${role} ${may(role) ? 'admitted' : '403'}`);
      declared[name] = expected.join(', ');
    }
    expect(found).toEqual(declared);
    expect(await codeOf(await ask('DELETE', '/api/session'))).toBe('signed-out');
  });

  test('that changes something refuses another origin, and none', async () => {
    const { ask, signIn, url } = await testHttp();
    const cookie = await signIn('all');
    const changing = routes.filter((one) => one.method !== 'get');
    expect(changing.length).toBeGreaterThan(0);
    for (const one of changing) {
      const body = { login: 'agent', password, destination: 'archivo' };
      for (const origin of ['https://evil.example', 'null', url.replace('http', 'https'), '']) {
        const response = await ask(methodOf(one.method), addressOf(one.path), { cookie, body, headers: { origin } });
        expect([one.path, origin, response.status, await codeOf(response)]).toEqual([
          one.path,
          origin,
          403,
          'origin-refused',
        ]);
      }
    }
    expect((await ask('GET', '/api/session', { cookie })).status).toBe(200);
  });

  test('is written into the OpenAPI document with who may ask', async () => {
    const { ask } = await testHttp();
    const document = (await (await ask('GET', '/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { description: string; parameters: { name: string }[] }>>;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    for (const one of routes) {
      const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
      const names = Array.isArray(one.access) ? one.access : [one.access];
      for (const name of names) expect(document.paths[path]?.[one.method]?.description).toContain(name);
    }
    expect(document.paths['/api/calls']?.get?.parameters.map((one) => one.name)).toContain('hourFrom');
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? '');
    expect(references).toContain('CallRow');
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('$defs');
  });
});

describe('what is wrong', () => {
  test('in the input is told with its place', async () => {
    const { ask, signIn } = await testHttp();
    const cookie = await signIn('supervisor');
    for (const [query, place] of [
      ['hourFrom=25:00', 'hourFrom'],
      ['from=yesterday', 'from'],
      ['result=lost', 'result'],
      ['limit=1000', 'limit'],
      ['unknown=1', 'unknown'],
    ]) {
      const response = await ask('GET', `/api/calls?${query}`, { cookie });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(place);
    }
  });

  test('in the body is told: too large, not JSON, too much', async () => {
    const { ask, url } = await testHttp();
    const large = await ask('POST', '/api/session', { body: { login: 'a', password: 'x'.repeat(70_000) } });
    expect([large.status, await codeOf(large)]).toEqual([413, 'body-too-large']);
    const broken = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: '{',
    });
    expect([broken.status, await codeOf(broken)]).toEqual([400, 'input-invalid']);
    const more = await ask('POST', '/api/session', { body: { login: 'a', password: 'b', admin: true } });
    expect([more.status, await codeOf(more)]).toEqual([400, 'input-invalid']);
  });

  test('inside the controller is logged and not told', async () => {
    const { ask, log } = await testHttp({
      telephony: () => {
        throw new Error('the secret cause');
      },
    });
    const response = await ask('GET', '/health');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret cause');
    expect(log.lines.some((line) => line.includes('a request failed'))).toBe(true);
  });

  test('at the address is told as JSON', async () => {
    const { ask } = await testHttp();
    const response = await ask('GET', '/api/nothing');
    expect([response.status, await codeOf(response)]).toEqual([404, 'not-found']);
  });
});

describe('answers', () => {
  test('are what the document says', async () => {
    const { ask, signIn, store } = await testHttp();
    await store.journal.append([rang('c1', noon), connected('c1', noon + 1, 'agent')]);
    const cookie = await signIn('all');
    for (const path of ['/api/session', '/api/phone', '/api/demo/phone', '/api/site', '/health', '/api/calls']) {
      const declared = routes.find((one) => one.path === path && one.method === 'get')?.answer;
      const body: unknown = await (await ask('GET', path, { cookie })).json();
      expect(declared instanceof z.ZodType && declared.parse(body)).toEqual(body);
    }
    const detail = routes.find((one) => one.path === '/api/calls/:id')?.answer;
    const body: unknown = await (await ask('GET', '/api/calls/c1', { cookie })).json();
    expect(detail instanceof z.ZodType && detail.parse(body)).toEqual(body);
  });

  test('of the site name its parts and keep the rest', async () => {
    const { ask, signIn } = await testHttp();
    const view: unknown = await (await ask('GET', '/api/site', { cookie: await signIn('agent') })).json();
    expect(view).toEqual({
      services: [{ id: 'mesa', name: 'Mesa de ayuda', numbers: ['1000'] }],
      queues: siteFile.queues.map(({ id, name }) => ({ id, name })),
      agents: [
        { id: 'ana', name: 'Ana Ruiz' },
        { id: 'bruno', name: 'Bruno Gil' },
      ],
      supervisors: [{ id: 'sonia', name: 'Sonia Vega' }],
      breakReasons: siteFile.breakReasons,
      outcomes: siteFile.outcomes,
      consentBases: siteFile.recording?.bases,
      destinations: [{ id: 'archivo', type: 'local' }],
      timeZone: 'Europe/Madrid',
    });
  });

  test("give each agent the own telephone, and the caller's page that of the demo while it is on", async () => {
    const { ask, signIn, store } = await testHttp();
    expect(await (await ask('GET', '/api/phone', { cookie: await signIn('agent') })).json()).toEqual({
      websocketUrl: 'ws://127.0.0.1:8088/ws',
      uri: 'sip:agent-agent@127.0.0.1',
      username: 'agent-agent',
      password: 'secret of agent-agent',
      callTo: null,
    });
    expect(await (await ask('GET', '/api/demo/phone')).json()).toMatchObject({
      username: 'web-caller',
      callTo: '1000',
    });
    const desk = {
      id: 'agent',
      login: 'agent',
      name: 'agent',
      roles: ['agent'],
      language: 'es',
      phone: 'sip',
    } as const;
    const passwordHash = (await store.users.byLogin('agent'))?.passwordHash ?? '';
    await store.users.upsert({ ...desk, passwordHash });
    expect((await ask('GET', '/api/phone', { cookie: await signIn('agent') })).status).toBe(404);
    const boss = { ...desk, id: 'supervisor', login: 'supervisor', name: 'S', roles: ['supervisor'] } as const;
    const { phone: _, ...without } = boss;
    const bossHash = (await store.users.byLogin('supervisor'))?.passwordHash ?? '';
    await store.users.upsert({ ...without, passwordHash: bossHash });
    expect((await ask('GET', '/api/phone', { cookie: await signIn('supervisor') })).status).toBe(404);
    await store.users.upsert({ ...boss, phone: 'browser', passwordHash: bossHash });
    expect(await (await ask('GET', '/api/phone', { cookie: await signIn('supervisor') })).json()).toMatchObject({
      username: 'agent-supervisor',
    });
    const phones = { websocketUrl: 'ws://127.0.0.1:8088/ws', domain: 'd', password: () => '', demo: null };
    const off = await testHttp({ phones });
    expect((await off.ask('GET', '/api/demo/phone')).status).toBe(404);
  });

  test('show an agent only the calls the agent took part in', async () => {
    const { ask, signIn, store } = await testHttp();
    await store.journal.append([
      rang('own', noon),
      connected('own', noon + 1, 'agent'),
      rang('other', noon),
      connected('other', noon + 1, 'bruno'),
    ]);
    const agent = await signIn('agent');
    expect((await ask('GET', '/api/calls/own', { cookie: agent })).status).toBe(200);
    const other = await ask('GET', '/api/calls/other', { cookie: agent });
    const none = await ask('GET', '/api/calls/none', { cookie: agent });
    expect([other.status, none.status]).toEqual([404, 404]);
    expect(await other.text()).toBe(await none.text());
    for (const login of ['supervisor', 'auditor', 'administrator', 'all'])
      expect((await ask('GET', '/api/calls/other', { cookie: await signIn(login) })).status).toBe(200);
  });

  test('tell an agent who listened only where the site says so', async () => {
    const watched = { callId: 'own', userId: 'sonia', mode: 'listen', agentId: 'agent' } as const;
    for (const tellAgent of [true, false]) {
      const { ask, signIn, store } = await testHttp({ site: () => ({ ...siteFile, monitoring: { tellAgent } }) });
      await store.journal.append([
        rang('own', noon),
        connected('own', noon + 1, 'agent'),
        { at: noon + 2, event: { type: 'watch-began', ...watched } },
      ]);
      const types = async (login: string) => {
        const answer = await ask('GET', '/api/calls/own', { cookie: await signIn(login) });
        return ((await answer.json()) as { timeline: { type: string }[] }).timeline.map(({ type }) => type);
      };
      expect((await types('agent')).includes('watch-began')).toBe(tellAgent);
      expect(await types('supervisor')).toContain('watch-began');
    }
  });

  test('show a transferred call to each who had it', async () => {
    const { ask, signIn, store } = await testHttp();
    const by = { kind: 'system' } as const;
    const bruno = { kind: 'agent', agentId: 'agent' } as const;
    await store.journal.append([
      rang('c1', noon),
      connected('c1', noon + 1, 'bruno'),
      {
        at: noon,
        event: { type: 'agent-replaced', callId: 'c1', from: 'bruno', agentId: 'agent', agentLegId: 'l', by },
      },
      rang('c2', noon),
      connected('c2', noon + 1, 'bruno'),
      { at: noon, event: { type: 'conference-began', callId: 'c2', agentId: 'bruno', legId: 'l', who: bruno } },
    ]);
    const cookie = await signIn('agent');
    for (const id of ['c1', 'c2']) expect((await ask('GET', `/api/calls/${id}`, { cookie })).status).toBe(200);
  });

  test('find calls by what is asked', async () => {
    const { ask, signIn, store } = await testHttp();
    await store.journal.append([rang('c1', noon), rang('c2', noon + 1, { number: '912345678' })]);
    const cookie = await signIn('auditor');
    const page = async (query: string) =>
      (await (await ask('GET', `/api/calls?${query}`, { cookie })).json()) as { rows: { id: string }[]; next: string };
    expect((await page('number=345&recorded=false')).rows.map((row) => row.id)).toEqual(['c2', 'c1']);
    const first = await page('limit=1');
    expect((await page(`limit=1&cursor=${first.next}`)).rows.map((row) => row.id)).toEqual(['c1']);
  });

  test('never stay in a cache', async () => {
    const { ask } = await testHttp();
    expect((await ask('GET', '/api/session')).headers.get('cache-control')).toBe('no-store');
  });
});

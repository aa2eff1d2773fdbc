import { describe, expect, it } from 'vitest';
import { codeOf, type TestHttp, testHttp } from './support.ts';

const queue = async (http: TestHttp, id: string) =>
  ((await http.editor.written()).site.queues as { id: string }[]).find((one) => one.id === id);

describe('the site, edited', () => {
  it('is read with its hash, changed, and refused on an older version', async () => {
    const http = await testHttp();
    const cookie = await http.signIn('administrator');
    const read = await http.ask('GET', '/api/site/file', { cookie });
    const { hash, site } = (await read.json()) as { hash: string; site: { queues: { id: string }[] } };
    expect(read.headers.get('etag')).toBe(`"${hash}"`);
    const value = { ...site.queues[0], ringSeconds: 9 };
    const put = await http.ask('PUT', '/api/site/queues/incidencias', { cookie, body: { value, hash, reason: 'why' } });
    expect(put.status).toBe(200);
    expect(await queue(http, 'incidencias')).toMatchObject({ ringSeconds: 9 });
    expect(http.editor.applied).toMatchObject([{ by: { kind: 'person', userId: 'administrator' }, reason: 'why' }]);
    const late = await http.ask('DELETE', '/api/site/queues/general', { cookie, body: { hash } });
    expect(late.status).toBe(409);
    expect(await codeOf(late)).toBe('site-changed-meanwhile');
    const ifMatch = { 'if-match': `"${hash}"` };
    const later = await http.ask('DELETE', '/api/site/queues/general', { cookie, headers: ifMatch });
    expect(later.status).toBe(409);
    expect((await http.ask('DELETE', '/api/site/queues/general', { cookie })).status).toBe(200);
    expect(await queue(http, 'general')).toBeUndefined();
  });

  it('says in a sentence what is wrong', async () => {
    const http = await testHttp();
    const cookie = await http.signIn('administrator');
    const value = { id: 'nueva', name: { es: 'N' }, service: 'mesa', agents: ['nobody'], ringSeconds: 0 };
    const wrong = await http.ask('PUT', '/api/site/queues/nueva', { cookie, body: { value } });
    expect(wrong.status).toBe(422);
    const { error } = (await wrong.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('site-invalid');
    expect(error.message).toContain('queues.nueva.ringSeconds: ');
    const other = await http.ask('PUT', '/api/site/queues/otra', { cookie, body: { value } });
    expect(other.status).toBe(422);
    expect(http.editor.applied).toEqual([]);
    const missing = await http.ask('DELETE', '/api/site/lists/none', { cookie });
    expect([missing.status, await codeOf(missing)]).toEqual([404, 'not-found']);
    const setting = await http.ask('PATCH', '/api/site/settings', { cookie, body: { value: { services: [] } } });
    expect(setting.status).toBe(400);
  });

  it("changes single values, and an agent's queues and skills for a supervisor", async () => {
    const http = await testHttp();
    const admin = await http.signIn('administrator');
    const supervisor = await http.signIn('supervisor');
    const settings = { value: { returnSeconds: 42, monitoring: { tellAgent: false } } };
    expect((await http.ask('PATCH', '/api/site/settings', { cookie: admin, body: settings })).status).toBe(200);
    expect(http.editor.current()).toMatchObject({ returnSeconds: 42, monitoring: { tellAgent: false } });
    const refused = await http.ask('PATCH', '/api/site/settings', { cookie: supervisor, body: settings });
    expect(refused.status).toBe(403);
    const queues = { queues: [{ id: 'general', order: 2 }], reason: 'a rush' };
    expect((await http.ask('PUT', '/api/agents/ana/queues', { cookie: supervisor, body: queues })).status).toBe(200);
    expect(http.editor.current().queues.map((one) => one.agents.includes('ana'))).toEqual([false, true]);
    const skill = { value: { id: 'french', name: { es: 'Francés', en: 'French' } } };
    expect((await http.ask('PUT', '/api/site/skills/french', { cookie: admin, body: skill })).status).toBe(200);
    const skills = { skills: { french: 3 }, reason: '' };
    expect((await http.ask('PUT', '/api/agents/ana/skills', { cookie: supervisor, body: skills })).status).toBe(200);
    expect(http.editor.current().users[0]?.skills).toEqual({ french: 3 });
    const nobody = await http.ask('PUT', '/api/agents/nobody/skills', { cookie: supervisor, body: skills });
    expect([nobody.status, await codeOf(nobody)]).toEqual([422, 'unknown-agent']);
    const agent = await http.signIn('agent');
    expect((await http.ask('PUT', '/api/agents/ana/skills', { cookie: agent, body: skills })).status).toBe(403);
  });

  it('is described entry by entry in the OpenAPI document', async () => {
    const http = await testHttp();
    const document = (await (await http.ask('GET', '/api/openapi.json')).json()) as {
      paths: Record<string, { put: { requestBody: { content: { 'application/json': { schema: object } } } } }>;
    };
    const schema = document.paths['/api/site/queues/{id}']?.put.requestBody.content['application/json'].schema;
    expect(schema).toMatchObject({ properties: { value: { properties: { ringSeconds: { type: 'integer' } } } } });
  });
});

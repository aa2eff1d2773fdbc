import { describe, expect, it } from 'vitest';
import { sound } from '../flows/support.ts';
import { codeOf, testHttp } from './support.ts';

type Version = {
  readonly version: string;
  readonly text: string;
  readonly graph: { readonly steps: readonly object[] };
};

describe('flows over HTTP', () => {
  it('are listed, read with their graph, saved, and gone back from', async () => {
    const http = await testHttp();
    const cookie = await http.signIn('administrator');
    const rows = (await (await http.ask('GET', '/api/flows', { cookie })).json()) as { flow: string; steps: number }[];
    expect(rows).toMatchObject([{ flow: 'prueba', steps: 3, by: null, warnings: 0 }]);
    const read = await http.ask('GET', '/api/flows/prueba', { cookie });
    const { version: base, text, graph } = (await read.json()) as Version;
    expect(read.headers.get('etag')).toBe(`"${base}"`);
    expect(text).toBe(sound);
    expect(graph.steps).toHaveLength(3);
    const put = await http.ask('PUT', '/api/flows/prueba', {
      cookie,
      body: { text: `# new\n${sound}`, base, note: 'a word more' },
    });
    expect(put.status).toBe(200);
    const { version } = (await put.json()) as { version: string };
    const late = await http.ask('PUT', '/api/flows/prueba', { cookie, body: { text, base } });
    expect([late.status, await codeOf(late)]).toEqual([409, 'flow-changed-meanwhile']);
    const old = await http.ask('GET', `/api/flows/prueba?version=${base}`, { cookie });
    expect(await old.json()).toMatchObject({ current: false, text: sound });
    const back = await http.ask('POST', '/api/flows/prueba/back', { cookie, body: { version: base, base: version } });
    expect(await back.json()).toEqual({ flow: 'prueba', version: base });
    const history = await (await http.ask('GET', '/api/flows/prueba/history', { cookie })).json();
    expect(history).toMatchObject([
      { version: base, by: 'administrator', current: true },
      { version, by: 'administrator', note: 'a word more', current: false },
      { version: base, by: null },
    ]);
    const none = await http.ask('GET', '/api/flows/none', { cookie });
    expect([none.status, await codeOf(none)]).toEqual([404, 'flow-not-found']);
    const odd = await http.ask('GET', '/api/flows/prueba?version=../../etc', { cookie });
    expect(odd.status).toBe(400);
  });

  it('are checked as one types, and refused with a line for each place', async () => {
    const http = await testHttp();
    const supervisor = await http.signIn('supervisor');
    const text = sound.replace('type: queue', 'type: quue');
    const checked = await http.ask('POST', '/api/flows/check', { cookie: supervisor, body: { text, flow: 'prueba' } });
    expect(await checked.json()).toMatchObject({
      problems: [{ line: 6, column: 11, code: 'unknown-type', suggestion: 'queue' }],
    });
    const body = { text, base: null };
    expect((await http.ask('PUT', '/api/flows/prueba', { cookie: supervisor, body })).status).toBe(403);
    const administrator = await http.signIn('administrator');
    const { version: base } = (await (
      await http.ask('GET', '/api/flows/prueba', { cookie: administrator })
    ).json()) as Version;
    const refused = await http.ask('PUT', '/api/flows/prueba', { cookie: administrator, body: { text, base } });
    expect(refused.status).toBe(422);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('flow-invalid');
    expect(error.message).toContain('prueba.yaml:6:11: steps.cola.type: ');
    const huge = await http.ask('PUT', '/api/flows/prueba', {
      cookie: administrator,
      body: { text: 'x'.repeat(10_000_000), base },
    });
    expect([huge.status, await codeOf(huge)]).toEqual([413, 'body-too-large']);
  });

  it('are compared in the words of who asks', async () => {
    const http = await testHttp();
    const cookie = await http.signIn('supervisor');
    const body = { to: { text: sound.replace('[hola]', '[adios]') } };
    const answer = await http.ask('POST', '/api/flows/prueba/differences', { cookie, body });
    expect(await answer.json()).toEqual([
      { code: 'said', step: 'hola', message: 'hola dice otra cosa (es): «adios» en lugar de «hola».' },
    ]);
    const wrong = await http.ask('POST', '/api/flows/prueba/differences', { cookie, body: { to: { text: 'x' } } });
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'flow-invalid']);
  });

  it('have a JSON Schema that editors fetch', async () => {
    const http = await testHttp();
    const schema = await http.ask('GET', '/api/flows/schema.json');
    expect(schema.status).toBe(200);
    expect(await schema.json()).toMatchObject({ title: 'A phone menu of Centralita' });
  });
});

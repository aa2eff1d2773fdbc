import { describe, expect, it } from 'vitest';
import { CentralitaError } from '../../services/core/errors.ts';
import type { PromptRow } from '../../services/http/protocol.ts';
import type { Prompts } from '../../services/ports.ts';
import { codeOf, testHttp } from './support.ts';

const welcome: PromptRow = {
  language: 'es',
  key: 'ventas/welcome',
  text: 'Bienvenido.',
  how: 'spoken',
  durationMs: 900,
  loudness: -16,
  peak: -2.3,
  recorded: null,
  uses: [{ kind: 'step', flow: 'ventas', step: 'welcome' }],
};

/** Prompts that say what they were asked. */
function listening() {
  const asked: { language: string; key: string; name?: string; bytes?: number; by: string }[] = [];
  const prompts: Prompts = {
    texts: () => new Map(),
    prepare: async () => undefined,
    wording: () => null,
    list: () => [welcome],
    sound: (_language, key) => {
      if (key === welcome.key) return Uint8Array.of(82, 73, 70, 70);
      throw new CentralitaError('prompt-unknown', 'There is none.');
    },
    record: async (language, key, { name, content }, by) => {
      let bytes = 0;
      for await (const part of content) bytes += part.length;
      asked.push({ language, key, name, bytes, by });
      return { ...welcome, how: 'recorded' };
    },
    remove: async (language, key, by) => {
      asked.push({ language, key, by });
      return welcome;
    },
  };
  return { asked, prompts };
}

const place = '/api/prompts/es/ventas%2Fwelcome';

describe('the prompts of the interface', () => {
  it('are listed and heard by supervisors and administrators', async () => {
    const { prompts } = listening();
    const http = await testHttp({ prompts });
    const cookie = await http.signIn('supervisor');
    expect(await (await http.ask('GET', '/api/prompts', { cookie })).json()).toEqual([welcome]);
    const sound = await http.ask('GET', `${place}/sound`, { cookie });
    expect(sound.headers.get('content-type')).toBe('audio/wav');
    expect(await sound.text()).toBe('RIFF');
    expect((await http.ask('GET', '/api/prompts/es/nothing/sound', { cookie })).status).toBe(404);
    expect((await http.ask('GET', '/api/prompts/es/..%2F..%2Fsecret/sound', { cookie })).status).toBe(400);
    expect((await http.ask('GET', '/api/prompts', { cookie: await http.signIn('agent') })).status).toBe(403);
  });

  it('are recorded by administrators only: the body is the file', async () => {
    const { asked, prompts } = listening();
    const http = await testHttp({ prompts });
    const send = async (login: string, type: string) =>
      fetch(`${http.url}${place}/recording?name=hola.mp3`, {
        method: 'PUT',
        headers: { origin: http.url, cookie: await http.signIn(login), 'content-type': type },
        body: new Uint8Array(300_000),
      });
    expect((await send('supervisor', 'audio/mpeg')).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await send('administrator', 'audio/mpeg')).status).toBe(200);
    expect((await send('administrator', 'application/octet-stream')).status).toBe(200);
    const recorded = { language: 'es', key: 'ventas/welcome', name: 'hola.mp3', bytes: 300_000, by: 'administrator' };
    expect(asked).toEqual([recorded, recorded]);
    const json = await http.ask('PUT', `${place}/recording`, {
      cookie: await http.signIn('administrator'),
      body: { sound: 'none' },
    });
    expect([json.status, await codeOf(json)]).toEqual([422, 'upload-not-sound']);
  });

  it('are spoken again when an administrator takes the recording away', async () => {
    const { asked, prompts } = listening();
    const http = await testHttp({ prompts });
    const remove = async (login: string) =>
      (await http.ask('DELETE', `${place}/recording`, { cookie: await http.signIn(login) })).status;
    expect(await remove('supervisor')).toBe(403);
    expect(await remove('administrator')).toBe(200);
    expect(asked).toEqual([{ language: 'es', key: 'ventas/welcome', by: 'administrator' }]);
  });
});

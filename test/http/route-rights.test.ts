import { describe, expect, test, vi } from 'vitest';
import type { NewApiToken, Scope } from '../../services/http/protocol.ts';
import { routes } from '../../services/http/routes/index.ts';
import { peopleOnly } from '../../services/http/routes/route.ts';
import { scope as scopeSchema } from '../../services/http/schemas/token.ts';
import { noon, rang } from '../store/support.ts';
import { codeOf, type TestHttp, testHttp } from './support.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000 });

const scopes: readonly Scope[] = scopeSchema.options;
const nameOf = (one: { readonly method: string; readonly path: string }) => `${one.method} ${one.path}`;

/** A token of a program that has these scopes and no other. */
async function tokenFor({ ask }: TestHttp, cookie: string, own: readonly Scope[]): Promise<string> {
  const made = await ask('POST', '/api/tokens', { cookie, body: { name: 'program', scopes: own, days: 1 } });
  expect(made.status).toBe(201);
  return ((await made.json()) as NewApiToken).token;
}

const asked = ({ url }: TestHttp, one: { readonly method: string; readonly path: string }, token: string) =>
  fetch(`${url}${one.path.replaceAll(/:\w+/g, 'x1')}`, {
    method: one.method.toUpperCase(),
    headers: { authorization: `Bearer ${token}` },
  });

describe('every route', () => {
  test('names roles, and a scope or why no program may ask', () => {
    const faults = routes.flatMap((one) => {
      const { access, scope, people } = one;
      const rights = [scope, people].filter((each) => each !== undefined).length;
      const isWhole = access === 'anyone' ? rights === 0 : access.length > 0 && rights === 1;
      const isKnown = people === undefined ? scope === undefined || scopes.includes(scope) : people in peopleOnly;
      return isWhole && isKnown ? [] : [nameOf(one)];
    });
    expect(faults).toEqual([]);
  });

  test('stands once in the list', () => {
    const names = routes.map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });

  test('admits a token with its scope, no token with any other, and none with all where it is for people', async () => {
    const http = await testHttp();
    const cookie = await http.signIn('administrator');
    const all = await tokenFor(http, cookie, scopes);
    const alone = new Map<string, string>();
    const without = new Map<string, string>();
    for (const scope of scopes) {
      alone.set(scope, await tokenFor(http, cookie, [scope]));
      without.set(
        scope,
        await tokenFor(
          http,
          cookie,
          scopes.filter((one) => one !== scope),
        ),
      );
    }
    const refusal = async (one: (typeof routes)[number], token = '') => {
      const response = await asked(http, one, token);
      const text = await response.text();
      return response.status === 403 && text.includes('scope-missing') ? text : 'admitted';
    };
    const found: Record<string, unknown> = {};
    const declared: Record<string, unknown> = {};
    for (const one of routes) {
      if (one.access === 'anyone') continue;
      const { scope, people } = one;
      if (scope === undefined) {
        found[nameOf(one)] = await refusal(one, all);
        declared[nameOf(one)] = expect.stringContaining(people === undefined ? 'a reason' : peopleOnly[people]);
      } else {
        found[nameOf(one)] = [await refusal(one, alone.get(scope)), await refusal(one, without.get(scope))];
        declared[nameOf(one)] = ['admitted', expect.stringContaining(scope)];
      }
    }
    expect(Object.keys(found).length).toBeGreaterThan(80);
    expect(found).toEqual(declared);
  });

  test('tells programs in the OpenAPI document what they need, or why they may not', async () => {
    const { ask } = await testHttp();
    const document = (await (await ask('GET', '/api/openapi.json')).json()) as {
      readonly paths: Record<string, Record<string, { readonly description: string; readonly security: object[] }>>;
    };
    const written = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => nameOf({ method, path: path.replaceAll(/\{(\w+)\}/g, ':$1') })),
    );
    expect(written.toSorted()).toEqual(routes.map(nameOf).toSorted());
    for (const one of routes) {
      const told = document.paths[one.path.replaceAll(/:(\w+)/g, '{$1}')]?.[one.method];
      const { scope, people } = one;
      expect(told?.security).toEqual(
        one.access === 'anyone' ? [] : [{ session: [] }, ...(scope === undefined ? [] : [{ token: [scope] }])],
      );
      if (people !== undefined) expect(told?.description).toContain(peopleOnly[people]);
    }
  });
});

test('every scope opens something, and every reason is given somewhere', () => {
  expect(new Set(routes.flatMap(({ scope }) => scope ?? []))).toEqual(new Set(scopes));
  expect(new Set(routes.flatMap(({ people }) => people ?? []))).toEqual(new Set(Object.keys(peopleOnly)));
});

test('the sound in an exported call is for programs that may listen', async () => {
  const http = await testHttp();
  await http.store.journal.append([
    rang('c1', noon),
    { at: noon, event: { type: 'recording-started', callId: 'c1', recordingId: 'r1', captureId: 'p1' } },
  ]);
  await http.store.recordings.saveSealed({
    recordingId: 'r1',
    callId: 'c1',
    path: 'r1.age',
    wrappedIdentity: new Uint8Array(1),
    recipient: 'age1',
    durationMs: 1,
    bytes: 100,
    sha256: 'ab',
    waveform: JSON.stringify({ stepMs: 100, left: [0, 1], right: [0.5, 0] }),
  });
  const cookie = await http.signIn('administrator');
  const asking = async (own: readonly Scope[], query: string) => {
    const token = await tokenFor(http, cookie, own);
    return asked(http, { method: 'get', path: `/api/calls/c1/export?format=vcon${query}` }, token);
  };
  expect((await asking(['recordings:read'], '')).status).toBe(200);
  expect(await codeOf(await asking(['recordings:read'], '&audio=1'))).toBe('scope-missing');
  expect((await http.store.ledger.list('r1')).some(({ action }) => action === 'downloaded')).toBe(false);
  expect((await asking(['recordings:read', 'recordings:listen'], '&audio=1')).status).toBe(200);
});

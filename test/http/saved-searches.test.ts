import { expect, test } from 'vitest';
import type { SavedSearch } from '../../services/http/protocol.ts';
import { codeOf, testHttp } from './support.ts';

test('a search is kept for oneself, and for the roles it is shared with', async () => {
  const { ask, signIn } = await testHttp();
  const [supervisor, auditor, administrator] = await Promise.all(
    ['supervisor', 'auditor', 'administrator'].map(signIn),
  );
  const as = (cookie: string | undefined, body?: unknown) => ({
    cookie: cookie ?? '',
    ...(body === undefined ? {} : { body }),
  });
  const names = async (cookie: string | undefined) =>
    ((await (await ask('GET', '/api/searches', as(cookie))).json()) as readonly SavedSearch[]).map((one) => one.name);
  const own = { name: 'Se van en el menú', query: 'result=menu&leftIn=menu', roles: [] };
  const kept = await ask('POST', '/api/searches', as(supervisor, own));
  expect(kept.status).toBe(201);
  const { id, ...saved } = (await kept.json()) as SavedSearch;
  expect(saved).toMatchObject({ ...own, ownerName: 'supervisor', own: true });
  expect([await names(supervisor), await names(auditor)]).toEqual([['Se van en el menú'], []]);

  const shared = { ...own, name: 'Abandonos', roles: ['auditor'] };
  expect((await ask('PUT', `/api/searches/${id}`, as(supervisor, shared))).status).toBe(200);
  expect([await names(supervisor), await names(auditor)]).toEqual([['Abandonos'], ['Abandonos']]);
  for (const [method, body] of [
    ['PUT', shared],
    ['DELETE', undefined],
  ] as const)
    expect(await codeOf(await ask(method, `/api/searches/${id}`, as(auditor, body)))).toBe('not-found');
  expect(await codeOf(await ask('DELETE', `/api/searches/${id}`, as(administrator)))).toBe('not-found');

  expect((await ask('DELETE', `/api/searches/${id}`, as(supervisor))).status).toBe(204);
  expect([await names(supervisor), await names(auditor)]).toEqual([[], []]);
  expect(await codeOf(await ask('POST', '/api/searches', as(supervisor, { ...own, name: ' ' })))).toBe('input-invalid');
});

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { User } from '../../core/site.ts';
import type { House } from '../house.ts';
import type { SavedSearch } from '../protocol.ts';
import { id, savedSearch, savedSearchBody } from '../schemas.ts';
import { type Route, route } from './route.ts';

const access = ['supervisor', 'auditor', 'administrator'] as const;
const params = z.object({ id });

/** So many of one person; more are a list that nobody reads. */
const LIMIT = 200;

export const savedSearchRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/searches',
    access,
    people: 'own',
    summary: 'Searches for calls that one has kept, and those of others that are shared with one of the own roles.',
    answer: z.array(savedSearch),
    handle: async ({ caller, house }) =>
      (await house.savedSearches.list())
        .filter((one) => maySee(caller.user, one))
        .map((one) => viewOf(caller.user, one)),
  }),
  route({
    method: 'post',
    path: '/api/searches',
    access,
    people: 'own',
    summary: 'Keeps a search; `roles` may use it too.',
    status: 201,
    body: savedSearchBody,
    answer: savedSearch,
    handle: async ({ body, caller, house }) => {
      const own = (await house.savedSearches.list()).filter((one) => one.ownerId === caller.user.id);
      if (own.length >= LIMIT)
        throw new CentralitaError('searches-full', `You keep ${LIMIT} searches: remove one that you do not use.`);
      const { id: ownerId, name: ownerName } = caller.user;
      const kept = { id: `search-${randomUUID()}`, ...body, ownerId, ownerName, createdAt: house.clock() };
      await house.savedSearches.put(kept);
      return viewOf(caller.user, kept);
    },
  }),
  route({
    method: 'put',
    path: '/api/searches/:id',
    access,
    people: 'own',
    summary: 'Changes a search of one’s own: its name, what it looks for, who may use it.',
    params,
    body: savedSearchBody,
    answer: savedSearch,
    handle: async ({ params, body, caller, house }) => {
      const changed = { ...(await ownOf(house, params.id, caller.user)), ...body };
      await house.savedSearches.put(changed);
      return viewOf(caller.user, changed);
    },
  }),
  route({
    method: 'delete',
    path: '/api/searches/:id',
    access,
    people: 'own',
    summary: 'Forgets a search of one’s own; an administrator anybody’s.',
    status: 204,
    params,
    answer: null,
    handle: async ({ params, caller, house }) => {
      await ownOf(house, params.id, caller.user);
      await house.savedSearches.remove(params.id);
    },
  }),
];

type Kept = Omit<SavedSearch, 'own'>;

const maySee = (user: User, one: Kept): boolean =>
  one.ownerId === user.id || one.roles.some((role) => user.roles.includes(role));

const viewOf = (user: User, one: Kept): SavedSearch => ({ ...one, own: one.ownerId === user.id });

/** @throws CentralitaError `not-found`: what one may not change is as unknown as what is not there. */
async function ownOf(house: House, searchId: string, user: User): Promise<Kept> {
  const one = (await house.savedSearches.list()).find(({ id: other }) => other === searchId);
  if (one && (one.ownerId === user.id || (user.roles.includes('administrator') && maySee(user, one)))) return one;
  throw new CentralitaError('not-found', 'There is no such search of yours; it may be removed already.');
}

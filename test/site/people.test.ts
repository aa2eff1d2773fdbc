import { expect, it } from 'vitest';
import type { Agent } from '../../services/core/agent.ts';
import type { Site } from '../../services/core/site.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { people } from '../../services/site/people.ts';
import { keepingLog } from '../http/support.ts';
import { site, testStore } from '../store/support.ts';

async function office() {
  const store = await testStore();
  const world = emptyWorld();
  const ended: string[] = [];
  let left = 0;
  const folk = people({
    users: store.users,
    world: () => world,
    endSessions: async (userId) => {
      ended.push(userId);
    },
    firstPassword: async ({ id }) => (id === 'ana' ? 'hash of ana' : null),
    left: async () => {
      left += 1;
    },
    log: keepingLog(),
  });
  await folk.follow(site);
  const without = (id: string): Site => ({ ...site, users: site.users.filter((one) => one.id !== id) });
  return { ...folk, store, world, ended, left: () => left, without };
}

it('follow the site: new ones are known, those who are gone cannot come back in, and their login is free', async () => {
  const { store, follow, without, ended } = await office();
  expect(await store.users.byLogin('ana')).toMatchObject({ id: 'ana', passwordHash: 'hash of ana' });
  expect(await store.users.byLogin('bruno')).toMatchObject({ passwordHash: '' });
  await store.users.setPassword('bruno', 'own');
  const renamed = {
    ...site,
    users: site.users.map((one) => (one.id === 'bruno' ? { ...one, name: 'Bruno G.' } : one)),
  };
  await follow(renamed);
  expect(await store.users.byLogin('bruno')).toMatchObject({ name: 'Bruno G.', passwordHash: 'own' });
  await follow(without('bruno'));
  expect(ended).toEqual(['bruno']);
  expect(await store.users.byLogin('bruno')).toBeNull();
  // The records go on naming who listened.
  expect(await store.users.byId('bruno')).toMatchObject({ name: 'Bruno G.', roles: [] });
  const other = { id: 'bruno-2', login: 'bruno', name: 'Bruno Dos', roles: ['agent' as const], language: 'es' };
  await follow({ ...without('bruno'), users: [...without('bruno').users, other] });
  expect(await store.users.byLogin('bruno')).toMatchObject({ id: 'bruno-2' });
  await follow(site).catch(() => undefined);
  expect(await store.users.byLogin('bruno')).toMatchObject({ id: 'bruno', passwordHash: '' });
});

it('stay until the end of the call they are in', async () => {
  const { follow, without, look, staying, world, ended, left, store } = await office();
  world.agents.set('bruno', { id: 'bruno', call: 'c1', offer: null, wrapUp: null } as Agent);
  await follow(without('bruno'));
  look();
  expect(ended).toEqual([]);
  expect(staying().map((one) => one.id)).toEqual(['bruno']);
  expect(await store.users.byLogin('bruno')).not.toBeNull();
  world.agents.set('bruno', { id: 'bruno', call: null, offer: null, wrapUp: null } as Agent);
  look();
  expect(staying()).toEqual([]);
  await expect.poll(left).toBe(1);
  expect(ended).toEqual(['bruno']);
});

import { describe, expect, test } from 'vitest';
import { noon, testStore } from './support.ts';

const row = (id: string, destination: string, createdAt: number) => ({
  id,
  recordingId: 'r1',
  callId: 'c1',
  destination,
  destinationType: 'local',
  createdAt,
});

describe('the outbox', () => {
  test('takes a recording to a destination once', async () => {
    const { outbox } = await testStore();
    await outbox.add([row('p1', 'archivo', noon), row('p2', 's3', noon + 1)]);
    await outbox.add([row('p3', 'archivo', noon + 2)]);
    expect((await outbox.list({ recordingId: 'r1' })).map((one) => one.id)).toEqual(['p2', 'p1']);
  });

  test('gives what is due, the longest due first, passes over destinations, and waits for the rest', async () => {
    const { outbox } = await testStore();
    await outbox.add([row('p1', 'a', noon + 2), row('p2', 'b', noon), row('p3', 'c', noon + 1)]);
    expect((await outbox.due(noon + 2, 2)).map((one) => one.id)).toEqual(['p2', 'p3']);
    await outbox.update('p2', { state: 'running', attempts: 1 });
    await outbox.update('p3', { nextAttemptAt: noon + 100, reason: 'refused' });
    expect((await outbox.due(noon + 2, 10)).map((one) => one.id)).toEqual(['p1']);
    expect((await outbox.due(noon + 100, 10)).map((one) => one.id)).toEqual(['p1', 'p3']);
    expect((await outbox.due(noon + 100, 10, ['a'])).map((one) => one.id)).toEqual(['p3']);
    expect(await outbox.nextDue(noon + 2)).toBe(noon + 100);
    expect(await outbox.nextDue(noon + 100)).toBe(null);
  });

  test('makes due what a crash cut off and what waits too long', async () => {
    const { outbox } = await testStore();
    await outbox.add([row('p1', 'a', noon), row('p2', 'b', noon + 900), row('p3', 'c', noon)]);
    await outbox.update('p1', { state: 'running', nextAttemptAt: null });
    await outbox.update('p3', { state: 'dead', nextAttemptAt: null });
    await outbox.makeDue(noon, ['running', 'waiting']);
    expect((await outbox.due(noon, 10)).map((one) => one.id)).toEqual(['p1', 'p2']);
  });

  test('counts by destination and state', async () => {
    const { outbox } = await testStore();
    await outbox.add([row('p1', 'a', noon), row('p2', 'b', noon)]);
    await outbox.update('p1', { state: 'published', bytes: 5, publishedAt: noon + 1 });
    expect(await outbox.counts()).toEqual([
      { destination: 'a', state: 'published', rows: 1, bytes: 5, lastPublishedAt: noon + 1 },
      { destination: 'b', state: 'waiting', rows: 1, bytes: 0, lastPublishedAt: null },
    ]);
  });

  test('writes what a change names, null included, and leaves the rest', async () => {
    const { outbox } = await testStore();
    await outbox.add([row('p1', 'a', noon)]);
    await outbox.update('p1', { state: 'dead', reason: 'no such bucket', attempts: 10, nextAttemptAt: null });
    await outbox.update('p1', {});
    expect(await outbox.list({ state: 'dead' })).toEqual([
      {
        id: 'p1',
        recordingId: 'r1',
        callId: 'c1',
        destination: 'a',
        destinationType: 'local',
        state: 'dead',
        attempts: 10,
        nextAttemptAt: null,
        location: null,
        publishedAt: null,
        bytes: null,
        sha256: null,
        reason: 'no such bucket',
        createdAt: noon,
        prepared: null,
      },
    ]);
    expect(await outbox.list({ state: 'waiting' })).toEqual([]);
  });
});

describe('cursors and the access log', () => {
  test('a job begins at 0 and goes on where it was', async () => {
    const { cursors } = await testStore();
    expect(await cursors.get('sealer')).toBe(0);
    await cursors.set('sealer', 7);
    await cursors.set('sealer', 9);
    expect(await cursors.get('sealer')).toBe(9);
    expect(await cursors.get('publisher')).toBe(0);
  });
});

describe('users', () => {
  const ana = { id: 'ana', login: 'ana', name: 'Ana', roles: ['agent'], language: 'es', phone: 'browser' } as const;

  test('are found by login and id, and changed in place', async () => {
    const { users } = await testStore();
    await users.upsert({ ...ana, passwordHash: 'one' });
    await users.upsert({ ...ana, name: 'Ana Ruiz', passwordHash: 'two' });
    expect(await users.byLogin('ana')).toEqual({ ...ana, name: 'Ana Ruiz', passwordHash: 'two' });
    expect(await users.byId('ana')).toEqual({ ...ana, name: 'Ana Ruiz' });
    expect(await users.byLogin('nobody')).toBeNull();
  });

  test('have sessions until these are removed or expire', async () => {
    const { users } = await testStore();
    await users.upsert({ ...ana, passwordHash: 'one' });
    await users.addSession({ id: 's1', userId: 'ana', expiresAt: 10, tokenHash: 'h1' });
    await users.addSession({ id: 's2', userId: 'ana', expiresAt: 20, tokenHash: 'h2' });
    expect(await users.sessionByTokenHash('h1')).toEqual({ id: 's1', userId: 'ana', expiresAt: 10 });
    await users.removeExpiredSessions(10);
    expect(await users.sessionByTokenHash('h1')).toBeNull();
    await users.removeSession('s2');
    expect(await users.sessionByTokenHash('h2')).toBeNull();
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beside, verified } from './dialect.ts';
import { fact, noon, rang, temporaryFolder, testStore } from './support.ts';

const by = { kind: 'person', userId: 'alba' } as const;
const capture = { callId: 'c1', recordingId: 'r1', captureId: 'k1' };
const sealed = { callId: 'c1', recordingId: 'r1', durationMs: 9_000, bytes: 50_000, sha256: 'ab' };

/** A file with a ledger of six entries. */
async function filled() {
  const file = join(temporaryFolder(), 'centralita.db');
  const store = await testStore({ file });
  await store.journal.append([
    rang('c1', noon),
    fact(noon + 1, { type: 'recording-started', ...capture }),
    fact(noon + 2, { type: 'recording-paused', ...capture, by: { kind: 'person', userId: 'ana' } }),
    fact(noon + 3, { type: 'recording-resumed', ...capture, by: { kind: 'system' } }),
    fact(noon + 4, { type: 'recording-sealed', ...sealed }),
  ]);
  await store.ledger.append({ at: noon + 5, recordingId: 'r1', action: 'played', by, from: '10.0.0.7' });
  await store.ledger.append({
    at: noon - 60_000,
    recordingId: 'r1',
    action: 'downloaded',
    by,
    from: '10.0.0.7',
    details: { format: 'wav', none: undefined },
  });
  return { file, store };
}

/** Does something to the closed file that no program of ours does. */
async function tampered(sql: string) {
  const { file, store } = await filled();
  const head = await store.ledger.head();
  await store.close();
  await beside(file, sql);
  return { file, head: head ?? { seq: 0, hash: '' } };
}

const kinds = (verdict: Awaited<ReturnType<typeof verified>>) => verdict.faults.map((one) => `${one.kind} ${one.seq}`);

describe('the ledger', () => {
  test('has what the journal tells of a recording and what people did with it, in order', async () => {
    const { file, store } = await filled();
    const list = await store.ledger.list('r1');
    expect(list.map(({ action, actor, address }) => `${action} ${actor} ${address}`)).toEqual([
      'created system ',
      'paused person:ana ',
      'resumed system ',
      'sealed system ',
      'played person:alba 10.0.0.7',
      'downloaded person:alba 10.0.0.7',
    ]);
    expect(list[3]?.details).toBe('{"bytes":50000,"callId":"c1","durationMs":9000,"event":5,"sha256":"ab"}');
    expect(list[5]?.details).toBe('{"format":"wav"}');
    expect(await store.ledger.list('r2')).toEqual([]);
    // The clock was set back before the last one: the order is that of the entries.
    expect(list.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await verified(file)).toMatchObject({ entries: 6, faults: [], head: { seq: 6, hash: list[5]?.hash } });
  });

  test('tells who listened, by name', async () => {
    const { store } = await filled();
    await store.users.upsert({
      id: 'alba',
      login: 'alba',
      name: 'Alba Mora',
      roles: ['auditor'],
      language: 'es',
      passwordHash: 'x',
    });
    const row = { userId: 'alba', userName: 'Alba Mora', address: '10.0.0.7' };
    expect(await store.ledger.accesses('r1')).toEqual([
      { ...row, at: noon + 5, action: 'listened' },
      { ...row, at: noon - 60_000, action: 'downloaded' },
    ]);
  });

  test('takes in nothing twice when projections are rebuilt', async () => {
    const { file, store } = await filled();
    await store.rebuildAll();
    expect(await verified(file)).toMatchObject({ entries: 6, faults: [] });
  });

  test('takes in the events of a journal that is older than it', async () => {
    const { file, store } = await filled();
    await store.close();
    await beside(file, "delete from ledger; delete from projections where name = 'ledger'");
    const again = await testStore({ file });
    expect((await again.ledger.list('r1')).map(({ action }) => action)).toEqual([
      'created',
      'paused',
      'resumed',
      'sealed',
    ]);
  });

  test('an event and its entry are written together, or neither', async () => {
    const { file, store } = await filled();
    const failing = [fact(noon, { type: 'recording-sealed', ...sealed }), rang('c1', noon)];
    await expect(store.journal.append(failing)).rejects.toThrow();
    expect((await verified(file)).entries).toBe(6);
  });
});

describe('verification', () => {
  const columns = ['at', 'recording_id', 'action', 'actor', 'address', 'details', 'previous', 'hash'];
  test.each(columns)('sees that %s of an entry was edited', async (column) => {
    const { file } = await tampered(
      `update ledger set ${column} = ${column === 'at' ? 'at + 1' : `${column} || 'x'`} where seq = 3`,
    );
    expect(kinds(await verified(file)).length).toBeGreaterThan(0);
    expect((await verified(file)).faults[0]?.seq).toBe(3);
  });

  test('sees an entry that was deleted', async () => {
    const { file } = await tampered('delete from ledger where seq in (2, 3)');
    expect((await verified(file)).faults[0]?.sentence).toMatch(/Entries 2 to 3 are missing/);
  });

  test('sees an entry that was deleted and its gap closed', async () => {
    const { file } = await tampered('delete from ledger where seq = 3; update ledger set seq = seq - 1 where seq > 3');
    expect(kinds(await verified(file))).toContain('broken 3');
  });

  test('sees two entries that changed places', async () => {
    const { file } = await tampered(
      'update ledger set seq = 99 where seq = 3; update ledger set seq = 3 where seq = 4; update ledger set seq = 4 where seq = 99',
    );
    expect(kinds(await verified(file))).toEqual(expect.arrayContaining(['broken 3', 'changed 3', 'changed 4']));
  });

  test('sees by an anchor that the end was cut off', async () => {
    const { file, head } = await tampered('delete from ledger where seq > 4');
    expect((await verified(file)).faults).toEqual([]);
    expect(kinds(await verified(file, [head]))).toEqual(['tail-missing 5']);
    expect((await verified(file, [head])).faults[0]?.sentence).toMatch(/ends with entry 4, and entry 6 was anchored/);
  });

  test('sees by an anchor that all of it was written anew', async () => {
    const { file, head } = await tampered('delete from ledger');
    const other = await testStore({ file });
    for (let n = 0; n < 8; n += 1)
      await other.ledger.append({ at: noon, recordingId: 'r9', action: 'played', by, from: '' });
    expect((await verified(file)).faults).toEqual([]);
    expect(kinds(await verified(file, [head]))).toEqual(['rewritten 6']);
  });

  test('finds nothing wrong by an anchor of an earlier moment', async () => {
    const { file, store } = await filled();
    const [, second] = await store.ledger.list('r1');
    expect((await verified(file, second === undefined ? [] : [second])).faults).toEqual([]);
  });
});

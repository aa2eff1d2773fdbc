import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { searchCalls } from '../../services/store/call-search.ts';
import { openSqlite, type Read, types } from '../../services/store/database.ts';
import { migrate } from '../../services/store/migrate.ts';
import { migrations } from '../../services/store/migrations/index.ts';
import { readLedger } from '../../services/store/read-ledger.ts';
import { beside } from './dialect.ts';
import { ended, fact, key, noon, rang, step, temporaryFolder, testStore } from './support.ts';

describe('a journal in a SQLite file', () => {
  test('says so when another controller writes it', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const one = await testStore({ file });
    const other = await testStore({ file });
    await one.journal.append([rang('c1', noon)]);
    await expect(other.journal.append([rang('c2', noon)])).rejects.toMatchObject({ code: 'journal-taken' });
  });

  test('flushes each commit to the disk', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const database = await openSqlite(file);
    const pragma = async (name: string) =>
      (
        await database.query
          .selectFrom(`pragma_${name}` as 'events')
          .selectAll()
          .execute()
      )[0];
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    await database.close();
  });
});

describe('a ledger in a SQLite file', () => {
  test('keeps its numbers when a program beside it writes too', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const store = await testStore({ file });
    const other = await testStore({ file });
    const by = { kind: 'person', userId: 'alba' } as const;
    await store.ledger.append({ at: noon, recordingId: 'r1', action: 'played', by, from: '' });
    await other.ledger.append({ at: noon, recordingId: 'r2', action: 'played', by, from: '' });
    const sealed = { callId: 'c1', recordingId: 'r1', durationMs: 9_000, bytes: 50_000, sha256: 'ab' };
    await store.journal.append([fact(noon, { type: 'recording-sealed', ...sealed })]);
    expect(readLedger(file)).toMatchObject({ entries: 3, faults: [] });
  });

  test('takes in the access log of an earlier version', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const at = migrations.findIndex(({ name }) => name === 'ledger');
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new BetterSqlite3(file) }) });
    await migrate(old, types, migrations.slice(0, at));
    await old.destroy();
    const sqlite = new BetterSqlite3(file);
    const add = sqlite.prepare(
      'insert into access_log (at, user_id, recording_id, action, address) values (?, ?, ?, ?, ?)',
    );
    add.run(noon, 'alba', 'r1', 'listened', '10.0.0.7');
    add.run(noon + 1, 'sonia', 'r1', 'downloaded', '10.0.0.8');
    sqlite.close();
    const store = await testStore({ file });
    expect((await store.ledger.list('r1')).map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'played person:alba',
      'downloaded person:sonia',
    ]);
    expect(readLedger(file)).toMatchObject({ entries: 2, faults: [] });
  });
});

test('a search misses no call that the index takes in, or that changes, while it looks', async () => {
  const file = join(temporaryFolder(), 'centralita.db');
  const store = await testStore({ file });
  const calls = ['c1', 'c2', 'c3'];
  for (const [n, id] of calls.entries()) {
    const at = noon + n * 60_000;
    const end = ended(id, at + 9_000, 'menu');
    await store.journal.append([rang(id, at), step(id, at, 'menu'), key(id, at + 500, '2'), end]);
  }
  const database = await openSqlite(file);
  onTestFinished(() => database.close());
  const foundWhile = async (change: () => Promise<unknown>) => {
    let reads = 0;
    const read: Read = async (statement) => {
      reads += 1;
      if (reads === 2) await change();
      return database.read(statement);
    };
    return (await searchCalls({ ...database, read }, { key: '2' }, 10)).map(({ id }) => id).toSorted();
  };
  expect(await foundWhile(() => store.indexNow())).toEqual(calls);
  expect(await foundWhile(async () => beside(file, 'update calls set indexed = 0'))).toEqual(calls);
});

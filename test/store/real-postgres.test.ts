import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPostgres } from '../../services/store/postgres/database.ts';
import { openStore } from '../../services/store/store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { beside, placeOf, storesOn, verified } from './dialect.ts';
import { ended, noon, rang, site, temporaryFolder, testStore } from './support.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ durable: true });
  await storesOn(server);
});
afterAll(() => server.stop());

const aFile = () => join(temporaryFolder(), 'centralita.db');
const opening = (url: string, waitMs = 0) =>
  openPostgres({ url, snapshots: join(temporaryFolder(), 'snapshots'), lost: () => undefined, waitMs });
const addressOf = async (file: string) => (await placeOf(file)).postgres ?? '';

/** A store, and what it says when its connection is lost. */
async function watched(file: string) {
  let tell: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    tell = resolve;
  });
  const store = await testStore({ file, lost: (error) => tell(error) });
  return { ...store, lost };
}

describe('a PostgreSQL database that cannot be used', () => {
  test('is told in a sentence that says what to do, without its password', async () => {
    const nowhere = server.url('postgres').replace(`:${server.port}/`, ':1/');
    for (const [url, code, sentence] of [
      [nowhere, 'database-unreachable', /postgres on 127\.0\.0\.1:1: it cannot be reached/],
      [server.url('postgres', 'wrong-password'), 'database-refused', /the password is wrong/],
      [server.url('none'), 'database-missing', /none on 127\.0\.0\.1:\d+: there is no such database/],
    ] as const) {
      const error = await opening(url).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) });
      expect(error?.message).not.toMatch(/secret-of|wrong-password/);
    }
  });

  test('is refused when a newer version wrote it', async () => {
    const file = aFile();
    await (await testStore({ file })).close();
    await beside(file, "insert into migrations (number, name) values (999, 'of tomorrow')");
    await expect(opening(await addressOf(file))).rejects.toMatchObject({ code: 'database-newer' });
  });

  test('is refused while another controller writes it, and free when that one ends', async () => {
    const file = aFile();
    const first = await testStore({ file });
    await expect(opening(await addressOf(file))).rejects.toMatchObject({
      code: 'database-taken',
      message: expect.stringMatching(/Another controller uses .*stop it first/),
    });
    await first.journal.append([rang('c1', noon)]);
    await first.close();
    await (await opening(await addressOf(file))).close();
  });

  test('has room for several centres, each in a schema', async () => {
    const file = aFile();
    const url = await addressOf(file);
    await beside(file, 'create schema one; create schema other');
    const stores = await Promise.all(
      ['one', 'other'].map((schema) =>
        openStore({
          file: aFile(),
          postgres: `${url}?options=-csearch_path%3D${schema}`,
          site: () => site,
          promptText: (key) => key,
        }),
      ),
    );
    for (const [index, { journal, close }] of stores.entries()) {
      for (let call = 0; call <= index; call += 1) await journal.append([rang(`c${call}`, noon)]);
      expect(await journal.lastSeq()).toBe(index + 1);
      await close();
    }
  });

  test('is refused when it is new and the calls are in the data folder', async () => {
    const file = aFile();
    const { postgres } = await placeOf(file);
    writeFileSync(file, '');
    const opened = openStore({ file, postgres, site: () => site, promptText: (key) => key });
    await expect(opened).rejects.toMatchObject({ code: 'database-other' });
  });
});

describe('a journal on PostgreSQL', () => {
  test('is on the disk before it is acknowledged', async () => {
    const file = aFile();
    const url = await addressOf(file);
    // Whatever the server does by itself.
    await beside(file, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
    const database = await opening(url);
    const asked = 'select current_setting($$synchronous_commit$$) as committed';
    const first = { sql: asked, parameters: [] };
    await database.apart({
      first,
      more: () => [first],
      write: (...rows) => {
        expect(rows).toEqual([[{ committed: 'on' }], [[{ committed: 'on' }]]]);
        return [];
      },
    });
    await database.close();
  });

  test('has all that was acknowledged after the server lost its power, and its numbers go on', async () => {
    const file = aFile();
    const { journal, lost } = await watched(file);
    let acknowledged = 0;
    const appending = (async () => {
      for (let call = 1; ; call += 1) {
        const [recorded] = await journal.append([rang(`c${call}`, noon + call)]);
        acknowledged = recorded?.seq ?? 0;
      }
    })();
    appending.catch(() => undefined);
    await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(20);
    await server.kill();
    await expect(appending).rejects.toMatchObject({ code: 'database-lost' });
    expect(await lost).toMatchObject({ code: 'database-lost' });
    // What is lost stays so: nothing is written behind the back of whoever begins again.
    await server.start();
    await expect(journal.append([rang('late', noon)])).rejects.toMatchObject({ code: 'database-lost' });
    const again = await testStore({ file });
    const kept = await again.journal.read(0, 100_000);
    expect(kept.length - acknowledged).toBeOneOf([0, 1]);
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
    const [next] = await again.journal.append([rang('next', noon)]);
    expect(next?.seq).toBe(kept.length + 1);
  }, 60_000);

  test('that is cut off from its session ends, and lets the next one in', async () => {
    const file = aFile();
    const { journal, lost } = await watched(file);
    await journal.append([rang('c1', noon)]);
    await beside(
      file,
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    );
    expect(await lost).toMatchObject({ code: 'database-lost' });
    const again = await testStore({ file });
    expect(await again.journal.lastSeq()).toBe(1);
  });

  test('that gets no answer counts as lost, and the server soon lets the next one in', async () => {
    const file = aFile();
    const url = await addressOf(file);
    const other = new Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('begin; lock table cursors in access exclusive mode');
    let tell: (error: Error) => void = () => undefined;
    const lost = new Promise<Error>((resolve) => {
      tell = resolve;
    });
    const snapshots = join(temporaryFolder(), 'snapshots');
    const database = await openPostgres({ url, snapshots, lost: (error) => tell(error), answerMs: 300 });
    const written = database.write([{ sql: "insert into cursors (name, seq) values ('x', ?)", parameters: [1] }]);
    await expect(written).rejects.toMatchObject({ code: 'database-lost', message: expect.stringMatching(/no answer/) });
    expect(await lost).toMatchObject({ code: 'database-lost' });
    // The statement of the one before still waits.
    const next = await opening(url, 15_000);
    await other.query('rollback');
    expect(await next.query.selectFrom('cursors').selectAll().execute()).toEqual([]);
    await next.close();
  }, 40_000);

  test('takes in what no text of PostgreSQL may have', async () => {
    const { journal, calls } = await testStore();
    await journal.append([rang('c1', noon, { callerName: 'Luis\0\ud800 (x)' })]);
    expect((await calls.detail('c1'))?.call.callerName).toBe('Luis\ufffd\ufffd (x)');
  });

  test('has snapshots beside, from which a start goes on', async () => {
    const file = aFile();
    const before = await testStore({ file });
    await before.journal.append(Array.from({ length: 40 }, (_, index) => rang(`c${index}`, noon + index)));
    await before.journal.saveSnapshot(40);
    await before.close();
    const { journal } = await testStore({ file });
    const kept = await journal.loadSnapshot();
    expect(kept?.seq).toBe(40);
    expect(kept?.world.calls.size).toBe(40);
  });
});

test('the chain of the ledger has the same bytes as elsewhere, whatever stands in it', async () => {
  const file = aFile();
  const store = await testStore({ file });
  const by = { kind: 'person', userId: 'alba' } as const;
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const texts = fc.sample(fc.tuple(text, text, text), { numRuns: 100, seed: 7 });
  const strange = ['"\\/\b\f\n\r\t', '\u0001\u001f\u007f\u0080', '\u2028\u2029', '€ñ打😀', "<&>'", ''];
  for (const [recordingId, from, note] of [...texts, ...strange.map((one) => [one, one, one] as const)])
    await store.ledger.append({ at: noon, recordingId, action: 'noted', by, from, details: { note } });
  expect(await verified(file)).toMatchObject({ entries: 106, faults: [] });
});

test('a search finds what few calls have among many that are newer', async () => {
  const file = aFile();
  const store = await testStore({ file });
  const call = (id: string, change: object = {}) => [rang(id, noon, change), ended(id, noon + 1_000, 'menu')];
  await store.journal.append([
    ...call('first', { serviceId: 'otra' }),
    ...call('plain'),
    ...call('english', { callerName: 'x' }),
  ]);
  await beside(file, "update calls set queue_id = 'general', indexed = 0 where id = 'english'");
  await store.indexNow();
  // Both once more, 11,000 times and every hundredth time, later; as the index would have them.
  const columns = await beside<{ name: string }>(
    file,
    "select column_name as name from information_schema.columns where table_name = 'calls' order by ordinal_position",
  );
  const change: Readonly<Record<string, string>> = { n: 'calls.n + 1024 * s', id: "'later-' || s" };
  const times =
    "cross join generate_series(1, 11000) as s where calls.id = case when s % 100 = 0 then 'english' else 'plain' end";
  await beside(
    file,
    `insert into call_terms select calls.n + 1024 * s, terms from call_terms join calls using (n) ${times};
    insert into calls select ${columns.map(({ name }) => change[name] ?? `calls.${name}`).join(', ')} from calls ${times}`,
  );
  const idsOf = async (search: object) => {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await store.calls.search({ ...search, limit: 50, ...(cursor === '' ? {} : { cursor }) });
      found.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    }
    return found;
  };
  const hundredths = Array.from({ length: 110 }, (_, at) => `later-${11_000 - at * 100}`);
  expect(await idsOf({ service: 'otra' })).toEqual(['first']);
  expect(await idsOf({ queue: 'general' })).toEqual([...hundredths, 'english']);
  expect(await idsOf({ queue: 'general', service: 'otra' })).toEqual([]);
});

test('a store that was closed is closed', async () => {
  const store = await testStore();
  onTestFinished(() => store.close());
  await store.close();
  await expect(store.journal.append([rang('c1', noon)])).rejects.toThrow();
});

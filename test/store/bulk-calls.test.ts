import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { projections } from '../../services/store/projections/index.ts';
import { openStore } from '../../services/store/store.ts';
import { benchSite, buildCalls } from '../bench/calls/build.ts';
import { temporaryFolder } from './support.ts';

const tables = projections.flatMap((one) => one.tables);

function rowsOf(file: string) {
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const rows = tables.map((table) => [
    table,
    sqlite
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  ]);
  sqlite.close();
  return Object.fromEntries(rows) as Readonly<Record<string, readonly string[]>>;
}

test('calls that the benchmark copies have the rows that their events would have given', async () => {
  const file = join(temporaryFolder(), 'centralita.db');
  const options = { file, site: benchSite, promptText: (key: string) => key };
  const built = await buildCalls(options, { templates: 60, copies: 4, seed: 7 });
  const copied = rowsOf(file);
  expect(copied.calls).toHaveLength(300);
  expect(copied.call_steps?.length).toBeGreaterThan(1_000);
  const store = await openStore(options);
  expect(await store.journal.lastSeq()).toBe(built.events);
  const search = { step: 'menu', key: '1', minWait: 5 };
  const found = (await store.calls.search(search)).rows;
  expect(found.length).toBeGreaterThan(20);
  await store.rebuildAll();
  expect((await store.calls.search(search)).rows).toEqual(found);
  await store.close();
  expect(rowsOf(file)).toEqual(copied);
});

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openSqlite, types } from '../../services/store/database.ts';
import { migrate } from '../../services/store/migrate.ts';
import { migrations } from '../../services/store/migrations/index.ts';
import type { Migration } from '../../services/store/migrations/migration.ts';
import { temporaryFolder } from './support.ts';

function memory() {
  const sqlite = new BetterSqlite3(':memory:');
  return { sqlite, kysely: new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) }) };
}

describe('migrations', () => {
  test('run once each, in order', async () => {
    const { sqlite, kysely } = memory();
    await migrate(kysely, types, migrations.slice(0, 2));
    await migrate(kysely, types);
    await migrate(kysely, types);
    const rows = sqlite.prepare('select number, name from migrations order by number').all();
    expect(rows).toEqual(migrations.map((one, index) => ({ number: index + 1, name: one.name })));
  });

  test('leave nothing of one that fails', async () => {
    const { sqlite, kysely } = memory();
    const broken: Migration = {
      name: 'broken',
      up: async ({ schema }) => {
        await schema.createTable('half').addColumn('id', 'text').execute();
        throw new Error('no more');
      },
    };
    await expect(migrate(kysely, types, [...migrations, broken])).rejects.toThrow('no more');
    expect(sqlite.prepare("select name from sqlite_master where name = 'half'").all()).toEqual([]);
    await migrate(kysely, types);
  });

  test('refuse a database of a newer version with a sentence', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    await (await openSqlite(file)).close();
    const sqlite = new BetterSqlite3(file);
    sqlite.prepare("insert into migrations (number, name) values (999, 'of tomorrow')").run();
    sqlite.close();
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining('start the newer program'),
    });
  });
});

describe('a database that cannot be used', () => {
  test('that is no database is told in a sentence', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    writeFileSync(file, 'this is a text, long enough to be taken for a header of a database file');
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'database-unusable' });
  });

  test('whose place is taken by a folder is told in a sentence', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    mkdirSync(file);
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'database-unusable' });
  });

  test('makes its folder for itself only', async () => {
    const folder = join(temporaryFolder(), 'data');
    await (await openSqlite(join(folder, 'centralita.db'))).close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

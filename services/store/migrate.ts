import { type Kysely, sql } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import { migrations } from './migrations/index.ts';
import type { ColumnTypes, Migration } from './migrations/migration.ts';

export type { ColumnTypes } from './migrations/migration.ts';

/**
 * Brings the tables up to date, each migration in its own transaction together with the note that it was done.
 * @throws CentralitaError `database-newer` when the database was written by a newer version of the program.
 */
export async function migrate<T>(
  database: Kysely<T>,
  types: ColumnTypes,
  known: readonly Migration[] = migrations,
): Promise<void> {
  await sql`create table if not exists migrations (number integer primary key, name text not null)`.execute(database);
  const last = await sql<{ number: number | null }>`select max(number) as number from migrations`.execute(database);
  const done = Number(last.rows[0]?.number ?? 0);
  const newest = known.length;
  if (done > newest) {
    throw new CentralitaError(
      'database-newer',
      `The database is of version ${done} and this program knows up to ${newest}: start the newer program, or restore the backup made before the upgrade.`,
    );
  }
  for (const [index, migration] of known.entries()) {
    const number = index + 1;
    if (number <= done) continue;
    await database.transaction().execute(async (transaction) => {
      await migration.up(transaction, types, (statement) => statement.execute(transaction));
      await sql`insert into migrations (number, name) values (${number}, ${migration.name})`.execute(transaction);
    });
  }
}

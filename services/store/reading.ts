import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Place } from './database.ts';
import type { Schema } from './schema.ts';

/** The tables of a database that somebody else writes, to be read beside them. `destroy` lets go of it. */
export async function readingOf(place: Place): Promise<Kysely<Schema>> {
  if ('postgres' in place) {
    const { readingPostgres } = await import('./postgres/reading.ts');
    return readingPostgres(place.postgres);
  }
  const sqlite = new BetterSqlite3(place.sqlite, { readonly: true, timeout: 5_000 });
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
}

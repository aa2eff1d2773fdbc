import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import { checkpoints } from './checkpoints.ts';
import { databaseError } from './database-error.ts';
import { type ColumnTypes, migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

/** A statement ready to run, as Kysely compiles it for the dialect. */
export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] };

/**
 * What the store asks queries with. A Kysely transaction spans turns of the event loop and would take in the appends of
 * the engine on the same connection, so it is not offered: several writes in one transaction are `Database.write`.
 */
export type Query = Pick<Kysely<Schema>, 'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'fn'>;

/**
 * The database behind the store: the seam where another dialect goes in. PostgreSQL needs an `openPostgres` that answers
 * this type: its Kysely dialect with `bigint` read as a number, its column types, and `write` as `begin … commit` on one
 * pooled client.
 */
export type Database = {
  readonly query: Query;
  /** Runs the statements in order in one transaction; durable when it resolves, nothing of it happened when it rejects. */
  readonly write: (statements: readonly Statement[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** SQLite's own choice. */
const OWN_CHECKPOINT_PAGES = 1_000;

const types: ColumnTypes = { sequence: 'integer', bytes: 'blob' };

/**
 * Opens (or makes) the SQLite file and brings its tables up to date.
 * @throws CentralitaError `database-unusable`, `database-newer`, `disk-full`.
 */
export async function openSqlite(file: string): Promise<Database> {
  const sqlite = openFile(file);
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
  try {
    await migrate(kysely, types);
  } catch (error) {
    await kysely.destroy();
    throw databaseError(error, file);
  }
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const run = (statement: Statement) => {
    let ready = prepared.get(statement.sql);
    if (ready === undefined) {
      ready = sqlite.prepare(statement.sql);
      prepared.set(statement.sql, ready);
    }
    ready.run(...statement.parameters);
  };
  const inTransaction = sqlite.transaction((statements: readonly Statement[]) => {
    for (const one of statements) run(one);
  }).immediate;
  const copying = checkpoints(
    file,
    () => sqlite.pragma('wal_checkpoint(PASSIVE)'),
    // Then SQLite does it by itself again, within a commit, which says what is wrong.
    () => sqlite.pragma(`wal_autocheckpoint = ${OWN_CHECKPOINT_PAGES}`),
  );
  if (file !== ':memory:') sqlite.pragma('wal_autocheckpoint = 0');
  let open = true;
  return {
    query: kysely,
    write: async (statements) => {
      try {
        inTransaction(statements);
        if (file !== ':memory:') copying.committed(statements.length);
      } catch (error) {
        throw databaseError(error, file);
      }
    },
    close: async () => {
      if (!open) return;
      open = false;
      await copying.close();
      await kysely.destroy();
    },
  };
}

function openFile(file: string): BetterSqlite3.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
    const mode = sqlite.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal' && file !== ':memory:') {
      sqlite.close();
      throw new CentralitaError(
        'database-unusable',
        `The database ${file} cannot use a write-ahead log there; put the data folder on a local disk.`,
      );
    }
    // FULL: the log is flushed at each commit, so a committed event survives a power cut.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    return sqlite;
  } catch (error) {
    throw databaseError(error, file);
  }
}

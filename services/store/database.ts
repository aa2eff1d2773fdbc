import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import { checkpoints } from './checkpoints.ts';
import { databaseError } from './database-error.ts';
import { HASH_FUNCTION, hashFunction } from './ledger.ts';
import { type ColumnTypes, migrate } from './migrate.ts';
import { prepared } from './prepared.ts';
import { reader } from './reader.ts';
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
  /** Where it lies, for those who read it beside; null when it is in memory only. */
  readonly file: string | null;
  readonly query: Query;
  /** Runs the statements in order in one transaction; durable when it resolves, nothing of it happened when it rejects. */
  readonly write: (statements: readonly Statement[]) => Promise<void>;
  /**
   * Reads and then writes in one transaction that nothing comes between. Short work only: everybody waits for it.
   * @throws what `work` throws; nothing of it happened then.
   */
  readonly apart: (work: (read: Read) => readonly Statement[]) => void;
  /** Rows of one statement, read beside the work of the engine. */
  readonly read: <T>(statement: Statement) => Promise<readonly T[]>;
  readonly close: () => Promise<void>;
};

/** SQLite's own choice. */
const OWN_CHECKPOINT_PAGES = 1_000;

export type Read = <T>(statement: Statement) => readonly T[];

/** As SQLite has them. */
export const types: ColumnTypes = {
  sequence: 'integer',
  bytes: 'blob',
  clustered: sql`without rowid`,
  // No copy of the terms, no positions: only which calls have a term.
  terms: (name) =>
    sql`create virtual table ${sql.ref(name)} using fts5(terms, content='', contentless_delete=1, detail=none, tokenize="unicode61 tokenchars '_'")`,
};

/**
 * Opens (or makes) the SQLite file and brings its tables up to date.
 * @throws CentralitaError `database-unusable`, `database-newer`, `disk-full`.
 */
export async function openSqlite(file: string): Promise<Database> {
  const sqlite = openFile(file);
  const ready = prepared(sqlite);
  const connection = { prepare: ready, close: () => sqlite.close() };
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) });
  try {
    await migrate(kysely, types);
  } catch (error) {
    await kysely.destroy();
    throw databaseError(error, file);
  }
  const run = (statement: Statement) => ready(statement.sql).run(...statement.parameters);
  const readNow: Read = <T>(statement: Statement) => ready(statement.sql).all(...statement.parameters) as T[];
  const inTransaction = sqlite.transaction((statements: readonly Statement[]) => {
    for (const one of statements) run(one);
  }).immediate;
  const inFile = file !== ':memory:';
  const beside = reader(file);
  const copying = checkpoints(
    file,
    () => sqlite.pragma('wal_checkpoint(PASSIVE)'),
    // Then SQLite does it by itself again, within a commit, which says what is wrong.
    () => sqlite.pragma(`wal_autocheckpoint = ${OWN_CHECKPOINT_PAGES}`),
  );
  if (inFile) sqlite.pragma('wal_autocheckpoint = 0');
  const apart = sqlite.transaction((work: (read: Read) => readonly Statement[]) => {
    for (const one of work(readNow)) run(one);
  }).immediate;
  let open = true;
  return {
    file: inFile ? file : null,
    query: kysely,
    write: async (statements) => {
      try {
        inTransaction(statements);
        if (inFile) copying.committed(statements.length);
      } catch (error) {
        throw databaseError(error, file);
      }
    },
    apart: (work) => {
      try {
        apart(work);
      } catch (error) {
        throw databaseError(error, file);
      }
    },
    read: async <T>(statement: Statement) => {
      try {
        return await (inFile ? beside.read<T>(statement) : readNow<T>(statement));
      } catch (error) {
        throw databaseError(error, file);
      }
    },
    close: async () => {
      if (!open) return;
      open = false;
      await Promise.all([copying.close(), beside.close()]);
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
    sqlite.function(
      HASH_FUNCTION,
      { deterministic: true, varargs: true },
      hashFunction as (...all: unknown[]) => unknown,
    );
    return sqlite;
  } catch (error) {
    throw databaseError(error, file);
  }
}

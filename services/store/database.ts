import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type Expression, Kysely, type SqlBool, SqliteDialect, sql } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import type { Asked } from './call-terms.ts';
import { checkpoints } from './checkpoints.ts';
import { databaseError } from './database-error.ts';
import { HASH_FUNCTION, hashFunction } from './ledger.ts';
import { type ColumnTypes, migrate } from './migrate.ts';
import { prepared } from './prepared.ts';
import { reader } from './reader.ts';
import type { Schema } from './schema.ts';
import { snapshotFolder } from './snapshot-files.ts';
import { sqliteTerms } from './sqlite-terms.ts';

/** A statement ready to run, as Kysely compiles it for the dialect. */
export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] };

/**
 * What the store asks queries with. A Kysely transaction spans turns of the event loop and would take in the appends of
 * the engine on the same connection, so it is not offered: several writes in one transaction are `Database.write`.
 */
export type Query = Pick<Kysely<Schema>, 'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'fn'>;

/** Where a thread beside finds the database: a SQLite file, or the address of a PostgreSQL database. */
export type Place = { readonly sqlite: string } | { readonly postgres: string };

/**
 * The database behind the store: SQLite here, PostgreSQL in `postgres/database.ts`. Statements are the same for both; `?`
 * stands for a parameter.
 */
export type Database = {
  /** Where it lies and where its snapshots do, for those who work beside; null when it is in memory only. */
  readonly beside: { readonly place: Place; readonly snapshots: string } | null;
  readonly query: Query;
  /**
   * Runs the statements in order in one transaction; durable when it resolves. When it rejects, nothing of it happened; or
   * the connection is lost and with it this `Database`, and the next one has all of it or nothing.
   * @param how `patient`: it may take minutes, as emptying a table of millions does.
   */
  readonly write: (statements: readonly Statement[], how?: { readonly patient: boolean }) => Promise<void>;
  /**
   * Reads and then writes in one transaction that nothing comes between. Short work only: everybody waits for it.
   * @throws what `work` throws; nothing of it happened then.
   */
  readonly apart: (work: Apart) => Promise<void>;
  /** Rows of one statement, read beside the work of the engine. */
  readonly read: Read;
  readonly terms: TermsIndex;
  readonly close: () => Promise<void>;
};

/** Reading and writing in one transaction. */
export type Apart = {
  readonly first: Statement;
  /** What else is read, knowing the rows of the first. */
  readonly more: (rows: readonly unknown[]) => readonly Statement[];
  /** What is written, knowing them and the rows of each of the others. */
  readonly write: (rows: readonly unknown[], more: readonly (readonly unknown[])[]) => readonly Statement[];
};

export type Read = <T>(statement: Statement) => Promise<readonly T[]>;

/** The index of terms over calls, which each kind of database has in its own way: see call-terms.ts. */
export type TermsIndex = {
  /** Gives the call in this place these terms, and no others. */
  readonly put: (n: number, terms: readonly string[]) => readonly Statement[];
  /** Forgets all. */
  readonly empty: Statement;
  /**
   * Rows of calls that have the terms, newest first.
   * @param statement reads the rows of calls that are as `is` says and as the search says, newest first by `place`.
   */
  readonly find: <T>(search: {
    readonly read: Read;
    readonly asked: Asked;
    readonly span: Span;
    readonly limit: number;
    readonly statement: (found: { table?: 'call_terms'; place: string; is: Expression<SqlBool> }) => Statement;
  }) => Promise<readonly T[]>;
};

/** Where in the order of calls a search looks: from this place on, before that one. */
export type Span = { readonly from: number | null; readonly before: number | null };

/** SQLite's own choice. */
const OWN_CHECKPOINT_PAGES = 1_000;

/** As SQLite has them. */
export const types: ColumnTypes = {
  sequence: 'integer',
  numbered: (column) => column.primaryKey().autoIncrement(),
  bytes: 'blob',
  real: 'real',
  clustered: sql`without rowid`,
  // No copy of the terms, no positions: only which calls have a term.
  terms: (name) => [
    sql`create virtual table ${sql.ref(name)} using fts5(terms, content='', contentless_delete=1, detail=none, tokenize="unicode61 tokenchars '_'")`,
  ],
  hash: [],
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
  const readNow = <T>(statement: Statement) => ready(statement.sql).all(...statement.parameters) as T[];
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
  const apart = sqlite.transaction(({ first, more, write }: Apart) => {
    const rows = readNow(first);
    const others = more(rows).map((one) => readNow(one));
    for (const one of write(rows, others)) run(one);
  }).immediate;
  let open = true;
  return {
    beside: inFile ? { place: { sqlite: file }, snapshots: snapshotFolder(file) } : null,
    query: kysely,
    write: async (statements) => {
      try {
        inTransaction(statements);
        if (inFile) copying.committed(statements.length);
      } catch (error) {
        throw databaseError(error, file);
      }
    },
    apart: async (work) => {
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
    terms: sqliteTerms,
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

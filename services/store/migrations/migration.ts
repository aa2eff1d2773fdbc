import type { ColumnDefinitionBuilder, Kysely, RawBuilder } from 'kysely';

/** Column types that dialects name differently. */
export type ColumnTypes = {
  /** A number that grows by one: `integer` in SQLite, where it then is the row's own key; `bigint` in PostgreSQL. */
  readonly sequence: 'integer' | 'bigint';
  /** Makes a column of that type the key, whose numbers the database gives. */
  readonly numbered: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  readonly bytes: 'blob' | 'bytea';
  /** A number of 64 bits with a fraction. */
  readonly real: 'real' | 'double precision';
  /** Keeps the rows of a table in the order of its key, where the database can. */
  readonly clustered: RawBuilder<unknown>;
  /** Makes the index of terms of that name: see call-terms.ts. */
  readonly terms: (name: string) => readonly RawBuilder<unknown>[];
  /** Makes the function that links the ledger, where a connection does not bring it along. */
  readonly hash: readonly RawBuilder<unknown>[];
};

/** One step of the tables' history. Never changed once released: a later change is a later migration. */
export type Migration = {
  readonly name: string;
  readonly up: (
    database: Pick<Kysely<unknown>, 'schema'>,
    types: ColumnTypes,
    run: (statement: RawBuilder<unknown>) => Promise<unknown>,
  ) => Promise<void>;
};

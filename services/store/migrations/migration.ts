import type { Kysely } from 'kysely';

/** Column types that dialects name differently. */
export type ColumnTypes = {
  /** A number that grows by one: `integer` in SQLite, where it then is the row's own key; `bigint` in PostgreSQL. */
  readonly sequence: 'integer' | 'bigint';
  readonly bytes: 'blob' | 'bytea';
};

/** One step of the tables' history. Never changed once released: a later change is a later migration. */
export type Migration = {
  readonly name: string;
  readonly up: (database: Pick<Kysely<unknown>, 'schema'>, types: ColumnTypes) => Promise<void>;
};

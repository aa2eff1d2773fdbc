import { sql } from 'kysely';
import { HASH_FUNCTION } from '../ledger.ts';
import type { ColumnTypes } from '../migrate.ts';

/** The bytes of `entryHash`: JSON without blanks. */
const fields = ['previous', 'seq', 'at', 'recording_id', 'action', 'actor', 'address', 'details'];
const text = (name: string) => (name === 'seq' || name === 'at' ? name : `to_json(${name})::text`);

/** As PostgreSQL has them. */
export const postgresTypes: ColumnTypes = {
  sequence: 'bigint',
  numbered: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  bytes: 'bytea',
  real: 'double precision',
  clustered: sql``,
  // Written at once and not put by: a search would read all that was put by.
  terms: (name) => [
    sql`create table ${sql.table(name)} (n bigint primary key, terms tsvector not null)`,
    sql`create index ${sql.ref(`${name}_by_term`)} on ${sql.table(name)} using gin (terms) with (fastupdate = off)`,
  ],
  hash: [
    sql.raw(`create function ${HASH_FUNCTION}(previous text, seq bigint, at bigint, recording_id text, action text,
      actor text, address text, details text) returns text language sql immutable as $$
      select encode(sha256(convert_to('[' || ${fields.map(text).join(` || ',' || `)} || ']', 'UTF8')), 'hex') $$`),
  ],
};

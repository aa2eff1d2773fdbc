import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Schema } from '../schema.ts';
import { connectionTo } from './connection.ts';

/** One connection that reads beside the work, made again when it is cut off. */
export function readingPostgres(url: string): Kysely<Schema> {
  const pool = new Pool({ ...connectionTo(url), max: 1 });
  pool.on('error', () => undefined);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

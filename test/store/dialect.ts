import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { LedgerHead } from '../../services/custody/ledger.ts';
import type { LedgerVerdict } from '../../services/custody/verify.ts';
import { openPostgres } from '../../services/store/postgres/database.ts';
import { readPostgresLedger } from '../../services/store/postgres/read-ledger.ts';
import { readLedger } from '../../services/store/read-ledger.ts';
import type { PostgresServer } from '../support/postgres.ts';

/** Databases of a server, by the file that a store would have on SQLite. */
type Databases = { readonly server: PostgresServer; readonly of: Map<string, string> };
let databases: Databases | null = null;
const TEMPLATE = 'template_of_tests';

/** From now on the stores of this file's tests are databases of this server. */
export async function storesOn(server: PostgresServer): Promise<void> {
  await server.ask('postgres', `create database ${TEMPLATE} template template0`);
  const url = server.url(TEMPLATE);
  const database = await openPostgres({ url, snapshots: join('/nowhere', TEMPLATE), lost: () => undefined });
  await database.close();
  databases = { server, of: new Map() };
}

/** Where a store of this file lies, beside what SQLite needs: made when it is asked for first. */
export async function placeOf(file: string): Promise<{ readonly file: string; readonly postgres?: string }> {
  if (databases === null) return { file };
  const { server, of } = databases;
  let name = of.get(file);
  if (name === undefined) {
    name = `test_${randomUUID().replaceAll('-', '')}`;
    await server.ask('postgres', `create database ${name} template ${TEMPLATE}`);
    of.set(file, name);
  }
  return { file, postgres: server.url(name) };
}

/** True where a store in memory is to be one of a server. */
export const onServer = (): boolean => databases !== null;

/** What somebody beside the store of this file is told: rows of a statement, which may also change something. */
export async function beside<T>(file: string, sql: string): Promise<readonly T[]> {
  if (databases !== null) return databases.server.ask<T>(databases.of.get(file) ?? '', sql);
  const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
  try {
    if (/^\s*select/i.test(sql)) return sqlite.prepare(sql).all() as T[];
    sqlite.exec(sql);
    return [];
  } finally {
    sqlite.close();
  }
}

/** The ledger of a store, verified as `npm run ledger` does it. */
export async function verified(file: string, anchors: readonly LedgerHead[] = []): Promise<LedgerVerdict> {
  const { postgres } = await placeOf(file);
  return postgres === undefined ? readLedger(file, anchors) : readPostgresLedger(postgres, anchors);
}

import { Client } from 'pg';
import type { LedgerHead } from '../../custody/ledger.ts';
import { type LedgerColumns, type LedgerVerdict, ledgerCheck } from '../../custody/verify.ts';
import { connectionTo } from './connection.ts';
import { postgresError } from './error.ts';

/** Entries read at once. */
const AT_ONCE = 5_000;

/**
 * Verifies the ledger in a PostgreSQL database, beside whoever uses it: all as it was at one moment.
 * @throws CentralitaError as `openPostgres` does, and `database-unusable` where it has no ledger.
 */
export async function readPostgresLedger(url: string, anchors: readonly LedgerHead[] = []): Promise<LedgerVerdict> {
  const client = new Client(connectionTo(url));
  // What is waited for says so too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin transaction isolation level repeatable read read only');
    const check = ledgerCheck(anchors);
    for (let after = 0; ; ) {
      const { rows } = await client.query<LedgerColumns>({
        text: `select seq, at, recording_id, action, actor, address, details, previous, hash from ledger
          where seq > $1 order by seq limit ${AT_ONCE}`,
        values: [after],
        rowMode: 'array',
      } as never);
      for (const row of rows) check.take(row);
      const last = rows.at(-1);
      if (last === undefined) return check.verdict();
      after = last[0];
    }
  } catch (error) {
    throw postgresError(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

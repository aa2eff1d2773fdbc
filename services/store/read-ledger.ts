import BetterSqlite3 from 'better-sqlite3';
import type { LedgerHead } from '../custody/ledger.ts';
import { type LedgerColumns, type LedgerVerdict, verifyLedger } from '../custody/verify.ts';
import { databaseError } from './database-error.ts';

/**
 * Verifies the ledger in a database file, beside whoever uses it.
 * @throws CentralitaError `database-unusable` where the file is no such database.
 */
export function readLedger(file: string, anchors: readonly LedgerHead[] = []): LedgerVerdict {
  try {
    const sqlite = new BetterSqlite3(file, { readonly: true, timeout: 5_000 });
    try {
      const rows = sqlite
        .prepare(
          'select seq, at, recording_id, action, actor, address, details, previous, hash from ledger order by seq',
        )
        .raw()
        .iterate() as Iterable<LedgerColumns>;
      return verifyLedger(rows, anchors);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw databaseError(error, file);
  }
}

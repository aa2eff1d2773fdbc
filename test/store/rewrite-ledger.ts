import BetterSqlite3 from 'better-sqlite3';
import { entryHash, type Hashed } from '../../services/custody/ledger.ts';

type Row = Record<'recording_id' | 'action' | 'actor' | 'address' | 'details', string> & {
  readonly seq: number;
  readonly at: number;
};

/**
 * Writes the whole ledger of a database anew, as somebody would who has the machine and knows how it is made: each entry
 * as `change` gives it, every hash over the one before. The chain by itself is whole afterwards.
 */
export function rewriteLedger(file: string, change: (row: Row) => Row): void {
  const sqlite = new BetterSqlite3(file, { timeout: 5_000 });
  try {
    const rows = sqlite.prepare('select * from ledger order by seq').all() as Row[];
    const update = sqlite.prepare(
      'update ledger set at = ?, recording_id = ?, action = ?, actor = ?, address = ?, details = ?, previous = ?, hash = ? where seq = ?',
    );
    sqlite.transaction(() => {
      let previous = '';
      for (const row of rows.map(change)) {
        const { seq, at, recording_id, action, actor, address, details } = row;
        const fields: Hashed = [seq, at, recording_id, action, actor, address, details];
        const hash = entryHash(previous, fields);
        update.run(at, recording_id, action, actor, address, details, previous, hash, seq);
        previous = hash;
      }
    })();
  } finally {
    sqlite.close();
  }
}

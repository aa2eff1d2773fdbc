import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../services/store/database.ts';
import { entering } from '../../services/store/ledger.ts';
import { readLedger } from '../../services/store/read-ledger.ts';
import type { Benchmark } from './benchmark.ts';
import { numberAfter } from './options.ts';

const BATCH = 10_000;
const actions = ['created', 'paused', 'resumed', 'sealed', 'published', 'played', 'downloaded', 'scored'] as const;

/** Fills a ledger as the journal and people fill it, and verifies all of it. */
export const ledger: Benchmark = {
  name: 'ledger',
  what: 'a million entries (--entries N): seconds to write them in groups, and to verify the whole chain',
  run: async () => {
    const entries = numberAfter('--entries', 1_000_000);
    const folder = mkdtempSync(join(tmpdir(), 'centralita-ledger-'));
    try {
      const file = join(folder, 'centralita.db');
      const database = await openSqlite(file);
      const began = performance.now();
      for (let from = 0; from < entries; from += BATCH)
        await database.write(
          Array.from({ length: Math.min(BATCH, entries - from) }, (_, index) => {
            const n = from + index;
            return entering({
              at: 1_780_000_000_000 + n * 37,
              recordingId: `rec-${Math.floor(n / actions.length)}`,
              action: actions[n % actions.length] ?? 'created',
              actor: n % 3 === 0 ? 'system' : `person:auditor-${n % 17}`,
              address: n % 3 === 0 ? '' : `10.0.${n % 250}.${n % 199}`,
              details: `{"bytes":${n * 13},"callId":"call-${n}","event":${n},"sha256":"${String(n).padStart(64, '0')}"}`,
              eventSeq: n,
            });
          }),
        );
      const write_s = (performance.now() - began) / 1000;
      await database.close();
      const from = performance.now();
      const verdict = readLedger(file);
      const verify_s = Math.round(performance.now() - from) / 1000;
      if (verdict.faults.length > 0 || verdict.entries !== entries) throw new Error('The ledger is not whole.');
      return {
        table: [{ entries, 'written in s': Math.round(write_s * 10) / 10, 'verified in s': verify_s }],
        json: { entries, verify_s },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadSettings } from '../../config/settings.ts';
import { CentralitaError } from '../core/errors.ts';
import type { LedgerHead } from '../custody/ledger.ts';
import type { LedgerVerdict } from '../custody/verify.ts';
import { readPostgresLedger } from '../store/postgres/read-ledger.ts';
import { readLedger } from '../store/read-ledger.ts';

const usage = `npm run ledger -- verify [--anchor FILE]… [--data FOLDER] [--json]
  checks every entry of the ledger of recordings, in the database of the settings or in the SQLite file of a data folder;
  --anchor: a head that was written down elsewhere`;

const anchorSchema = z.looseObject({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** A head from a file, which may hold one a line. @throws CentralitaError `anchor-unreadable`. */
function anchorsIn(file: string): readonly LedgerHead[] {
  try {
    const text = readFileSync(file, 'utf8').trim();
    // One document, or one a line.
    const parts = text.startsWith('{') && text.includes('}\n{') ? text.split('\n') : [text];
    return parts.map((part) => anchorSchema.parse(JSON.parse(part)));
  } catch (cause) {
    throw new CentralitaError(
      'anchor-unreadable',
      `The anchor ${file} cannot be read: give a file as the controller wrote it, with "seq" and "hash".`,
      { cause },
    );
  }
}

async function ledgerOf(folder: string | undefined, anchors: readonly LedgerHead[]): Promise<LedgerVerdict> {
  const settings = folder === undefined ? loadSettings() : null;
  if (settings?.database !== undefined) return readPostgresLedger(settings.database, anchors);
  const file = join(folder ?? settings?.dataDir ?? '', 'centralita.db');
  if (!existsSync(file))
    throw new CentralitaError('database-missing', `There is no database ${file}: name its folder with --data.`);
  return readLedger(file, anchors);
}

async function verify(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      anchor: { type: 'string', multiple: true, default: [] },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const anchors = values.anchor.flatMap(anchorsIn);
  const began = performance.now();
  const verdict = await ledgerOf(values.data, anchors);
  const seconds = Math.round(performance.now() - began) / 1000;
  for (const { sentence } of verdict.faults) process.stdout.write(`${sentence}\n`);
  const { entries, head, faults } = verdict;
  const whole = faults.length === 0;
  if (whole)
    process.stdout.write(
      `The ledger is whole: ${entries} entries${head === null ? '' : `, the last ${head.seq} with hash ${head.hash}`}.\n`,
    );
  if (values.json) process.stdout.write(`${JSON.stringify({ whole, entries, head, faults, seconds })}\n`);
  return whole ? 0 : 1;
}

try {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'verify') process.exitCode = await verify(args);
  else {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  }
} catch (error) {
  const known = error instanceof CentralitaError || (error instanceof TypeError && 'code' in error);
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

import { entryHash, type LedgerHead } from './ledger.ts';

/** An entry as its columns: number, time, recording, action, actor, address, details, previous hash, hash. */
export type LedgerColumns = readonly [
  number,
  number,
  string,
  string,
  string,
  string,
  string,
  previous: string,
  hash: string,
];

export type LedgerFault = {
  readonly kind: 'changed' | 'missing' | 'broken' | 'tail-missing' | 'rewritten';
  /** The first entry it concerns. */
  readonly seq: number;
  readonly sentence: string;
};

export type LedgerVerdict = {
  readonly entries: number;
  readonly head: LedgerHead | null;
  /** The first few; empty where the ledger is whole. */
  readonly faults: readonly LedgerFault[];
};

const MOST_FAULTS = 20;

/** The whole chain at once: see `ledgerCheck`. */
export function verifyLedger(rows: Iterable<LedgerColumns>, anchors: readonly LedgerHead[] = []): LedgerVerdict {
  const check = ledgerCheck(anchors);
  for (const row of rows) check.take(row);
  return check.verdict();
}

/**
 * Checks the whole chain, taken in in the order of the entries' numbers, against itself and against heads that were written down
 * elsewhere. The chain alone shows what was changed, removed or moved within it; that its end was cut off, or that all
 * of it was written anew, shows only against such a head.
 */
export function ledgerCheck(anchors: readonly LedgerHead[]): {
  readonly take: (row: LedgerColumns) => void;
  readonly verdict: () => LedgerVerdict;
} {
  const faults: LedgerFault[] = [];
  const fault = (kind: LedgerFault['kind'], seq: number, sentence: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ kind, seq, sentence });
  };
  const expected = new Map(anchors.map((one) => [one.seq, one.hash]));
  let last = 0;
  let lastHash = '';
  let entries = 0;
  const take = ([seq, at, recordingId, action, actor, address, details, previous, hash]: LedgerColumns) => {
    if (seq !== last + 1) {
      const many = seq - last === 2 ? `Entry ${last + 1} is` : `Entries ${last + 1} to ${seq - 1} are`;
      fault('missing', last + 1, `${many} missing: removed, or given another number.`);
    } else if (previous !== lastHash)
      fault(
        'broken',
        seq,
        `Entry ${seq} does not follow the one before it: one of the two was changed, moved or replaced.`,
      );
    if (entryHash(previous, [seq, at, recordingId, action, actor, address, details]) !== hash)
      fault('changed', seq, `Entry ${seq} (${action}, recording ${recordingId}) is not what was written.`);
    const anchored = expected.get(seq);
    if (anchored !== undefined && anchored !== hash)
      fault('rewritten', seq, `Entry ${seq} is not the one that was anchored: the ledger was written anew up to it.`);
    last = seq;
    lastHash = hash;
    entries += 1;
  };
  const verdict = (): LedgerVerdict => {
    const furthest = Math.max(0, ...expected.keys());
    if (furthest > last)
      fault(
        'tail-missing',
        last + 1,
        `The ledger ends with entry ${last}, and entry ${furthest} was anchored: its end was cut off, or an older backup was restored.`,
      );
    return { entries, head: last === 0 ? null : { seq: last, hash: lastHash }, faults };
  };
  return { take, verdict };
}

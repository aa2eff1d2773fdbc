import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CentralitaError } from '../services/core/errors.ts';
import type { Ledger, Logger, RecorderPort, RecordingsStore } from '../services/ports.ts';
import type { Copies } from './copies.ts';
import { hasCode, hashFile, makeFolder, syncFolder } from './durable.ts';

export type HealingOptions = {
  readonly dataFolder: string;
  readonly recordings: Pick<RecordingsStore, 'sealed'>;
  readonly copies: Pick<Copies, 'bring'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly now: () => number;
  readonly logger: Logger;
};

/** Does something with a recording; where its file is damaged or gone, it is fetched back first, and then tried again. */
export type Healer = <T>(recordingId: string, work: () => Promise<T>) => Promise<T>;

/**
 * Fetches a recording whose file is damaged or gone back from a published copy, bit by bit what was sealed. The damaged
 * file stays beside, for those who look for the cause.
 * @throws what `work` throws; `recording-damaged` where no copy helps, with where it was looked for.
 */
export function healer(options: HealingOptions): Healer {
  const underWay = new Map<string, Promise<void>>();
  const heal = async (recordingId: string, cause: CentralitaError): Promise<void> => {
    const sealed = await options.recordings.sealed(recordingId);
    if (sealed === null) throw cause;
    const path = join(options.dataFolder, sealed.path);
    const lies = await hashFile(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    });
    // The file is what was sealed: fetched back a moment ago, or it is the key that is another. Opening it again tells.
    if (lies?.sha256 === sealed.sha256) return;
    const fetched = `${path}.fetched`;
    await makeFolder(dirname(path));
    await rm(fetched, { force: true });
    const { from, reasons } = await options.copies.bring(sealed, fetched);
    if (from === null)
      throw new CentralitaError(
        'recording-damaged',
        `The sealed recording ${path} is ${lies === null ? 'missing' : 'damaged'}, and no published copy could take its place${
          reasons.length === 0 ? ': there is none' : ` (${reasons.join('; ')})`
        }. Put back a copy whose SHA-256 is ${sealed.sha256}.`,
        { cause },
      );
    if (lies !== null) await rename(path, `${path}.damaged`);
    await rename(fetched, path);
    await syncFolder(dirname(path));
    const { destination, location } = from;
    await options.ledger.append({
      at: options.now(),
      recordingId,
      action: 'restored',
      by: { kind: 'system' },
      from: '',
      details: { destination, location, sha256: sealed.sha256, found: lies?.sha256 ?? null },
    });
    options.logger.warn({ recordingId, destination, location }, 'a damaged recording was fetched back');
  };
  return async (recordingId, work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CentralitaError) || error.code !== 'recording-damaged') throw error;
      const running = underWay.get(recordingId) ?? heal(recordingId, error);
      underWay.set(recordingId, running);
      try {
        await running;
      } finally {
        underWay.delete(recordingId);
      }
      return work();
    }
  };
}

/** Opens recordings, fetched back where that is needed. */
export function healing(open: RecorderPort['open'], heal: Healer): RecorderPort['open'] {
  return (recordingId, format) => heal(recordingId, () => open(recordingId, format));
}

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { SiteFile } from '../config/site.ts';
import type { ErasedCopy, Outbox, OutboxRow, SealedRow } from '../services/ports.ts';
import {
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  sidecarName,
} from './destinations/destination.ts';
import { fetchFrom, removeFrom } from './destinations/index.ts';
import { hashFile } from './durable.ts';
import { readAtOnce } from './pace.ts';
import { readPrepared } from './prepare.ts';

export type CopiesOptions = {
  readonly site: () => SiteFile;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly dataFolder: string;
  readonly publicUrl: string;
  readonly secret: DestinationContext['secret'];
};

export type Copies = {
  /** Deletes a published copy and what lies beside it. @throws DestinationError, `lasting` where it can never be. */
  readonly remove: (copy: ErasedCopy, recordingId: string) => Promise<void>;
  /**
   * Brings a published copy of the sealed file, bit by bit what was sealed, to a path that is free; null when none could be
   * had, with why.
   */
  readonly bring: (
    sealed: SealedRow,
    to: string,
  ) => Promise<{ readonly from: OutboxRow | null; readonly reasons: readonly string[] }>;
};

/** The copies of recordings at the destinations of the site. */
export function copiesOf(options: CopiesOptions): Copies {
  const settingsOf = (destination: string): DestinationSettings => {
    const settings = options.site().destinations.find((one) => one.id === destination);
    if (settings !== undefined) return settings;
    throw new DestinationError(
      'destination-not-found',
      `The site file has no destination "${destination}" any more, so its copies cannot be reached.`,
      { lasting: true },
    );
  };
  const within = <T>(
    settings: DestinationSettings,
    bytes: number,
    work: (context: DestinationContext) => Promise<T>,
  ) => {
    const signal = AbortSignal.timeout(settings.timeoutSeconds * 1000 + Math.ceil(bytes / 100));
    const { dataFolder, publicUrl, secret } = options;
    return work({ dataFolder, publicUrl, secret, read: readAtOnce, signal });
  };
  return {
    remove: async (copy, recordingId) => {
      const settings = settingsOf(copy.destination);
      const row = (await options.outbox.list({ recordingId })).find((one) => one.destination === copy.destination);
      const prepared = row === undefined ? null : readPrepared(row);
      if (prepared === null)
        throw new DestinationError(
          'copy-unknown',
          `It was published by an earlier version, under a name that is not kept: delete ${copy.location ?? 'it'} by hand.`,
          { lasting: true },
        );
      const removed = await within(settings, 0, async (context) => {
        if (!(await removeFrom(settings, prepared.name, context))) return false;
        if (prepared.sidecar) await removeFrom(settings, sidecarName(prepared.name), context).catch(() => undefined);
        return true;
      });
      if (!removed)
        throw new DestinationError('copy-stays', `What was sent by ${settings.type} cannot be called back.`, {
          lasting: true,
        });
    },
    bring: async ({ recordingId, sha256, bytes }, to) => {
      const reasons: string[] = [];
      const rows = (await options.outbox.list({ recordingId })).filter(
        (row) => row.state === 'published' && row.sha256 === sha256,
      );
      for (const row of rows) {
        try {
          const settings = settingsOf(row.destination);
          const name = readPrepared(row)?.name;
          if (name === undefined) continue;
          const came = await within(settings, bytes, (context) => fetchFrom(settings, name, to, context));
          if (!came) continue;
          const seen = await hashFile(to);
          if (seen.sha256 === sha256) return { from: row, reasons };
          reasons.push(`the copy at ${row.location} is another file (SHA-256 ${seen.sha256})`);
        } catch (error) {
          reasons.push(`${row.location}: ${error instanceof Error ? error.message : String(error)}`);
        }
        await rm(to, { force: true });
      }
      return { from: null, reasons };
    },
  };
}

/** Of a text, hex. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

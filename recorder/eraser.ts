import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CentralitaError } from '../services/core/errors.ts';
import type {
  CustodyStore,
  ErasedCopy,
  EraserPort,
  Erasure,
  KeysStore,
  Ledger,
  Logger,
  Outbox,
  RecordingsStore,
  Tell,
} from '../services/ports.ts';
import { hasCode, syncFolder } from './durable.ts';
import type { ErasuresFile } from './erasures-file.ts';

const PAGE = 1_000;
/** A copy that cannot be removed is tried so often, at each start and each day; it opens no more in any case. */
const COPY_ATTEMPTS = 10;

export type EraserOptions = {
  /** Absolute; sealed files are below `recordings/`. */
  readonly dataFolder: string;
  readonly list: ErasuresFile;
  readonly custody: CustodyStore;
  readonly keys: Pick<KeysStore, 'destroy'>;
  readonly recordings: Pick<RecordingsStore, 'sealed'>;
  readonly outbox: Pick<Outbox, 'list' | 'update'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly tell: Tell;
  /** Deletes a published copy; throws with a sentence where it cannot. */
  readonly removeCopy: (copy: ErasedCopy, recordingId: string) => Promise<void>;
  readonly now: () => number;
  readonly logger: Logger;
};

export type Eraser = EraserPort & {
  /** Tries again what is not removed yet. */
  readonly again: () => Promise<void>;
  /** Waits for the copies under way. */
  readonly close: () => Promise<void>;
};

/**
 * Erases recordings: noted first (database, and the list of erasures), then the key, the file, the copies. Killed at any
 * point, it goes on at the next start. At each start whatever was ever erased is erased again where it has come back:
 * a backup that was put in the place of the database or of the keys brings no recording back.
 */
export async function startEraser(options: EraserOptions): Promise<Eraser> {
  const { custody, keys, list, outbox, tell, now, logger } = options;
  const working = new Set<Promise<void>>();

  const finish = async (erasure: Erasure): Promise<Erasure> => {
    const { recordingId, callId } = erasure;
    await keys.destroy([recordingId]);
    const row = await options.recordings.sealed(recordingId);
    if (row !== null) await removeFile(join(options.dataFolder, row.path));
    await custody.forgetShape(recordingId);
    const rows = await outbox.list({ recordingId });
    for (const one of rows)
      if (one.state === 'waiting') await outbox.update(one.id, { state: 'dead', reason: 'The recording was erased.' });
    const told = (await options.ledger.list(recordingId)).some(({ action }) => action === 'erased');
    const { by, from, reason, rule, sha256 } = erasure;
    if (!told) await tell({ type: 'recording-erased', callId, recordingId, by, from, reason, rule, sha256 });
    const copies = rows
      .filter((one) => one.state === 'published')
      .map(({ destination, location, publishedAt }): ErasedCopy => {
        const before = erasure.copies.find((copy) => copy.destination === destination);
        return before ?? { destination, location, publishedAt, state: 'pending', reason: null };
      });
    const state = copies.some((one) => one.state === 'pending') ? 'erased' : 'done';
    const erased: Erasure = { ...erasure, state, erasedAt: erasure.erasedAt ?? now(), copies };
    await custody.updateErasure(erased);
    return erased;
  };

  /** Published copies open no more; where the destination lets us, they go too. */
  const removeCopies = async (erasure: Erasure): Promise<void> => {
    const attempts = erasure.attempts + 1;
    const copies: ErasedCopy[] = [];
    for (const copy of erasure.copies) {
      if (copy.state === 'pending') copies.push(await removed(copy, erasure.recordingId, attempts));
      else copies.push(copy);
    }
    const state = copies.some((one) => one.state === 'pending') ? 'erased' : 'done';
    await custody.updateErasure({ ...erasure, copies, attempts, state });
  };
  const removed = async (copy: ErasedCopy, recordingId: string, attempts: number): Promise<ErasedCopy> => {
    try {
      await options.removeCopy(copy, recordingId);
      return { ...copy, state: 'removed', reason: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const lasting = typeof error === 'object' && error !== null && 'lasting' in error && error.lasting === true;
      logger.warn({ err: error, recordingId, destination: copy.destination }, `a copy was not removed: ${reason}`);
      return { ...copy, state: lasting || attempts >= COPY_ATTEMPTS ? 'left' : 'pending', reason };
    }
  };
  const removeInTime = (erasure: Erasure) => {
    if (erasure.state !== 'erased') return;
    const work = removeCopies(erasure)
      .catch((err: unknown) => logger.error({ err }, 'what became of the copies of an erased recording was not kept'))
      .finally(() => working.delete(work));
    working.add(work);
  };

  await reconcile(options);
  for (const one of await custody.erasures({ unfinished: true, limit: PAGE })) removeInTime(await finish(one));

  return {
    erase: async (asked) => {
      const { recordingId } = asked;
      const before = await custody.erasure(recordingId);
      if (before !== null) return before;
      const row = await options.recordings.sealed(recordingId);
      if (row === null)
        throw new CentralitaError(
          'recording-not-sealed',
          'The recording is not sealed, so there is no key to erase yet. Try again after the call.',
        );
      const { callId, sha256, bytes, durationMs, recipient } = row;
      const erasure: Erasure = {
        ...asked,
        callId,
        askedAt: now(),
        state: 'asked',
        erasedAt: null,
        sha256,
        bytes,
        durationMs,
        recipient,
        copies: [],
        attempts: 0,
      };
      await list.add(erasure);
      await custody.addErasure(erasure);
      const erased = await finish(erasure);
      removeInTime(erased);
      return erased;
    },
    again: async () => {
      for (const one of await custody.erasures({ unfinished: true, limit: PAGE }))
        await removeCopies(await finish(one));
    },
    close: async () => {
      await Promise.allSettled([...working]);
    },
  };
}

/** What one of the two knows and the other does not, is taken over; no key of either stays. */
async function reconcile({ custody, keys, list, logger }: EraserOptions): Promise<void> {
  const listed = await list.all();
  const known = new Set(listed.map((one) => one.recordingId));
  // Its state is that of the moment it was noted: whatever is done already is done again, which changes nothing.
  for (const one of listed)
    if (await custody.addErasure({ ...one, state: 'asked' }))
      logger.warn(
        { recordingId: one.recordingId },
        'the database does not know of an erasure: an older backup was put back; it is erased again',
      );
  let destroyed = 0;
  for (let after = ''; ; ) {
    const ids = await custody.erasedIds(after, PAGE);
    const last = ids.at(-1);
    if (last === undefined) break;
    for (const id of ids) {
      if (known.has(id)) continue;
      const erasure = await custody.erasure(id);
      if (erasure !== null) await list.add(erasure);
    }
    destroyed += await keys.destroy(ids);
    after = last;
  }
  if (destroyed > 0)
    logger.warn({ destroyed }, 'keys of erased recordings had come back with a backup, and were destroyed again');
}

async function removeFile(path: string): Promise<void> {
  for (const one of [path, `${path}.damaged`]) await rm(one, { force: true });
  try {
    await syncFolder(join(path, '..'));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

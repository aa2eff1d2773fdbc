import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { type Keyring, keyId } from '../config/master-keys/keyring.ts';
import { CentralitaError } from '../services/core/errors.ts';
import type { KeysStore } from '../services/ports.ts';
import { unwrapIdentity, wrapIdentity, wrappedBy } from './keys.ts';

const BATCH = 1_000;

export type Rewrapped = {
  readonly rewrapped: number;
  /** Under the current master key before. */
  readonly already: number;
  /** What cannot be unwrapped now, with a sentence each: the first few. */
  readonly failed: number;
  readonly sentences: readonly string[];
};

/**
 * Puts every key under the current master key; no audio is read. Each row says which master key wrapped it, so that a
 * run that was killed is gone on with by the next, and rows that are destroyed meanwhile stay destroyed.
 */
export async function rewrapAll(
  keys: Pick<KeysStore, 'page' | 'replace'>,
  ring: Keyring,
  onBatch: (done: number) => void = () => undefined,
): Promise<Rewrapped> {
  const current = await ring.current();
  const currentId = keyId(current);
  const sentences: string[] = [];
  let rewrapped = 0;
  let already = 0;
  let failed = 0;
  for (let after = ''; ; ) {
    const rows = await keys.page(after, BATCH);
    const last = rows.at(-1);
    if (last === undefined) break;
    const changes: { recordingId: string; before: Uint8Array; after: Uint8Array }[] = [];
    for (const { recordingId, wrapped } of rows) {
      const id = wrappedBy(wrapped);
      if (id === currentId) {
        already += 1;
        continue;
      }
      try {
        const key = id === null ? null : await ring.find(id);
        // Without its key, or no wrapped key at all: this throws with the sentence that fits.
        const identity = unwrapIdentity(key ?? current, recordingId, wrapped);
        changes.push({ recordingId, before: wrapped, after: wrapIdentity(current, recordingId, identity) });
      } catch (error) {
        if (!(error instanceof CentralitaError)) throw error;
        failed += 1;
        if (sentences.length < 5) sentences.push(error.message);
      }
    }
    rewrapped += await keys.replace(changes);
    after = last.recordingId;
    onBatch(rewrapped + already);
    await turnOfOthers();
  }
  return { rewrapped, already, failed, sentences };
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { unwrapIdentity, wrapIdentity } from '../../recorder/keys.ts';
import { rewrapAll } from '../../recorder/rewrap.ts';
import { openKeys } from '../../services/store/keys.ts';
import type { Benchmark } from './benchmark.ts';
import { numberAfter } from './options.ts';

const BATCH = 5_000;
const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;

/** A rotation of the master key over many recordings; no audio is there to be read. */
export const rewrap: Benchmark = {
  name: 'rewrap',
  what: '100,000 keys of recordings (--keys N) put under a new master key: seconds, each one durable',
  run: async () => {
    const count = numberAfter('--keys', 100_000);
    const folder = mkdtempSync(join(tmpdir(), 'centralita-rewrap-'));
    const keys = openKeys(join(folder, 'keys.db'));
    try {
      const [before, after] = [randomBytes(32), randomBytes(32)];
      for (let from = 0; from < count; from += BATCH)
        await keys.putAll(
          Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
            const recordingId = `rec-${from + index}`;
            return { recordingId, wrapped: wrapIdentity(before, recordingId, identity) };
          }),
        );
      const began = performance.now();
      const { rewrapped, failed } = await rewrapAll(keys, ringOf(after, before));
      const seconds = Math.round(performance.now() - began) / 1000;
      const sample = await keys.get(`rec-${count - 1}`);
      const opens = sample !== null && unwrapIdentity(after, `rec-${count - 1}`, sample) === identity;
      if (rewrapped !== count || failed > 0 || !opens) throw new Error('Not every key is under the new master key.');
      return { table: [{ keys: count, seconds }], json: { keys: count, seconds } };
    } finally {
      keys.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

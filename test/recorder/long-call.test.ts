import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { folders } from './tones.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

/** As much sound as would not go unnoticed, were it held in memory: 230 MB. The form with 12 hours is `chaos -- recorder --hours`. */
const HOURS = 2;

let place: Awaited<ReturnType<typeof folders>>;
beforeEach(async () => {
  place = await folders();
});
afterEach(() => place.remove());

it('a call of many hours is sealed in memory that does not grow with it', () => {
  const from = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const loader = from('../../config/threads/from-source.mjs');
  const run = spawnSync(process.execPath, ['--import', loader, from('long-call-child.ts'), place.root, String(HOURS)], {
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const { grownMb, durationMs, bytes } = JSON.parse(run.stdout);
  expect(durationMs).toBe(HOURS * 3_600_000);
  expect(bytes).toBeGreaterThan(HOURS * 3_600 * 32_000);
  expect(grownMb).toBeLessThan(150);
});

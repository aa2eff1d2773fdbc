import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { onSmallDisk } from '../recorder/servers/small-disk.ts';
import { AUDIBLE_DB, SILENT_DB } from '../support/sound.ts';

test('a spool that fills during a call ends its recording, not the call; what was kept is sealed, and a new part begins with room', () => {
  const disk = mkdtempSync(join(tmpdir(), 'centralita-full-'));
  try {
    const from = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const loader = from('../../config/threads/from-source.mjs');
    const child = [process.execPath, '--import', loader, from('full-spool-child.ts'), disk];
    const run = spawnSync('unshare', onSmallDisk(disk, 8_192, child), { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const told = JSON.parse(run.stdout);
    expect(told).toMatchObject({ reason: 'spool-full', log: true });
    for (const level of [told.first, told.second]) expect(level).toBeGreaterThan(AUDIBLE_DB);
    expect(told.gap).toBeLessThan(SILENT_DB);
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}, 120_000);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { onSmallDisk } from '../recorder/servers/small-disk.ts';
import { AUDIBLE_DB, SILENT_DB } from '../support/sound.ts';

test('a full disk of the data ends no conversation, records nothing, leaves no caller in silence, and all goes on with room', () => {
  const disk = mkdtempSync(join(tmpdir(), 'centralita-full-'));
  try {
    const from = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const loader = from('../../config/threads/from-source.mjs');
    const child = [process.execPath, '--import', loader, from('full-disk-child.ts'), disk];
    const run = spawnSync('unshare', onSmallDisk(disk, 400_000, child), { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const told = JSON.parse(run.stdout);
    expect(told).toMatchObject({
      samePid: true,
      restarts: 0,
      refused: expect.stringContaining('disk-full'),
      during: { ok: false, disk: 'full' },
      after: { ok: true, disk: 'free' },
      // The first two were answered; the third hears the apology and a busy tone.
      ends: ['them', 'them', 486],
      found: true,
    });
    const [talking, waiting, inMenu, fresh] = told.calls;
    expect(talking).toMatchObject({ by: 'agent' });
    for (const one of [waiting, inMenu]) expect(one).toMatchObject({ by: 'system', reason: 'disk-full' });
    expect(inMenu.pressed).toEqual(['1', '1', '2']);
    expect(fresh.by).toBe('caller');
    for (const level of [told.before, told.later]) expect(level).toBeGreaterThan(AUDIBLE_DB);
    expect(told.while).toBeLessThan(SILENT_DB);
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}, 400_000);

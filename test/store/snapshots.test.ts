import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { evolve } from '../../services/core/evolve.ts';
import { emptyWorld } from '../../services/core/world.ts';
import type { Journal } from '../../services/ports.ts';
import { openSqlite } from '../../services/store/database.ts';
import { snapshotFolder } from '../../services/store/snapshot-files.ts';
import { saveWorld } from '../../services/store/snapshots.ts';
import { noon, rang, temporaryFolder, testStore } from './support.ts';

/** Rings so many callers, and folds what was appended as the engine does. */
async function ring(journal: Journal, from: number, to: number) {
  const calls = Array.from({ length: to - from }, (_, index) => rang(`c${from + index}`, noon + index));
  return await journal.append(calls);
}

async function saveAt(journal: Journal, seq: number) {
  await ring(journal, await journal.lastSeq(), seq);
  await journal.saveSnapshot(seq);
}

async function worldOf(journal: Journal, seq: number) {
  const world = emptyWorld();
  for (const event of await journal.read(0, seq)) evolve(world, event);
  return world;
}

describe.each(['in memory', 'in a file'])('snapshots of a journal %s', (where) => {
  const place = () => (where === 'in memory' ? {} : { file: join(temporaryFolder(), 'centralita.db') });

  test('give back the newest world, as the journal has it', async () => {
    const { journal } = await testStore(place());
    expect(await journal.loadSnapshot()).toBeNull();
    for (const seq of [3, 350]) {
      await ring(journal, await journal.lastSeq(), seq);
      await journal.saveSnapshot(seq);
    }
    const kept = await journal.loadSnapshot();
    expect(kept).toEqual({ seq: 350, world: await worldOf(journal, 350) });
    expect(kept?.world.calls.size).toBe(350);
  });

  test('are of one moment, though the journal goes on while they are made', async () => {
    const { journal } = await testStore(place());
    await ring(journal, 0, 400);
    const saved = journal.saveSnapshot(400);
    for (let turn = 0; turn < 5; turn += 1) {
      await otherWork();
      await ring(journal, 400 + turn, 401 + turn);
    }
    await saved;
    expect(await journal.loadSnapshot()).toEqual({ seq: 400, world: await worldOf(journal, 400) });
  });

  test('of what the journal does not have are refused', async () => {
    const { journal } = await testStore(place());
    await ring(journal, 0, 2);
    await expect(journal.saveSnapshot(3)).rejects.toThrow('restore it from a backup');
  });
});

describe('snapshots of the world', () => {
  test('go on from one that is there, after a new start', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const before = await testStore({ file });
    await ring(before.journal, 0, 20);
    await before.journal.saveSnapshot(20);
    await before.close();
    const sqlite = new BetterSqlite3(file);
    // Whoever folds from the beginning would stumble over it.
    sqlite.prepare('update events set data = ? where seq = 1').run('garbage');
    sqlite.close();
    const { journal } = await testStore({ file });
    await ring(journal, 20, 30);
    await journal.saveSnapshot(30);
    expect((await journal.loadSnapshot())?.world.calls.size).toBe(30);
  });

  test('keep maps within maps, and need no journal', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const database = await openSqlite(file);
    const world = emptyWorld();
    for (let agent = 0; agent < 3_000; agent += 1) {
      world.playbacks.set(`play-${agent}`, 'x'.repeat(200));
      world.standings.set(`q${agent % 7}`, world.standings.get(`q${agent % 7}`) ?? new Map());
      world.standings.get(`q${agent % 7}`)?.set(`a${agent}`, { day: '2026-11-04', answered: agent, talkMs: 0 });
    }
    await saveWorld(database, 1, world);
    await database.close();
    const { journal } = await testStore({ file });
    expect(await journal.loadSnapshot()).toEqual({ seq: 0, world });
  });

  test('that were never finished, or are older than the last two, are cleared away', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const { journal } = await testStore({ file });
    const folder = snapshotFolder(file);
    await saveAt(journal, 3);
    await saveAt(journal, 5);
    writeFileSync(join(folder, '9.world.part'), 'begun');
    expect((await journal.loadSnapshot())?.seq).toBe(5);
    await saveAt(journal, 7);
    expect(readdirSync(folder).sort()).toEqual(['5.world', '7.world']);
  });

  test('of another format, or damaged in any byte or length, are as if they were not there', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const old = await testStore({ file, worldFormat: 1 });
    await saveAt(old.journal, 5);
    await saveAt(old.journal, 9);
    const newer = await testStore({ file, worldFormat: 2 });
    expect(await newer.journal.loadSnapshot()).toBeNull();
    const newest = join(snapshotFolder(file), '9.world');
    const bytes = readFileSync(newest);
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(newest, at % 2 === 0 ? damaged : bytes.subarray(0, at));
      expect((await old.journal.loadSnapshot())?.seq, `at ${at}`).toBe(5);
    }
    writeFileSync(newest, bytes);
    expect((await old.journal.loadSnapshot())?.seq).toBe(9);
  });

  test('of another history are not taken: a backup was restored and calls went on', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'centralita.db');
    const before = await testStore({ file });
    await ring(before.journal, 0, 5);
    await before.close();
    const backup = readFileSync(file);
    const lost = await testStore({ file });
    await saveAt(lost.journal, 8);
    await lost.close();
    writeFileSync(file, backup);
    const restored = await testStore({ file });
    expect(await restored.journal.loadSnapshot()).toBeNull();
    await restored.journal.append([rang('other', noon), rang('another', noon), rang('third', noon)]);
    expect([await restored.journal.lastSeq(), await restored.journal.loadSnapshot()]).toEqual([8, null]);
  });
});

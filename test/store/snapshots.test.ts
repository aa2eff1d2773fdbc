import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { evolve } from '../../services/core/evolve.ts';
import { emptyWorld } from '../../services/core/world.ts';
import type { Journal } from '../../services/ports.ts';
import { openSqlite } from '../../services/store/database.ts';
import { loadSnapshot } from '../../services/store/folded.ts';
import { saveWorld } from '../../services/store/snapshots.ts';
import { noon, rang, temporaryFolder, testStore } from './support.ts';

/** Rings so many callers, and folds what was appended as the engine does. */
async function ring(journal: Journal, from: number, to: number) {
  const calls = Array.from({ length: to - from }, (_, index) => rang(`c${from + index}`, noon + index));
  return await journal.append(calls);
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
    const database = await openSqlite(join(temporaryFolder(), 'centralita.db'));
    onTestFinished(database.close);
    const world = emptyWorld();
    for (let agent = 0; agent < 3_000; agent += 1) {
      world.playbacks.set(`play-${agent}`, 'x'.repeat(200));
      world.standings.set(`q${agent % 7}`, world.standings.get(`q${agent % 7}`) ?? new Map());
      world.standings.get(`q${agent % 7}`)?.set(`a${agent}`, { day: '2026-11-04', answered: agent, talkMs: 0 });
    }
    world.seq = 40;
    await saveWorld(database, 1, world);
    expect(await loadSnapshot(database.query, 1)).toEqual({ seq: 40, world });
  });

  test('that were never finished do not count, and are cleared away', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const { journal } = await testStore({ file });
    await ring(journal, 0, 5);
    await journal.saveSnapshot(5);
    const sqlite = new BetterSqlite3(file);
    sqlite.prepare('insert into snapshot_parts (seq, part, data) values (9, 0, ?)').run(Buffer.from('begun'));
    expect((await journal.loadSnapshot())?.seq).toBe(5);
    await ring(journal, 5, 7);
    await journal.saveSnapshot(7);
    expect(sqlite.prepare('select distinct seq from snapshot_parts order by seq').all()).toEqual([
      { seq: 5 },
      { seq: 7 },
    ]);
    sqlite.close();
  });

  test('of another format, or damaged, are as if they were not there', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const old = await testStore({ file, worldFormat: 1 });
    await ring(old.journal, 0, 5);
    await old.journal.saveSnapshot(5);
    await ring(old.journal, 5, 9);
    await old.journal.saveSnapshot(9);
    const newer = await testStore({ file, worldFormat: 2 });
    expect(await newer.journal.loadSnapshot()).toBeNull();
    const sqlite = new BetterSqlite3(file);
    sqlite.prepare('update snapshots set data = ? where seq = 9').run(Buffer.from('garbage'));
    sqlite.close();
    expect((await old.journal.loadSnapshot())?.seq).toBe(5);
  });
});

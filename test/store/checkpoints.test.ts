import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkpoints } from '../../services/store/checkpoints.ts';
import { temporaryFolder } from './support.ts';

const longLogBytes = 64 * 1024 * 1024;

/** A file with a log that nobody copies but who is tested, and a table for pages of a few kilobytes. */
function openFile() {
  const file = join(temporaryFolder(), 'log.db');
  const sqlite = new BetterSqlite3(file);
  onTestFinished(() => {
    sqlite.close();
  });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('wal_autocheckpoint = 0');
  sqlite.exec('create table pages (text text)');
  const insert = sqlite.prepare('insert into pages values (?)');
  const write = sqlite.transaction((rows: number) => {
    for (let row = 0; row < rows; row += 1) insert.run('x'.repeat(3_500));
  });
  write(1);
  // Another one each time the log begins anew: the salt of its header (https://www.sqlite.org/fileformat2.html#walformat).
  const generation = () => readFirst(`${file}-wal`, 24).readUInt32BE(16);
  const finish = () => {
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  };
  return { file, write, generation, finish };
}

function readFirst(path: string, bytes: number): Buffer {
  const descriptor = openSync(path, 'r');
  const buffer = Buffer.alloc(bytes);
  readSync(descriptor, buffer, 0, bytes, 0);
  closeSync(descriptor);
  return buffer;
}

describe('the log of the database', () => {
  it('is copied into the file beside the commits', async () => {
    const { file, write } = openFile();
    const copying = checkpoints(
      file,
      () => undefined,
      () => undefined,
    );
    const before = statSync(file).size;
    write(4_000);
    copying.committed(4_000);
    await vi.waitUntil(() => statSync(file).size > before + 10_000_000, 20_000);
    await copying.close();
  });

  it('begins anew when it is long, while commits go on', async () => {
    const { file, write, generation, finish } = openFile();
    const copying = checkpoints(file, finish, () => undefined);
    const first = generation();
    // A stream of commits that never stops by itself.
    for (let batch = 0; generation() === first && batch < 100_000; batch += 1) {
      write(5);
      copying.committed(5);
      await otherWork();
    }
    await copying.close();
    expect(generation()).not.toBe(first);
    expect(statSync(file).size).toBeGreaterThan(longLogBytes * 0.9);
  }, 60_000);

  it('is left to SQLite when the thread cannot go on', async () => {
    const failed = vi.fn();
    const copying = checkpoints(join(temporaryFolder(), 'no-such-folder', 'log.db'), () => undefined, failed);
    copying.committed(4_000);
    await vi.waitUntil(() => failed.mock.calls.length > 0, 20_000);
    // Neither of them waits for a thread that is gone.
    copying.committed(4_000);
    await copying.close();
  });
});

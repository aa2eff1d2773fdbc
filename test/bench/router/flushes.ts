import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROUNDS = 300;
/** As a commit of a few events writes, in a file that is there already, as SQLite's log is. */
const BYTES = 20_480;
const PLACES = 350;

/** What the disk alone takes to make a small write durable, in ms: what no commit can be faster than. */
export async function measureFlushes(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-flush-'));
  const file = openSync(join(folder, 'log'), 'w');
  try {
    const bytes = Buffer.alloc(BYTES, 1);
    for (let place = 0; place < PLACES; place += 1) writeSync(file, bytes);
    fdatasyncSync(file);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      writeSync(file, bytes, 0, BYTES, (round % PLACES) * BYTES);
      fdatasyncSync(file);
      times.push(performance.now() - from);
      await sleep(2);
    }
    return times;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

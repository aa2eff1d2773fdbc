import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placeOf } from './dialect.ts';
import { ended, noon, rang, temporaryFolder, testStore } from './support.ts';

describe('the journal', () => {
  test('numbers events without gaps and gives them back as they were', async () => {
    const { journal } = await testStore();
    const first = await journal.append([rang('c1', noon), rang('c2', noon + 1)]);
    const second = await journal.append([ended('c1', noon + 2, 'menu')]);
    expect([...first, ...second].map((one) => one.seq)).toEqual([1, 2, 3]);
    expect(await journal.read(0, 10)).toEqual([...first, ...second]);
    expect(await journal.read(1, 1)).toEqual([first[1]]);
    expect(await journal.lastSeq()).toBe(3);
  });

  test('appends nothing of a batch of which one part fails, and its numbers are those of the next', async () => {
    const { journal, calls } = await testStore();
    await journal.append([rang('c1', noon)]);
    await expect(journal.append([rang('c2', noon), rang('c1', noon)])).rejects.toThrow(/calls[._]id/);
    expect(await calls.detail('c2')).toBeNull();
    const next = await journal.append([rang('c3', noon)]);
    expect(next[0]?.seq).toBe(2);
  });

  test('keeps the order of appends that do not wait for one another', async () => {
    const { journal } = await testStore();
    const [one, two] = await Promise.all([journal.append([rang('c1', noon)]), journal.append([rang('c2', noon)])]);
    expect([one[0]?.seq, two[0]?.seq]).toEqual([1, 2]);
  });

  test('goes on after a restart where it was', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const before = await testStore({ file });
    await before.journal.append([rang('c1', noon)]);
    await before.close();
    const after = await testStore({ file });
    expect(await after.journal.lastSeq()).toBe(1);
    expect(after.rebuilt).toEqual([]);
  });

  test('has what it acknowledged after the process is killed', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const child = spawn(
      process.execPath,
      [await compiled('append-for-ever'), file, (await placeOf(file)).postgres ?? ''],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged >= 50) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(acknowledged).toBeGreaterThanOrEqual(50);
    const { journal } = await testStore({ file });
    const events = await journal.read(0, 100_000);
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1));
  });
});

/** A program of this folder as a file that Node runs; inside the project, where its packages are found. */
async function compiled(name: string): Promise<string> {
  const outDir = join(import.meta.dirname, '../../node_modules/.cache/centralita', randomUUID());
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, `${name}.ts`), outDir, target: 'node20', minify: false },
  });
  return join(outDir, `${name}.js`);
}

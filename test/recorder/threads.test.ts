import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BACKGROUND_NICENESS } from '../../config/threads/be-thread.ts';
import { recorderBench } from './bench.ts';
import { START, siteWith } from './site.ts';
import { spool, tones } from './tones.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let bench: Awaited<ReturnType<typeof recorderBench>>;
beforeEach(async () => {
  bench = await recorderBench(() => siteWith([]));
});
afterEach(() => bench.remove());

type Task = { readonly name: string; readonly parent: number; readonly niceness: number };

function taskOf(file: string): Task | null {
  try {
    const stat = readFileSync(file, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return { name, parent: Number(fields[1]), niceness: Number(fields[16]) };
  } catch {
    return null;
  }
}

const tasks = (folder: string): readonly Task[] =>
  readdirSync(folder)
    .filter((id) => /^\d+$/.test(id))
    .map((id) => taskOf(`${folder}/${id}/stat`))
    .filter((task) => task !== null);

it('recordings that wait are sealed by as many threads as are allowed, which leave the processor to others', async () => {
  const seen: { threads: readonly Task[]; programs: readonly Task[] }[] = [];
  const { dataFolder: dataDir, spoolFolder: spoolDir } = bench;
  const captured = tones({ ms: 20_000, left: 440, right: 880 });
  for (const id of ['rec-1', 'rec-2', 'rec-3', 'rec-4', 'rec-5']) {
    bench.store.state.parts[id] = [{ captureId: 'cap', startedAt: START, endedAt: START + 20_000 }];
    await spool(spoolDir, id, 'cap', captured);
    bench.store.commit({ type: 'recording-ended', callId: `call-of-${id}`, recordingId: id, kind: 'conversation' });
  }
  await bench.start({
    settings: { dataDir, spoolDir, publicUrl: 'http://127.0.0.1:8080/', sealers: 2 },
    onStep: (step) => {
      // More is encoded than a pipe holds: the program is still there.
      if (step !== 'writing') return;
      const threads = tasks(`/proc/${process.pid}/task`).filter(({ name }) => name === 'sealer');
      const programs = tasks('/proc').filter(({ parent }) => parent === process.pid);
      seen.push({ threads, programs });
    },
  });
  await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(5));

  expect(seen).toHaveLength(5);
  for (const { threads, programs } of seen) {
    expect(threads.length).toBeGreaterThan(0);
    expect(threads.length).toBeLessThanOrEqual(2);
    expect(programs.length).toBeGreaterThan(0);
    expect(programs.length).toBeLessThanOrEqual(2);
    const nicer = getPriority() + BACKGROUND_NICENESS;
    for (const { niceness } of [...threads, ...programs]) expect(niceness).toBe(nicer);
  }
  expect(Math.max(...seen.map(({ threads }) => threads.length))).toBe(2);
});

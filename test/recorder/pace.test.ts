import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pace } from '../../recorder/pace.ts';
import { folders } from './tones.ts';

const CHUNK = 64 * 1024;
let place: Awaited<ReturnType<typeof folders>>;
beforeEach(async () => {
  place = await folders();
});
afterEach(() => place.remove());

/** A clock on which nothing but waiting takes time. */
function madeUp() {
  let now = 0;
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    now += ms;
  };
  return { clock: { now: () => now, wait }, waits, now: () => now };
}

async function file(bytes: number): Promise<string> {
  const path = join(place.root, 'file');
  await writeFile(path, Buffer.alloc(bytes, 1));
  return path;
}

const signal = new AbortController().signal;

async function lengths(source: AsyncIterable<unknown>): Promise<number[]> {
  const found: number[] = [];
  for await (const chunk of source) found.push((chunk as Buffer).length);
  return found;
}

it('lets each piece through when those before it are paid for', async () => {
  const { clock, waits, now } = madeUp();
  const pace = new Pace(clock);
  pace.limit = CHUNK * 2;
  expect(await lengths(pace.reader(signal)(await file(CHUNK * 4)))).toEqual([CHUNK, CHUNK, CHUNK, CHUNK]);
  // Half a second a piece; the first is free.
  expect(waits).toEqual([500, 500, 500]);
  expect(now()).toBe(1500);
});

it('is shared by all copies under way', async () => {
  const { clock, waits } = madeUp();
  const pace = new Pace(clock);
  pace.limit = CHUNK;
  const read = pace.reader(signal);
  const path = await file(CHUNK * 3);
  const all = await Promise.all([lengths(read(path)), lengths(read(path))]);
  expect(all.flat().reduce((sum, one) => sum + one, 0)).toBe(CHUNK * 6);
  // Six pieces of a second each: what all waited for, on one clock, is the time of five.
  expect(Math.max(...waits)).toBeGreaterThanOrEqual(1000);
  expect(clock.now()).toBeGreaterThanOrEqual(5000);
});

it('reads a stretch, and without a limit waits for nothing', async () => {
  const { clock, waits } = madeUp();
  const pace = new Pace(clock);
  const path = await file(CHUNK * 2);
  expect(await lengths(pace.reader(signal)(path, { start: 10, end: 19 }))).toEqual([10]);
  pace.limit = 5;
  expect(await lengths(pace.reader(signal)(path, { start: 0, end: 9 }))).toEqual([10]);
  pace.limit = undefined;
  await lengths(pace.reader(signal)(path));
  expect(waits).toEqual([]);
});

it('ends when the signal says so', async () => {
  const pace = new Pace();
  pace.limit = 1;
  const stopping = new AbortController();
  const reading = lengths(pace.reader(stopping.signal)(await file(CHUNK * 2)));
  stopping.abort();
  await expect(reading).rejects.toThrow(/abort/);
});

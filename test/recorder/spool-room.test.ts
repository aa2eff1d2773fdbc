import { expect, it } from 'vitest';
import { roomOf } from '../../recorder/spool-room.ts';

const MB = 2 ** 20;
const GB = 2 ** 30;
const idle = { totalBytes: 4 * GB, captures: 0 };

it('a large spool is short below 256 MB and full below 16 MB', () => {
  expect(roomOf('free', { ...idle, freeBytes: 257 * MB })).toBe('free');
  expect(roomOf('free', { ...idle, freeBytes: 255 * MB })).toBe('short');
  expect(roomOf('short', { ...idle, freeBytes: 17 * MB })).toBe('short');
  expect(roomOf('short', { ...idle, freeBytes: 15 * MB })).toBe('full');
});

it('a small one goes by its share', () => {
  const small = { totalBytes: 8 * MB, captures: 0 };
  expect(roomOf('free', { ...small, freeBytes: 3 * MB })).toBe('free');
  expect(roomOf('free', { ...small, freeBytes: 1.9 * MB })).toBe('short');
  expect(roomOf('free', { ...small, freeBytes: 0.3 * MB })).toBe('full');
});

it('many calls at once want more: three seconds of theirs are full, two minutes short', () => {
  const busy = { totalBytes: 40 * GB, captures: 1_000 };
  expect(roomOf('free', { ...busy, freeBytes: 3 * 32_000_000 - 1 })).toBe('full');
  expect(roomOf('free', { ...busy, freeBytes: 3 * 32_000_000 })).toBe('short');
  expect(roomOf('free', { ...busy, freeBytes: 120 * 32_000_000 })).toBe('free');
});

it('does not come and go at the edge', () => {
  expect(roomOf('full', { ...idle, freeBytes: 20 * MB })).toBe('full');
  expect(roomOf('full', { ...idle, freeBytes: 25 * MB })).toBe('short');
  expect(roomOf('short', { ...idle, freeBytes: 300 * MB })).toBe('short');
  expect(roomOf('short', { ...idle, freeBytes: 400 * MB })).toBe('free');
});

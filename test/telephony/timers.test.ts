import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { Timers } from '../../services/telephony/timers.ts';

const day = 24 * 3_600_000;
let told: Signal[];
let timers: Timers;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 });
  told = [];
  timers = new Timers((signal) => told.push(signal));
});

afterEach(() => {
  timers.close();
  vi.useRealTimers();
});

test('a timer comes back at its time, once', () => {
  timers.set('t1', 1_500);
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ type: 'timer', timerId: 't1' }]);
  vi.advanceTimersByTime(day);
  expect(told).toHaveLength(1);
});

test('one in the past comes at once, but not within the call that set it', () => {
  timers.set('t1', 0);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toHaveLength(1);
});

test('one set anew has its new time, a cancelled one none', () => {
  timers.set('t1', 1_100);
  timers.set('t1', 1_300);
  timers.set('t2', 1_200);
  timers.cancel('t2');
  timers.cancel('never set');
  vi.advanceTimersByTime(299);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ type: 'timer', timerId: 't1' }]);
});

test("one beyond the longest wait of Node's timer still comes at its time", () => {
  timers.set('t1', 1_000 + 40 * day);
  vi.advanceTimersByTime(40 * day - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toHaveLength(1);
});

test('one that fired early waits for the rest', () => {
  let now = 0;
  const early = new Timers(
    (signal) => told.push(signal),
    () => now,
  );
  early.set('t1', 10);
  now = 9;
  vi.advanceTimersByTime(10);
  expect(told).toEqual([]);
  now = 10;
  vi.advanceTimersByTime(1);
  expect(told).toHaveLength(1);
  early.close();
});

test('closed, none comes', () => {
  timers.set('t1', 1_100);
  timers.close();
  vi.advanceTimersByTime(day);
  expect(told).toEqual([]);
});

import { expect, test, vi } from 'vitest';
import { Departures } from '../../services/telephony/departures.ts';

test('those who leave are waited for until Asterisk has ended them', async () => {
  const departures = new Departures();
  expect(departures.all()).toBeNull();
  departures.asked('a');
  departures.asked('b');
  departures.asked('b');
  let left = false;
  const all = departures.all()?.then(() => {
    left = true;
  });
  departures.gone('a');
  departures.gone('of-another-call');
  departures.asked('later');
  await Promise.resolve();
  expect(left).toBe(false);
  departures.gone('b');
  await all;
  expect(left).toBe(true);
  expect(departures.all()).not.toBeNull();
  departures.close();
  expect(departures.all()).toBeNull();
});

test('a leg whose end is never told holds nobody up for ever', async () => {
  vi.useFakeTimers();
  try {
    const departures = new Departures();
    departures.asked('lost');
    const all = departures.all();
    await vi.advanceTimersByTimeAsync(6_000);
    await all;
    expect(departures.all()).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

import { expect, it } from 'vitest';
import { Lanes } from '../../recorder/lanes.ts';

it('a rest that ends while the outbox is read is over or waited for, as it was when the look began', () => {
  let clock = 1_000;
  const lanes = new Lanes({ waits: { firstMs: 10, longestMs: 10 }, now: () => clock, random: () => 0.5 });
  lanes.failed('archive', 'away', false);
  const at = clock;
  clock += 5_000;
  expect([lanes.closed([], at), lanes.closed([], clock)]).toEqual([['archive'], []]);
  expect([lanes.nextEnd(at) > at, lanes.nextEnd(clock)]).toEqual([true, Number.POSITIVE_INFINITY]);
  expect([lanes.isOpen('archive', undefined, at), lanes.isOpen('archive', undefined)]).toEqual([false, true]);
});

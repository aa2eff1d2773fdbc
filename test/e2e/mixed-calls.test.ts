import { expect, test, vi } from 'vitest';
import { transferTrial } from '../chaos/consent/transfers.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The short form of `npm run chaos -- consent --calls N`. */
test('after calls with holds and transfers, recorded calls, rows and files match one to one', async () => {
  const { holds, transfers, conferences, ...outcome } = await transferTrial({
    calls: 15,
    lanes: 4,
    tell: () => undefined,
  });
  expect(outcome).toEqual({
    calls: 16,
    recorded: 13,
    outside: 3,
    callbacks: 1,
    orphans: [],
    lost: [],
    unasked: [],
  });
  expect(holds).toBeGreaterThan(2);
  expect(transfers).toBeGreaterThan(5);
  expect(conferences).toBeGreaterThan(0);
});

import { expect, test, vi } from 'vitest';
import { transferTrial } from '../chaos/consent/transfers.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The short form of `npm run chaos -- consent --calls N`. */
test('after calls with holds and transfers, recorded calls, rows and files match one to one', async () => {
  const { holds, transfers, ...outcome } = await transferTrial({ calls: 20, lanes: 4, tell: () => undefined });
  expect(outcome).toEqual({ calls: 20, recorded: 16, orphans: [], lost: [] });
  expect(holds).toBeGreaterThan(3);
  expect(transfers).toBeGreaterThan(6);
});

import { expect, test, vi } from 'vitest';
import { pauseTrial } from '../chaos/consent/pauses.ts';

vi.setConfig({ testTimeout: 300_000 });

/** The short form of `npm run chaos -- consent`. */
test('of what is said in pauses, before consent and after its withdrawal, nothing is in any recording', async () => {
  const { withdrawals, ...outcome } = await pauseTrial({ pauses: 20, lanes: 4, tell: () => undefined });
  expect(outcome).toEqual({
    pauses: 20,
    calls: 4,
    toneFound: 0,
    samplesBeforeConsent: 0,
    silentRecordings: 0,
  });
  expect(withdrawals).toBeGreaterThan(0);
});

import { expect, it } from 'vitest';
import { recorderChaos } from '../chaos/recorder/recorder-chaos.ts';

/** `npm run chaos -- recorder --recordings 10000` is the long form. */
const RECORDINGS = 300;

it('a recorder killed at every step of the way loses, doubles and changes nothing', async () => {
  const outcome = await recorderChaos({
    recordings: RECORDINGS,
    rounds: 1,
    random: Math.random,
    tell: () => undefined,
  });
  expect(outcome).toMatchObject({ recordings: RECORDINGS, lost: [], duplicated: [], mismatched: [] });
  // Each step was come to, and the process ended there.
  expect(outcome.crashes).toBe(14);
}, 600_000);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyOrder, counted } from './property.ts';

/** Of the short form, in ms; the nightly form takes a million steps: CENTRALITA_NIGHTLY=1 or npm run sim -- --property. */
const limitMs = 12_000;
const nightlySteps = 1_000_000;

it('keeps nobody in two offers or conversations, in whatever order people and telephones act', () => {
  const until = process.env.CENTRALITA_NIGHTLY ? Number.POSITIVE_INFINITY : performance.now() + limitMs;
  // A few runs at a time: one that fails is made as short as it can be, however long that takes.
  while (performance.now() < until && counted.steps < nightlySteps) fc.assert(anyOrder, { numRuns: 20 });
  console.log(`concurrent operations: ${counted.steps} steps`);
  expect(counted.steps).toBeGreaterThan(100);
}, 3_600_000);

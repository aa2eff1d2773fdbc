import { expect, it } from 'vitest';
import { endOfQuiet, quietSpans } from '../../dashboard/src/pages/call-detail/quiet.ts';

it('goes over what is silent on both sides for long, and leaves some of it', () => {
  // A second each: talk, three of silence, the agent alone, one of silence, talk.
  const left = [0.5, 0, 0, 0.01, 0, 0, 0.4];
  const right = [0, 0, 0, 0, 0.6, 0, 0];
  const spans = quietSpans({ stepMs: 1_000, left, right });
  expect(spans).toEqual([{ from: 1.3, to: 3.7 }]);
  expect([0.9, 1.2, 1.3, 3.6, 3.7, 5.5].map((at) => endOfQuiet(spans, at))).toEqual([null, null, 3.7, 3.7, null, null]);
  expect(quietSpans({ stepMs: 1_000, left: [0, 0, 0, 0], right: [] })).toEqual([{ from: 0.3, to: 3.7 }]);
});

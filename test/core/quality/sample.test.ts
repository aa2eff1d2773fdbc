import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSampled, periodOf } from '../../../services/core/quality/sample.ts';
import { spreadOf } from '../../../services/core/quality/spread.ts';

const chosen = (count: number, percent: number, seed: string) =>
  Array.from({ length: count }, (_, n) => n).filter((n) => isSampled(n, percent, seed));

describe('a sample', () => {
  it('is the share asked for, one more or less, however many there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.string(),
        (count, percent, seed) => {
          const share = (count * percent) / 100;
          return Math.abs(chosen(count, percent, seed).length - share) <= 1.000001;
        },
      ),
    );
  });

  it('is the same for the same group, another for another, and not at one place of each stretch', () => {
    expect(chosen(200, 10, 'ana')).toEqual(chosen(200, 10, 'ana'));
    expect(chosen(200, 10, 'ana')).not.toEqual(chosen(200, 10, 'bruno'));
    expect(new Set(chosen(200, 10, 'ana').map((n) => n % 10)).size).toBeGreaterThan(3);
    expect(chosen(5, 100, 'x')).toHaveLength(5);
    expect(chosen(50, 0, 'x')).toHaveLength(0);
  });

  it('is counted anew each day, each week from Monday, or each month', () => {
    // 2026-03-01 is a Sunday.
    expect(periodOf('2026-03-01', 'week')).toBe('2026-02-23');
    expect(periodOf('2026-03-02', 'week')).toBe('2026-03-02');
    expect(periodOf('2026-03-31', 'month')).toBe('2026-03');
    expect(periodOf('2026-03-31', 'day')).toBe('2026-03-31');
  });
});

it('how far evaluators are from one another is told without those who gave no score', () => {
  expect(spreadOf([80, 60, null, 70])).toEqual({ count: 3, mean: 70, min: 60, max: 80, deviation: 8.16 });
  expect(spreadOf([null])).toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedList } from '../../services/core/sorted-list.ts';

const list = () => new SortedList<number>((one, other) => one - other);

describe('a sorted list', () => {
  it('holds what a plain sorted array would, whatever is added and removed', () => {
    const change = fc.record({ add: fc.boolean(), value: fc.integer({ min: 0, max: 2_000 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3_000, size: 'max' }), (changes) => {
        const sorted = list();
        const plain = new Set<number>();
        for (const { add, value } of changes) {
          if (add && !plain.has(value)) {
            sorted.add(value);
            plain.add(value);
          } else if (!add) expect(sorted.remove(value)).toBe(plain.delete(value));
        }
        const expected = [...plain].sort((a, b) => a - b);
        expect([...sorted]).toEqual(expected);
        expect(sorted.size).toBe(expected.length);
        expect(sorted.first).toBe(expected[0]);
        for (const [index, value] of expected.entries()) {
          expect(sorted.rank(value)).toBe(index);
          expect(sorted.at(index)).toBe(value);
        }
        expect(sorted.rank(2_001)).toBe(expected.length);
        expect(sorted.at(expected.length)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

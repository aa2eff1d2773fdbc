import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  DAY_MS,
  type KeptRecording,
  LOOKED_AT_MS,
  type RetentionRule,
  refusalOf,
  verdictOf,
} from '../../services/custody/retention.ts';

const recording: KeptRecording = {
  recordingId: 'r1',
  callId: 'c1',
  kind: 'conversation',
  endedAt: 1_000 * DAY_MS,
  serviceId: 'mesa',
  queueId: 'general',
  outcome: 'solved',
  consent: 'given',
};
const at = (days: number) => recording.endedAt + days * DAY_MS;

describe('a rule of retention', () => {
  test('keeps for its days, to the millisecond', () => {
    const rules = [{ id: 'all', days: 90 }];
    expect(verdictOf(recording, false, rules, at(90) - 1)).toEqual({ kind: 'kept', rule: 'all', until: at(90) });
    expect(verdictOf(recording, false, rules, at(90))).toEqual({ kind: 'due', rule: 'all', since: at(90) });
    expect(verdictOf(recording, true, rules, at(9_999))).toEqual({ kind: 'held', rule: 'all' });
  });

  test.each<[string, Partial<RetentionRule>, boolean]>([
    ['service', { services: ['mesa'] }, true],
    ['another service', { services: ['ventas'] }, false],
    ['queue', { queues: ['general', 'x'] }, true],
    ['another queue', { queues: ['x'] }, false],
    ['outcome', { outcomes: ['solved'] }, true],
    ['another outcome', { outcomes: ['open'] }, false],
    ['consent', { consent: ['given'] }, true],
    ['another consent', { consent: ['withdrawn'] }, false],
    ['kind', { kinds: ['voicemail'] }, false],
    ['all that it names', { services: ['mesa'], queues: ['x'] }, false],
  ])('takes what it names: %s', (_, change, taken) => {
    const verdict = verdictOf(recording, false, [{ id: 'one', days: 0, ...change }], at(1));
    expect(verdict.kind).toBe(taken ? 'due' : 'kept');
  });

  test('takes no recording without a queue where it names one', () => {
    const without = { ...recording, queueId: null };
    expect(verdictOf(without, false, [{ id: 'one', days: 0, queues: ['general'] }], at(1)).kind).toBe('kept');
  });

  test('the first that fits decides, and what none fits is kept for ever', () => {
    const rules = [
      { id: 'long', days: 1_000, outcomes: ['solved'] },
      { id: 'short', days: 1 },
    ];
    expect(verdictOf(recording, false, rules, at(2))).toMatchObject({ kind: 'kept', rule: 'long' });
    expect(verdictOf(recording, false, [], at(99_999))).toEqual({ kind: 'kept', rule: null, until: null });
  });
});

describe('a purge', () => {
  const rules = [{ id: 'all', days: 1 }];
  test.each([
    ['has no rules', [], 5, 5, 'no-rules'],
    ['was never looked at', rules, null, 5, 'dry-run-needed'],
    ['was looked at long ago, or the clock jumped ahead', rules, 5 - LOOKED_AT_MS - 1, 5, 'dry-run-old'],
    ['has a clock behind the newest event', rules, 5, 6, 'clock-back'],
    ['was looked at', rules, 5 - LOOKED_AT_MS, 5, null],
  ] as const)('that %s', (_, of, looked, newest, refusal) => {
    expect(refusalOf(of, looked, newest, 5)).toBe(refusal);
  });
});

/** Any order of holds, releases, changes of rules, jumps of the clock and purges over three recordings. */
type Step =
  | { readonly do: 'hold' | 'release'; readonly which: number; readonly hold: number }
  | { readonly do: 'clock'; readonly days: number }
  | { readonly do: 'rules'; readonly days: readonly number[]; readonly queues: readonly boolean[] }
  | { readonly do: 'purge' };

const which = fc.integer({ min: 0, max: 2 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), which, hold: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant('clock' as const), days: fc.integer({ min: -40, max: 400 }) }),
  fc.record({
    do: fc.constant('rules' as const),
    days: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 3 }),
    queues: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  }),
  fc.constant({ do: 'purge' as const }),
);

// 100,000 with RETENTION_RUNS=100000 (docs/testing.md); fewer each time.
vi.setConfig({ testTimeout: 1_800_000 });
const numRuns = Number(process.env.RETENTION_RUNS ?? 3_000);

test('on any timeline, nothing held is ever due, and what is due and free is', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), (steps) => {
      const recordings = ['general', 'incidencias', null].map((queueId, n) => ({
        ...recording,
        recordingId: `r${n}`,
        queueId,
        endedAt: recording.endedAt + n * 13 * DAY_MS,
      }));
      const holds = recordings.map(() => new Set<number>());
      const erased = new Set<number>();
      let rules: readonly RetentionRule[] = [];
      let now = recording.endedAt;
      for (const step of steps) {
        if (step.do === 'hold' && !erased.has(step.which)) holds[step.which]?.add(step.hold);
        if (step.do === 'release') holds[step.which]?.delete(step.hold);
        if (step.do === 'clock') now += step.days * DAY_MS;
        if (step.do === 'rules')
          rules = step.days.map((days, n) => ({
            id: `rule-${n}`,
            days,
            queues: step.queues[n] === true ? ['general'] : undefined,
          }));
        if (step.do !== 'purge') continue;
        for (const [n, one] of recordings.entries()) {
          if (erased.has(n)) continue;
          const held = (holds[n]?.size ?? 0) > 0;
          const verdict = verdictOf(one, held, rules, now);
          // By the words of the rules, told another way.
          const taking = rules.filter((rule) => rule.queues === undefined || one.queueId === 'general')[0];
          const over = taking !== undefined && now - one.endedAt >= taking.days * DAY_MS;
          expect(verdict.kind).toBe(held ? 'held' : over ? 'due' : 'kept');
          if (verdict.kind === 'due') erased.add(n);
          if (held) expect(erased.has(n)).toBe(false);
        }
      }
    }),
    { numRuns },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf, scoreOf } from '../../../services/core/quality/score.ts';
import type { QualityAnswer, QualityCriterion, QualityTemplate } from '../../../services/core/quality-template.ts';

const criterion = (id: string, change: Partial<QualityCriterion> = {}): QualityCriterion => ({
  id,
  title: id,
  help: '',
  kind: 'points',
  max: 10,
  weight: 1,
  critical: 'no',
  mayNotApply: true,
  ...change,
});

const template = (sections: QualityTemplate['sections'], passMark = 80): QualityTemplate => ({
  id: 't',
  version: 1,
  name: 'T',
  description: '',
  passMark,
  sections,
});

const says = (points: Readonly<Record<string, number | null>>): readonly QualityAnswer[] =>
  Object.entries(points).map(([id, one]) => ({ criterion: id, points: one, text: '' }));

const two = template([
  {
    id: 'greeting',
    title: 'Greeting',
    weight: 1,
    criteria: [criterion('name', { kind: 'yes-no' }), criterion('tone')],
  },
  {
    id: 'solution',
    title: 'Solution',
    weight: 3,
    criteria: [criterion('asks', { weight: 2 }), criterion('solves', { max: 4 }), criterion('words', { kind: 'text' })],
  },
]);

describe('the score of an evaluation', () => {
  it('is the weighted mean of sections, each that of its criteria', () => {
    // Greeting: (1 + 0.5) / 2 = 75 %. Solution: (2 × 0.8 + 1 × 0.5) / 3 = 70 %. Total: (75 + 3 × 70) / 4.
    expect(scoreOf(two, says({ name: 1, tone: 5, asks: 8, solves: 2, words: null }))).toEqual({
      total: 71.25,
      passed: false,
      sections: [
        { id: 'greeting', score: 75 },
        { id: 'solution', score: 70 },
      ],
      criteria: [
        { id: 'name', score: 100 },
        { id: 'tone', score: 50 },
        { id: 'asks', score: 80 },
        { id: 'solves', score: 50 },
      ],
      failed: [],
    });
  });

  it('gives the weight of what does not apply to the rest, and has none where nothing applies', () => {
    expect(scoreOf(two, says({ name: 1, tone: null, asks: 8, solves: null })).total).toBe(85);
    const onlyOne = scoreOf(two, says({ name: null, tone: null, asks: 10, solves: 4 }));
    expect([onlyOne.total, onlyOne.sections[0]?.score, onlyOne.passed]).toEqual([100, null, true]);
    const none = scoreOf(two, says({ name: null, tone: null, asks: null, solves: null }));
    expect([none.total, none.passed]).toEqual([null, null]);
  });

  it('falls with a critical criterion without a point: the section, or everything', () => {
    const [first, second] = two.sections;
    if (first === undefined || second === undefined) throw new Error('two sections');
    const critical = (how: 'section' | 'all') =>
      template([
        { ...first, criteria: [criterion('name', { kind: 'yes-no', critical: how }), criterion('tone')] },
        second,
      ]);
    const all = says({ name: 0, tone: 10, asks: 10, solves: 4 });
    expect(scoreOf(critical('section'), all)).toMatchObject({ total: 75, failed: ['name'] });
    expect(scoreOf(critical('all'), all)).toMatchObject({ total: 0, passed: false, failed: ['name'] });
    // What does not apply has not failed.
    expect(scoreOf(critical('all'), says({ name: null, tone: 10, asks: 10, solves: 4 })).total).toBe(100);
  });

  it('is between the worst and the best criterion, and never falls when one is answered better', () => {
    const shape = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 9 }),
        criteria: fc.array(
          fc.record({
            weight: fc.integer({ min: 1, max: 9 }),
            max: fc.integer({ min: 1, max: 10 }),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
            applies: fc.boolean(),
          }),
          { minLength: 1, maxLength: 5 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(shape, fc.nat(), (sections, which) => {
        const made = template(
          sections.map((section, s) => ({
            id: `s${s}`,
            title: '',
            weight: section.weight,
            criteria: section.criteria.map(({ weight, max }, c) => criterion(`c${s}-${c}`, { weight, max })),
          })),
        );
        const flat = sections.flatMap((section, s) => section.criteria.map((one, c) => ({ ...one, id: `c${s}-${c}` })));
        const answers = flat.map((one) => ({
          criterion: one.id,
          points: one.applies ? one.share * one.max : null,
          text: '',
        }));
        const { total, criteria } = scoreOf(made, answers);
        const scores = criteria.flatMap((one) => (one.score === null ? [] : [one.score]));
        if (total === null) return scores.length === 0;
        const better = answers.map((one, index) =>
          index === which % flat.length && one.points !== null ? { ...one, points: flat[index]?.max ?? 0 } : one,
        );
        const after = scoreOf(made, better).total ?? -1;
        return total >= Math.min(...scores) - 0.01 && total <= Math.max(...scores) + 0.01 && after >= total;
      }),
    );
  });

  it('is not made of answers that are missing, unknown, given twice, out of range or withheld', () => {
    const strict = template([
      {
        id: 's',
        title: 'S',
        weight: 1,
        criteria: [
          criterion('must', { mayNotApply: false }),
          criterion('yes', { kind: 'yes-no' }),
          criterion('words', { kind: 'text' }),
        ],
      },
    ]);
    expect(problemsOf(strict, says({ must: 10, yes: 0 }))).toEqual([]);
    expect(problemsOf(strict, says({ must: null, yes: 0.5, other: 1 }))).toEqual([
      { criterion: 'other', why: 'unknown' },
      { criterion: 'must', why: 'must-apply' },
      { criterion: 'yes', why: 'out-of-range' },
    ]);
    expect(problemsOf(strict, [...says({ must: 11 }), ...says({ must: 1 })])).toEqual([
      { criterion: 'must', why: 'twice' },
      { criterion: 'yes', why: 'missing' },
    ]);
  });
});

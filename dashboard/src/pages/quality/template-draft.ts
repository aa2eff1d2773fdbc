import type { QualityCriterion, QualitySection, QualityTemplate } from '../../../../services/core/quality-template.ts';

/** A template while it is written. */
export type TemplateDraft = Omit<QualityTemplate, 'id' | 'version'>;

/** An id that none of the others has: what is stored refers to it, people see titles. */
function freshId(kind: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${kind}${number}`)) number += 1;
  return `${kind}${number}`;
}

const idsOf = ({ sections }: TemplateDraft): readonly string[] =>
  sections.flatMap((section) => [section.id, ...section.criteria.map((one) => one.id)]);

export function newCriterion(draft: TemplateDraft): QualityCriterion {
  return {
    id: freshId('c', idsOf(draft)),
    title: '',
    help: '',
    kind: 'points',
    max: 5,
    weight: 1,
    critical: 'no',
    mayNotApply: false,
  };
}

export function newSection(draft: TemplateDraft): QualitySection {
  const id = freshId('s', idsOf(draft));
  return { id, title: '', weight: 1, criteria: [newCriterion(draft)] };
}

export function emptyDraft(): TemplateDraft {
  const empty: TemplateDraft = { name: '', description: '', passMark: 80, sections: [] };
  return { ...empty, sections: [newSection(empty)] };
}

export const withSection = (draft: TemplateDraft, index: number, change: Partial<QualitySection>): TemplateDraft => ({
  ...draft,
  sections: draft.sections.map((one, at) => (at === index ? { ...one, ...change } : one)),
});

export const withCriterion = (
  draft: TemplateDraft,
  [section, criterion]: readonly [number, number],
  change: Partial<QualityCriterion>,
): TemplateDraft =>
  withSection(draft, section, {
    criteria: (draft.sections[section]?.criteria ?? []).map((one, at) =>
      at === criterion ? { ...one, ...change } : one,
    ),
  });

/** Every name is written, and something gives points. */
export function isComplete({ name, sections }: TemplateDraft): boolean {
  const titles = sections.flatMap((section) => [section.title, ...section.criteria.map((one) => one.title)]);
  return (
    name.trim() !== '' &&
    sections.length > 0 &&
    titles.every((one) => one.trim() !== '') &&
    sections.every((section) => section.criteria.length > 0)
  );
}

import { criteriaOf, type QualityTemplate } from '../core/quality-template.ts';

/** What is wrong with a template beyond its shape, in a sentence; null where nothing is. */
export function wrongWithTemplate(template: Pick<QualityTemplate, 'sections'>): string | null {
  const criteria = criteriaOf(template);
  const ids = [...template.sections.map((one) => one.id), ...criteria.map((one) => one.id)];
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) return `The id ${twice} is there twice; give one of them another.`;
  const empty = template.sections.find((section) => section.criteria.length === 0);
  if (empty !== undefined) return `The section ${empty.title} has no criterion; add one or remove the section.`;
  if (criteria.every((one) => one.kind === 'text' || one.weight === 0))
    return 'No criterion gives points; add one with a weight above 0.';
  if (template.sections.every((section) => section.weight === 0))
    return 'No section has a weight above 0; give one to at least one of them.';
  return null;
}

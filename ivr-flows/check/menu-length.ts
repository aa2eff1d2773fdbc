import { type Rule, stepPath } from './checked.ts';

/** More choices than this a caller who only listens has forgotten before the last is told (Cowan 2001: about four). */
const remembered = 5;

/** A menu is no longer than a person remembers. The keys that by custom lead back or to a person are not counted. */
export const menuLength: Rule = (flow) =>
  [...flow.steps.values()].flatMap(({ id, type, settings }) => {
    if (type !== 'menu' || typeof settings.keys !== 'object' || settings.keys === null) return [];
    const keys = Object.keys(settings.keys).filter((key) => !['0', '*', '#'].includes(key));
    if (keys.length <= remembered) return [];
    return [
      {
        code: 'menu-long',
        severity: 'warning' as const,
        path: stepPath(id, 'keys'),
        params: { step: id, count: keys.length, remembered },
      },
    ];
  });

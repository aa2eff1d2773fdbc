import { type Rule, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

/** What a caller types in confidence is neither journalled nor recorded. */
export const sensitive: Rule = (flow) =>
  [...flow.steps.values()].flatMap(({ id, bound, settings }): Finding[] => {
    if (!bound) return [];
    const secret = (name: string) => flow.variables.get(name)?.sensitive ?? false;
    const open = bound.variables.sets.filter(({ name }) => flow.variables.has(name) && !secret(name));
    const masked = bound.sensitive || bound.variables.aloud.some(secret);
    if (bound.sensitive)
      return open.map(({ name }) => ({
        code: 'sensitive-journalled',
        severity: 'error',
        path: stepPath(id),
        word: name,
        params: { step: id, variable: name },
        suggestion: `${name}: { type: ${flow.variables.get(name)?.type}, sensitive: true }`,
      }));
    const check = settings.check as { readonly kind?: unknown } | undefined;
    if (check?.kind === 'luhn' && !masked)
      return [
        {
          code: 'sensitive-recorded',
          severity: 'error',
          path: stepPath(id, 'check'),
          params: { step: id },
          suggestion: 'sensitive: true',
        },
      ];
    if (bound.pace === 'asks' || !bound.variables.reads.some(({ name }) => secret(name))) return [];
    return open.map(({ name }) => ({
      code: 'sensitive-passed-on',
      severity: 'warning',
      path: stepPath(id),
      word: name,
      params: { step: id, variable: name },
      suggestion: `${name}: { type: ${flow.variables.get(name)?.type}, sensitive: true }`,
    }));
  });

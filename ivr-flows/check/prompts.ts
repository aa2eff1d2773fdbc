import { closestWord } from '../../config/closest-word.ts';
import { type Rule, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

/** Each prompt has a text in every language in which it may be said, in the flow or in the language files. */
export const prompts: Rule = (flow, known) => {
  const findings: Finding[] = [];
  const used = new Set<string>();
  const has = (key: string, language: string) =>
    flow.prompts[key]?.[language] !== undefined || known.prompts.get(language)?.has(key) === true;
  for (const { id, bound } of flow.steps.values())
    for (const written of bound?.references.prompts ?? []) {
      const [key = '', only] = written.split('@');
      used.add(key);
      for (const language of only ? [only] : known.prompts.keys()) {
        if (has(key, language)) continue;
        const near = closestWord(key, [...Object.keys(flow.prompts), ...(known.prompts.get(language) ?? [])]);
        findings.push({
          code: 'prompt-missing',
          severity: 'error',
          path: stepPath(id),
          word: written,
          params: { prompt: key, language },
          ...(near === undefined || near === key ? {} : { suggestion: near }),
        });
      }
    }
  // Where a step could not be read, what it says is not known.
  if ([...flow.steps.values()].some(({ bound }) => bound === null)) return findings;
  const unused = Object.keys(flow.prompts).filter((key) => !used.has(key));
  return [
    ...findings,
    ...unused.map(
      (key): Finding => ({
        code: 'prompt-unused',
        severity: 'warning',
        path: ['prompts', key],
        params: { prompt: key },
      }),
    ),
  ];
};

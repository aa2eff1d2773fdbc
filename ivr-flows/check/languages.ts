import { closestWord } from '../../config/closest-word.ts';
import { type Rule, stepPath } from './checked.ts';
import type { Finding, Path } from './problem.ts';

/** A flow speaks languages that the centre speaks. */
export const languages: Rule = (flow, known) => {
  const has = [...known.prompts.keys()];
  const wrong = (language: string, path: Path): readonly Finding[] => {
    if (has.includes(language)) return [];
    const near = closestWord(language, has);
    const suggestion = near ?? has[0];
    return [
      {
        code: 'unknown-language',
        severity: 'error',
        path,
        params: { language, has: has.join(', ') },
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ];
  };
  const chosen = [...flow.steps.values()].flatMap(({ id, type, settings }) =>
    type === 'language' && typeof settings.languages === 'object' && settings.languages !== null
      ? Object.entries(settings.languages).map(([key, language]) => ({ id, key, language: String(language) }))
      : [],
  );
  return [
    ...wrong(flow.language, ['language']),
    ...chosen.flatMap(({ id, key, language }) => wrong(language, stepPath(id, 'languages', key))),
  ];
};

import type { z } from 'zod';
import { closestWord } from '../../config/closest-word.ts';
import type { Finding, Path } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** What zod found wrong, as findings: what is written and is not known, with the word that may be meant. */
export function formFindings(issues: readonly Issue[], below: Path, settings: readonly string[]): readonly Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = [...below, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        const near = closestWord(key, settings);
        return {
          code: 'unknown-setting',
          severity: 'error',
          path: [...path, key],
          params: { setting: key, has: settings.join(', ') || '–' },
          ...(near === undefined ? {} : { suggestion: near }),
        };
      });
    if (issue.code === 'invalid_type' && issue.input === undefined && / received undefined$/.test(issue.message))
      return [{ code: 'missing-setting', severity: 'error', path, params: { setting: String(path.at(-1)) } }];
    return [{ code: 'wrong-value', severity: 'error', path, params: { detail: detailOf(issue) } }];
  });
}

/** A union says of each part what it wanted: the first is enough for people. */
function detailOf(issue: Issue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const wanted = issue.errors.map((part) => part[0]?.message).filter((one) => one !== undefined);
  return [...new Set(wanted)].join('; ') || issue.message;
}

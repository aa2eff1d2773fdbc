import { closestWord } from '../../config/closest-word.ts';
import type { Known } from '../flow.ts';
import type { References } from '../step.ts';
import { type CheckedFlow, type Rule, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

/** What a step may name outside its flow, by the name of the list: `Known` and `References` use the same. */
const kinds = ['queues', 'skills', 'lists', 'calendars', 'agents', 'secrets'] as const;
type Kind = (typeof kinds)[number] & keyof Known & keyof References;

/** Whatever a step names is there. Lists that nobody told of are not looked at. */
export const references: Rule = (flow, known) => {
  const findings: Finding[] = [];
  for (const { id, bound } of flow.steps.values()) {
    if (!bound) continue;
    for (const number of bound.references.numbers ?? [])
      if (known.mayDial?.(number) === false)
        findings.push({
          code: 'unknown-number',
          severity: 'error',
          path: stepPath(id),
          word: number,
          params: { number },
        });
    for (const { table, columns } of bound.references.tables ?? [])
      findings.push(...wrongTable(known.tables, id, table, columns));
    for (const kind of kinds as readonly Kind[]) {
      const there = known[kind];
      if (there === undefined) continue;
      for (const name of bound.references[kind] ?? []) {
        if (there.has(name)) continue;
        const near = closestWord(name, [...there]);
        findings.push({
          code: `unknown-${kind}`,
          severity: 'error',
          path: stepPath(id),
          word: name,
          params: { name, has: some([...there]) },
          ...(near === undefined ? {} : { suggestion: near }),
        });
      }
    }
  }
  return findings;
};

/** Every flow that a step goes into is there. */
export function unknownFlows(flow: CheckedFlow, flows: ReadonlySet<string>): readonly Finding[] {
  return [...flow.steps.values()].flatMap(({ id, bound }) =>
    (bound?.references.flows ?? [])
      .filter((name) => !flows.has(name))
      .map((name): Finding => {
        const near = closestWord(name, [...flows]);
        return {
          code: 'unknown-flows',
          severity: 'error',
          path: stepPath(id),
          word: name,
          params: { name, has: some([...flows]) },
          ...(near === undefined ? {} : { suggestion: near }),
        };
      }),
  );
}

/** A table that is there, with its columns. */
function wrongTable(
  tables: Known['tables'],
  id: string,
  table: string,
  columns: readonly string[],
): readonly Finding[] {
  if (tables === undefined) return [];
  const has = tables.get(table);
  const names = has ? columns.filter((column) => !has.has(column)) : [table];
  const among = [...(has ?? tables.keys())];
  return names.map((name) => {
    const near = closestWord(name, among);
    return {
      code: has ? 'unknown-column' : 'unknown-tables',
      severity: 'error',
      path: stepPath(id),
      word: name,
      params: { name, table, has: some(among) },
      ...(near === undefined ? {} : { suggestion: near }),
    };
  });
}

/** A short list in a sentence. */
const some = (names: readonly string[]) =>
  names.length === 0 ? '–' : names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : names.join(', ');

import { closestWord } from '../../config/closest-word.ts';
import type { VariableType } from '../../services/core/variable.ts';
import { reachable } from '../graph.ts';
import { builtIns } from '../steps/values.ts';
import { type CheckedFlow, type CheckedStep, type Rule, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

type Named = { readonly name: string; readonly types?: readonly VariableType[] };

/** Variables are declared, of a type that will do, set before they are read, and read at all. */
export const variables: Rule = (flow) => {
  const steps = [...flow.steps.values()];
  const findings = steps.flatMap(({ id, bound }) => [
    ...(bound?.variables.reads ?? []).flatMap((one) => wrongName(flow, id, one)),
    ...(bound?.variables.sets ?? []).flatMap((one) => wrongName(flow, id, one)),
    ...(bound?.variables.reads ?? []).flatMap((one) => unset(flow, id, one.name)),
  ]);
  // Where a step could not be read, what it reads is not known.
  if (steps.some(({ bound }) => bound === null)) return findings;
  // What is only set stands in the journal all the same, for reports.
  const used = new Set(
    steps.flatMap(({ bound }) =>
      [...(bound?.variables.reads ?? []), ...(bound?.variables.sets ?? [])].map(({ name }) => name),
    ),
  );
  const unread = [...flow.variables.keys()].filter((name) => !used.has(name) && !flow.entered);
  return [
    ...findings,
    ...unread.map(
      (name): Finding => ({
        code: 'variable-unused',
        severity: 'warning',
        path: ['variables', name],
        params: { variable: name },
      }),
    ),
  ];
};

function wrongName(flow: CheckedFlow, step: string, { name, types }: Named): readonly Finding[] {
  const type = typeOf(flow, name);
  if (type === undefined) {
    const names = [...flow.variables.keys(), ...Object.keys(builtIns)];
    const near = closestWord(name, names);
    return [
      {
        code: 'unknown-variable',
        severity: 'error',
        path: stepPath(step),
        word: name,
        params: { variable: name, has: [...flow.variables.keys()].join(', ') || '–' },
        ...(near === undefined ? {} : { suggestion: near }),
      },
    ];
  }
  if (types === undefined || types.includes(type)) return [];
  return [
    {
      code: 'variable-type',
      severity: 'error',
      path: stepPath(step),
      word: name,
      params: { variable: name, type, wanted: types.join(', ') },
      suggestion: `type: ${types[0]}`,
    },
  ];
}

const typeOf = (flow: CheckedFlow, name: string): VariableType | undefined =>
  flow.variables.get(name)?.type ??
  (Object.hasOwn(builtIns, name) ? builtIns[name as keyof typeof builtIns] : undefined);

/** No way that leads to the step comes by one that sets what it reads. */
function unset(flow: CheckedFlow, step: string, name: string): readonly Finding[] {
  const declared = flow.variables.get(name);
  if (!declared || declared.default !== undefined) return [];
  const setters = [...flow.steps.values()].filter((one) => sets(one, name));
  const after = (one: CheckedStep) =>
    Object.values(one.exits).some((to) => to === step || reachable(to, flow.edges).has(step));
  if (setters.some(after) || flow.entered) return [];
  return [
    { code: 'variable-unset', severity: 'warning', path: stepPath(step), word: name, params: { variable: name, step } },
  ];
}

const sets = ({ bound }: CheckedStep, name: string) => bound?.variables.sets.some((one) => one.name === name) ?? false;

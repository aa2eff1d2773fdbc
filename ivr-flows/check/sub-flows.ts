import { closestWord } from '../../config/closest-word.ts';
import { type CheckedFlow, type CheckedStep, stepPath } from './checked.ts';
import type { Finding } from './problem.ts';

/** Flows within flows, at most: as the engine has it. */
const depthLimit = 8;

type Flows = ReadonlyMap<string, CheckedFlow>;

/** What flows are to one another: a sub-flow comes back, by ways out that are led, and never into itself. */
export function subFlows(flow: CheckedFlow, flows: Flows): readonly Finding[] {
  return [...flow.steps.values()].flatMap((step) => {
    const inner = step.bound?.goesInto;
    const into = inner === undefined || inner === null ? undefined : flows.get(inner);
    if (!into) return [];
    return [...recursion(flow, step, into, flows), ...wrongReturns(step, into), ...wrongVariables(flow, step, into)];
  });
}

/** The chain by which a flow comes back into itself, or the longest one; found without calling itself for ever. */
function recursion(flow: CheckedFlow, step: CheckedStep, into: CheckedFlow, flows: Flows): readonly Finding[] {
  const open: (readonly string[])[] = [[flow.name, into.name]];
  for (let chain = open.pop(); chain; chain = open.pop()) {
    const last = chain.at(-1) ?? '';
    const found = {
      path: stepPath(step.id),
      word: into.name,
      severity: 'error',
      params: { chain: chain.join(' → ') },
    } as const;
    if (last === flow.name) return [{ ...found, code: 'sub-flow-recursion' }];
    // A circle further on is said of the flows that are in it.
    if (chain.indexOf(last) !== chain.length - 1) continue;
    if (chain.length > depthLimit + 1)
      return [{ ...found, code: 'sub-flow-deep', params: { ...found.params, limit: depthLimit } }];
    for (const { bound } of flows.get(last)?.steps.values() ?? [])
      if (bound?.goesInto) open.push([...chain, bound.goesInto]);
  }
  return [];
}

function wrongReturns({ id, exits }: CheckedStep, into: CheckedFlow): readonly Finding[] {
  const returns = new Set([...into.steps.values()].flatMap(({ bound }) => bound?.returns ?? []));
  // A flow that cannot be read yet says nothing of its ways back.
  if ([...into.steps.values()].some(({ bound }) => bound === null)) return [];
  const missing = [...returns].filter((exit) => !Object.hasOwn(exits, exit));
  const unknown = Object.keys(exits).filter((exit) => !returns.has(exit));
  return [
    ...missing.map(
      (exit): Finding => ({
        code: 'missing-exit',
        severity: 'error',
        path: stepPath(id, ...(Object.keys(exits).length > 0 ? ['exits'] : [])),
        params: { step: id, exit },
      }),
    ),
    ...unknown.map((exit): Finding => {
      const near = closestWord(exit, [...returns]);
      return {
        code: 'unknown-return',
        severity: 'error',
        path: stepPath(id, 'exits', exit),
        params: { flow: into.name, exit, has: [...returns].join(', ') || '–' },
        ...(near === undefined ? {} : { suggestion: near }),
      };
    }),
  ];
}

function wrongVariables(flow: CheckedFlow, { id, settings }: CheckedStep, into: CheckedFlow): readonly Finding[] {
  const given = Object.keys((settings.with ?? {}) as object).map((name) => ({
    name,
    path: stepPath(id, 'with', name),
  }));
  const got = Object.entries((settings.get ?? {}) as Record<string, unknown>).map(([own, name]) => ({
    name: String(name),
    own,
    path: stepPath(id, 'get', own),
  }));
  const names = [...into.variables.keys()];
  const unknown = [...given, ...got].flatMap(({ name, path }): Finding[] => {
    if (into.variables.has(name)) return [];
    const near = closestWord(name, names);
    return [
      {
        code: 'unknown-sub-variable',
        severity: 'error',
        path,
        params: { flow: into.name, variable: name, has: names.join(', ') || '–' },
        ...(near === undefined ? {} : { suggestion: near }),
      },
    ];
  });
  const types = got.flatMap(({ name, own, path }): Finding[] => {
    const [theirs, ours] = [into.variables.get(name), flow.variables.get(own)];
    if (!theirs || !ours || theirs.type === ours.type || ours.type === 'text') return [];
    return [
      {
        code: 'variable-type',
        severity: 'error',
        path,
        params: { variable: own, type: ours.type, wanted: theirs.type },
        suggestion: `type: ${theirs.type}`,
      },
    ];
  });
  return [...unknown, ...types];
}

import type { Flow, Known } from '../flow.ts';
import type { CheckedFlow } from './checked.ts';
import { checkText } from './index.ts';
import { type Finding, inOrder, type Problem } from './problem.ts';
import { unknownFlows } from './references.ts';
import { subFlows } from './sub-flows.ts';

/** A flow file as it lies in its folder. `version`: of exactly this text. */
export type FlowText = { readonly file: string; readonly text: string; readonly version: string };

export type CheckedFile = FlowText & {
  /** Null where there are errors. */
  readonly flow: Flow | null;
  /** The flow even so, if it could run. */
  readonly runnable: Flow | null;
  readonly whole: CheckedFlow | null;
  readonly problems: readonly Problem[];
};

/** Checks flows that are in force together: each by itself, and what they are to one another. */
export function checkSet(texts: readonly FlowText[], known: Known): readonly CheckedFile[] {
  const alone = texts.map((one) => ({ ...one, ...checkText(one.text, one.file, one.version, known) }));
  const names = alone.map(({ whole }) => whole?.name ?? null);
  const wholes = new Map(alone.flatMap(({ whole }) => (whole ? [[whole.name, whole] as const] : [])));
  return alone.map(({ at, ...one }, index) => {
    const { whole } = one;
    if (!whole || !at) return one;
    const first = names.indexOf(whole.name);
    const together = [
      ...unknownFlows(whole, new Set([...wholes.keys(), ...(known.flows ?? [])])),
      ...subFlows(whole, wholes),
      ...(first === index ? [] : [twice(whole.name, texts[first]?.file ?? '')]),
    ];
    if (together.length === 0) return one;
    const wrong = together.some(({ severity }) => severity === 'error');
    return { ...one, flow: wrong ? null : one.flow, problems: inOrder([...one.problems, ...together.map(at)]) };
  });
}

const twice = (name: string, other: string): Finding => ({
  code: 'flow-twice',
  severity: 'error',
  path: ['flow'],
  params: { name, other },
});

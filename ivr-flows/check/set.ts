import type { Flow, Known } from '../flow.ts';
import { readSource } from '../source.ts';
import type { CheckedFlow } from './checked.ts';
import { checkText } from './index.ts';
import { inOrder, type Problem } from './problem.ts';

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
  const names = texts.map(({ text, file }) => nameIn(text, file));
  const flows = new Set([...names.filter((one) => one !== null), ...(known.flows ?? [])]);
  const files = texts.map((one) => ({ ...one, ...checkText(one.text, one.file, one.version, { ...known, flows }) }));
  return files.map((one, index) => {
    const name = names[index];
    const first = names.indexOf(name ?? null);
    if (name === null || name === undefined || first === index) return one;
    const read = readSource(one.text, one.file);
    if (!('source' in read)) return one;
    const twice = read.source.at({
      code: 'flow-twice',
      severity: 'error',
      path: ['flow'],
      params: { name, other: texts[first]?.file ?? '' },
    });
    return { ...one, flow: null, problems: inOrder([...one.problems, twice]) };
  });
}

/** The name a flow file gives itself; null when there is none to be read. */
function nameIn(text: string, file: string): string | null {
  const read = readSource(text, file);
  if (!('source' in read)) return null;
  const { content } = read.source;
  const name = typeof content === 'object' && content !== null && 'flow' in content ? content.flow : null;
  return typeof name === 'string' ? name : null;
}

import { closestWord } from '../../config/closest-word.ts';
import { type Flow, type FlowStep, flowSchema, type Known, localText } from '../flow.ts';
import { readSource } from '../source.ts';
import { bindStep, stepTypeNames } from '../steps/index.ts';
import { type CheckedFlow, type CheckedStep, stepPath } from './checked.ts';
import { formFindings } from './form.ts';
import { type Finding, inOrder, type Problem } from './problem.ts';
import { rules } from './rules.ts';

export type Checked = {
  /** Null where there are errors. */
  readonly flow: Flow | null;
  /** The flow even so, if it could run: what a call that is on it already needs. */
  readonly runnable: Flow | null;
  /** What is written, as far as its form is right; null where it is none. */
  readonly whole: CheckedFlow | null;
  readonly findings: readonly Finding[];
};

/** Checks what a flow file holds, and makes it a flow. @param version of exactly this content. */
export function checkContent(content: unknown, version: string, known: Known): Checked {
  const parsed = flowSchema.safeParse(content, { reportInput: true });
  if (!parsed.success) {
    const isFlow = typeof content === 'object' && content !== null && 'steps' in content;
    if (!isFlow)
      return { flow: null, runnable: null, whole: null, findings: [{ code: 'no-flow', severity: 'error', path: [] }] };
    return {
      flow: null,
      runnable: null,
      whole: null,
      findings: formFindings(parsed.error.issues, [], Object.keys(flowSchema.shape)),
    };
  }
  const { flow: name, description, language, start, variables: declared, prompts, steps: written } = parsed.data;
  const variables = new Map(Object.entries(declared));
  const findings: Finding[] = [];
  const checked = new Map<string, CheckedStep>();
  const steps = new Map<string, FlowStep>();
  for (const [id, { type, label, exits, ...settings }] of Object.entries(written)) {
    const binding = bindStep(type, settings);
    if (binding === null) {
      const near = closestWord(type, stepTypeNames);
      findings.push({
        code: 'unknown-type',
        severity: 'error',
        path: stepPath(id, 'type'),
        params: { type, has: stepTypeNames.join(', ') },
        ...(near === undefined ? {} : { suggestion: near }),
      });
    } else if ('issues' in binding) findings.push(...formFindings(binding.issues, stepPath(id), binding.settings));
    const bound = binding !== null && 'step' in binding ? binding.step : null;
    const named = localText(label, language, id);
    checked.set(id, { id, type, label: named, settings, exits, bound });
    // What is typed or said aloud there is as sensitive as the variable that it is.
    const aloud = bound?.variables.aloud.some((one) => variables.get(one)?.sensitive) ?? false;
    if (bound) steps.set(id, { ...bound, sensitive: bound.sensitive || aloud, label: named, next: exits });
  }
  const edges = [...checked.values()].flatMap(({ id, exits }) =>
    Object.entries(exits).map(([exit, to]) => ({ from: id, exit, to: checked.has(to) ? to : null })),
  );
  const entered = [...checked.values()].some(({ bound }) => bound !== null && bound.returns !== null);
  const whole: CheckedFlow = { name, entered, language, start, steps: checked, edges, variables, prompts };
  findings.push(...rules.flatMap((rule) => rule(whole, known)));
  const flow: Flow = {
    name,
    version,
    description: localText(description, language, name),
    language,
    start,
    variables,
    prompts,
    steps,
  };
  const wrong = findings.some(({ severity }) => severity === 'error');
  return { flow: wrong ? null : flow, runnable: steps.size === checked.size ? flow : null, whole, findings };
}

/** Checks the text of a flow file. Problems come in the order of the file, with their places. */
export function checkText(
  text: string,
  file: string,
  version: string,
  known: Known,
): Omit<Checked, 'findings'> & {
  readonly problems: readonly Problem[];
  /** Puts a further finding at its place; null where the text is no YAML. */
  readonly at: ((finding: Finding) => Problem) | null;
} {
  const read = readSource(text, file);
  if ('problems' in read) return { flow: null, runnable: null, whole: null, problems: read.problems, at: null };
  const { findings, ...checked } = checkContent(read.source.content, version, known);
  return { ...checked, problems: inOrder(findings.map(read.source.at)), at: read.source.at };
}

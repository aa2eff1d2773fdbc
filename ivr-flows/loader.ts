import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CentralitaError } from '../services/core/errors.ts';
import type { Flows } from '../services/core/flow.ts';
import { checkContent, checkText } from './check/index.ts';
import { inWords, type Problem } from './check/problem.ts';
import { type CheckedFile, checkSet, type FlowText } from './check/set.ts';
import type { Flow, Known } from './flow.ts';
import { flowRunner } from './interpreter.ts';
import { sentencesOf } from './sentences.ts';
import { sizeLimitBytes } from './source.ts';

/** A version is a hash of the file's content: the same text is the same version. */
export const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The flow files of a folder; tests beside them are none. */
export const flowFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.flow-test.yaml'))
    .sort();

/** Reads a flow file. Of one that is larger than any flow only so much is read as shows it. */
export function readText(folder: string, file: string): FlowText {
  const path = join(folder, file);
  const text = statSync(path).size > 4 * sizeLimitBytes ? ' '.repeat(sizeLimitBytes + 1) : readFileSync(path, 'utf8');
  return { file, text, version: versionOf(text) };
}

/** Checks all flows of a folder together. */
export const checkFolder = (folder: string, known: Known): readonly CheckedFile[] =>
  checkSet(
    flowFiles(folder).map((file) => readText(folder, file)),
    known,
  );

/** A problem as a compiler says it: file, line, column, and what to do. */
export function problemLine(problem: Problem, language = 'en'): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.place}: ${inWords(problem, sentencesOf(language))}`;
}

/** @returns CentralitaError `flow-invalid` with a line for each error. */
export function flowInvalid(problems: readonly Problem[]): CentralitaError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = [...new Set(errors.map(({ file }) => file))].join(', ');
  const lines = errors.map((one) => `  - ${problemLine(one)}`).join('\n');
  return new CentralitaError('flow-invalid', `The flow ${files} cannot be used. Correct these places:\n${lines}`);
}

/**
 * Checks the content of a flow file and makes it a flow.
 * @param version of exactly this content; calls finish on the version on which they began.
 * @throws CentralitaError `flow-invalid` naming every wrong place and what to write there.
 */
export function readFlow(content: unknown, file: string, version: string, known: Known): Flow {
  const { flow, findings } = checkContent(content, version, known);
  if (flow) return flow;
  const lines = findings
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ path, code, params = {}, suggestion = null }) =>
        `  - ${path.join('.') || '(top)'}: ${inWords({ code, params, suggestion }, sentencesOf('en'))}`,
    );
  throw new CentralitaError(
    'flow-invalid',
    `The flow ${file} cannot be used. Correct these places:\n${lines.join('\n')}`,
  );
}

/** A file that holds a flow without an error. */
export type FlowFile = FlowText & { readonly flow: Flow };

/** Flows as they are in force: one version of each for new calls, and every other one that a call may be on. */
export type FlowSet = {
  readonly files: readonly FlowFile[];
  /** Every version, by `flow@version`. */
  readonly versions: ReadonlyMap<string, Flow>;
  readonly runner: Flows;
};

/**
 * Reads the flows of `folder`, all or none, with the earlier versions of `archive`.
 * @throws CentralitaError `flow-invalid` naming the file, each wrong place and what to write there.
 */
export function readFlows(folder: string, archive: string, known: Known): FlowSet {
  const checked = checkFolder(folder, known);
  const problems = checked.flatMap((one) => one.problems);
  if (problems.some(({ severity }) => severity === 'error')) throw flowInvalid(problems);
  return flowSet(
    checked.flatMap(({ flow, file, text, version }) => (flow ? [{ flow, file, text, version }] : [])),
    older(archive, known),
  );
}

/** Puts flows in force together: `files` are the versions of new calls. */
export function flowSet(files: readonly FlowFile[], earlier: readonly Flow[]): FlowSet {
  const flows = [...earlier, ...files.map(({ flow }) => flow)];
  const versions = new Map(flows.map((flow) => [`${flow.name}@${flow.version}`, flow]));
  const current = new Map(files.map(({ flow }) => [flow.name, flow.version]));
  return { files, versions, runner: flowRunner([...versions.values()], current) };
}

/** Keeps the versions in `archive`, so that a call finishes on the one on which it began, a restart in between or not. */
export function keepVersions(archive: string, files: readonly FlowFile[]): void {
  mkdirSync(archive, { recursive: true, mode: 0o700 });
  for (const { flow, text } of files)
    writeFileSync(join(archive, `${flow.name}@${flow.version}.yaml`), text, { mode: 0o600, flush: true });
}

/** Loads the flows of `folder`, all or none, and keeps their versions. @throws CentralitaError as `readFlows`. */
export function loadFlows(folder: string, archive: string, known: Known): Flows {
  mkdirSync(archive, { recursive: true, mode: 0o700 });
  const set = readFlows(folder, archive, known);
  keepVersions(archive, set.files);
  return set.runner;
}

/** Earlier versions. What is wrong with one by now (a queue is gone) only matters to a call that comes to that place. */
function older(archive: string, known: Known): readonly Flow[] {
  return flowFiles(archive).flatMap((file) => {
    const { text } = readText(archive, file);
    const [, version = ''] = basename(file, '.yaml').split('@');
    const { runnable } = checkText(text, file, version, known);
    return runnable ? [runnable] : [];
  });
}

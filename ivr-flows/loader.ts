import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../config/data-folder.ts';
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

/** Flows as they are in force: the version of each on which new calls begin. */
export type FlowSet = { readonly files: readonly FlowFile[]; readonly runner: Flows };

/**
 * Reads the flows of `folder`, all or none.
 * @throws CentralitaError `flow-invalid` naming the file, each wrong place and what to write there.
 */
export function readFlows(folder: string, known: Known): readonly FlowFile[] {
  return filesOf(checkFolder(folder, known));
}

/** The files that were checked, all without an error. @throws CentralitaError `flow-invalid`. */
export function filesOf(checked: readonly CheckedFile[]): readonly FlowFile[] {
  const problems = checked.flatMap((one) => one.problems);
  if (problems.some(({ severity }) => severity === 'error')) throw flowInvalid(problems);
  return checked.flatMap(({ flow, file, text, version }) => (flow ? [{ flow, file, text, version }] : []));
}

/** Puts flows in force together. Earlier versions are read of `archive` when a call turns out to be on one. */
export function flowSet(files: readonly FlowFile[], archive: string, known: () => Known): FlowSet {
  const current = new Map(files.map(({ flow }) => [flow.name, flow.version]));
  const flows = files.map(({ flow }) => flow);
  return { files, runner: flowRunner(flows, current, (name, version) => keptVersion(archive, name, version, known())) };
}

const keptFile = (name: string, version: string) => `${name}@${version}.yaml`;

/** Keeps versions in `archive`, so that a call finishes on the one on which it began, a restart in between or not. */
export function keepVersions(archive: string, files: readonly FlowFile[]): void {
  mkdirSync(archive, { recursive: true, mode: 0o700 });
  for (const { flow, text } of files) {
    const path = join(archive, keptFile(flow.name, flow.version));
    if (!existsSync(path)) writePrivateFile(path, text);
  }
}

/** The text of a version that was ever in use; null when there is none of that name. */
export function keptText(archive: string, name: string, version: string): string | null {
  const file = keptFile(name, version);
  return /^[a-z0-9-]+@[0-9a-f]+\.yaml$/.test(file) && existsSync(join(archive, file))
    ? readText(archive, file).text
    : null;
}

/**
 * A version that was ever in use. What is wrong with it by now (a queue is gone) only matters to a call that comes to
 * that place.
 */
export function keptVersion(archive: string, name: string, version: string, known: Known): Flow | null {
  const text = keptText(archive, name, version);
  return text === null ? null : checkText(text, keptFile(name, version), version, known).runnable;
}

/** Loads the flows of `folder`, all or none, and keeps their versions. @throws CentralitaError as `readFlows`. */
export function loadFlows(folder: string, archive: string, known: Known): Flows {
  const files = readFlows(folder, known);
  keepVersions(archive, files);
  return flowSet(files, archive, () => known).runner;
}

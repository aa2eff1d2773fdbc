import { renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardWrites } from '../../config/data-folder.ts';
import { checkSet, type FlowText } from '../../ivr-flows/check/set.ts';
import type { Flow, Known } from '../../ivr-flows/flow.ts';
import {
  checkFolder,
  type FlowFile,
  type FlowSet,
  filesOf,
  flowInvalid,
  flowSet,
  keepVersions,
  keptText,
  readFlows,
  readText,
  versionOf,
} from '../../ivr-flows/loader.ts';
import type { By } from '../core/agent.ts';
import { CentralitaError } from '../core/errors.ts';
import type { FlowChange } from '../core/event.ts';
import type { Flows } from '../core/flow.ts';
import type { FlowSave } from '../ports.ts';
import { historyOf, note } from './history.ts';

/** Flows that are in force from now on. */
export type FlowsApplied = {
  readonly runner: Flows;
  readonly changes: readonly FlowChange[];
  readonly by: By;
  readonly note: string;
};

export type FlowEditorOptions = {
  readonly folder: string;
  /** Every version that was ever in force, and who put it there. */
  readonly archive: string;
  /** What flows may name now. */
  readonly known: () => Known;
  /** What is wrong with the site once these flows are in force: a sentence for each place. */
  readonly wrong: (flows: Flows) => readonly string[];
  /** Makes the texts that the flows bring playable: before they are in force. Rejects with what is wrong. */
  readonly prepare: (flows: readonly Pick<Flow, 'name' | 'prompts'>[]) => Promise<void>;
  /** Puts the flows in force: at once, without waiting for anything. Its promise is of what follows from it. */
  readonly apply: (applied: FlowsApplied) => Promise<void>;
  readonly clock?: () => number;
};

export type FlowEditor = {
  /** What is in force. */
  readonly current: () => FlowSet;
  readonly history: (flow: string) => ReturnType<typeof historyOf>;
  /** The text of any version. @throws CentralitaError `flow-not-found`. */
  readonly text: (flow: string, version: string) => string;
  /** Checks a text as if it were in force in the place of the flow of that name. */
  readonly check: (
    text: string,
    flow: string | null,
  ) => ReturnType<typeof checkSet>[number] & { readonly others: FlowText[] };
  readonly save: (save: FlowSave) => Promise<{ readonly flow: string; readonly version: string }>;
  readonly back: (
    save: Omit<FlowSave, 'text'> & { readonly version: string },
  ) => Promise<{ readonly flow: string; readonly version: string }>;
  readonly reload: (asked: { readonly by: By; readonly note: string }) => Promise<readonly FlowChange[]>;
};

export type OpenedFlows = { readonly first: FlowSet; readonly changes: readonly FlowChange[] };

/**
 * Reads the flows once, for the start, and notes what was changed while nothing ran.
 * @throws CentralitaError `flow-invalid`.
 */
export function openFlows(folder: string, archive: string, known: Known): OpenedFlows {
  const files = readFlows(folder, known);
  guardWrites(archive, () => keepVersions(archive, files));
  const changes = files.flatMap(({ flow: { name, version } }): FlowChange[] => {
    const previous = historyOf(archive, name).at(-1)?.version ?? null;
    return previous === version ? [] : [{ flow: name, version, previous }];
  });
  return { first: flowSet(files, archive, () => known), changes };
}

/**
 * Keeps the flows in force and their files one. All are checked together; then the file is written whole and they are
 * put in force in the same moment; a wrong one changes nothing. Changes are made one after the other.
 */
export function flowEditor(options: FlowEditorOptions, opened: OpenedFlows): FlowEditor {
  const { folder, archive, known, wrong, prepare, apply, clock = Date.now } = options;
  let running = opened.first;

  const noteAll = (changes: readonly FlowChange[], by: By, why: string) => {
    const entry = { at: clock(), by: by.kind === 'person' ? by.userId : null, note: why };
    for (const { flow, version } of changes) if (version !== null) note(archive, flow, { ...entry, version });
  };
  guardWrites(archive, () => noteAll(opened.changes, { kind: 'system' }, ''));

  const put = async (files: readonly FlowFile[], write: FlowText | null, by: By, why: string) => {
    const next = flowSet(files, archive, known);
    const reasons = wrong(next.runner);
    if (reasons.length > 0)
      throw new CentralitaError(
        'flow-invalid',
        `The flows cannot be used:\n${reasons.map((one) => `  - ${one}`).join('\n')}`,
      );
    const changes = differences(running.files, files);
    if (changes.length > 0) await prepare(files.map(({ flow }) => flow));
    guardWrites(archive, () => {
      keepVersions(archive, files);
      noteAll(changes, by, why);
    });
    if (write) writeWhole(folder, write);
    running = next;
    if (changes.length > 0) await apply({ runner: next.runner, changes, by, note: why });
    return changes;
  };

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const fileOf = (flow: string | null) => running.files.find((one) => one.flow.name === flow);

  const check = (text: string, flow: string | null) => {
    const file = fileOf(flow)?.file ?? `${flow ?? 'new'}.yaml`;
    const others = running.files.filter((one) => one.file !== file);
    const draft = { file, text, version: versionOf(text) };
    const [checked, ...rest] = checkSet([draft, ...others], known());
    if (!checked) throw new Error('A set of one has a first.');
    // What the draft makes wrong elsewhere is the draft's to mend.
    const elsewhere = rest.flatMap((one) => one.problems.filter(({ severity }) => severity === 'error'));
    return { ...checked, problems: [...checked.problems, ...elsewhere], others };
  };

  const save = async ({ flow, text, by, note: why, base }: FlowSave) => {
    const before = fileOf(flow);
    if ((before?.version ?? null) !== base)
      throw new CentralitaError(
        'flow-changed-meanwhile',
        `Somebody else changed the flow ${flow} meanwhile; load it anew and make the change again.`,
      );
    if (before && readText(folder, before.file).text !== before.text)
      throw new CentralitaError(
        'flow-file-changed',
        `The file ${before.file} was changed by hand and is not in force yet; take it over first (POST /api/flows/reload).`,
      );
    const checked = check(text, flow);
    const files = before ? running.files.map((one) => (one === before ? checked : one)) : [...running.files, checked];
    if (checked.problems.some(({ severity }) => severity === 'error')) throw flowInvalid(checked.problems);
    const name = checked.flow?.name ?? '';
    if (name !== flow)
      throw new CentralitaError(
        'flow-renamed',
        `The flow calls itself "${name}"; write "flow: ${flow}", or save it as a new one.`,
      );
    if (!before && readableFile(folder, checked.file))
      throw new CentralitaError(
        'flow-file-changed',
        `There is a file ${checked.file} already; take it over or remove it first.`,
      );
    const sound = files.flatMap(({ flow: one, file, text: written, version }) =>
      one ? [{ flow: one, file, text: written, version }] : [],
    );
    await put(sound, checked, by, why);
    return { flow: name, version: checked.version };
  };

  const textOf = (flow: string, version: string): string => {
    const file = fileOf(flow);
    const text = file?.version === version ? file.text : keptText(archive, flow, version);
    if (text !== null) return text;
    throw new CentralitaError(
      'flow-not-found',
      `There is no version ${version} of a flow ${flow}; see GET /api/flows.`,
    );
  };

  return {
    current: () => running,
    history: (flow) => historyOf(archive, flow),
    text: textOf,
    check,
    save: (asked) => inTurn(() => save(asked)),
    back: ({ version, ...asked }) => inTurn(() => save({ ...asked, text: textOf(asked.flow, version) })),
    reload: ({ by, note: why }) => inTurn(async () => put(filesOf(checkFolder(folder, known())), null, by, why)),
  };
}

function differences(before: readonly FlowFile[], after: readonly FlowFile[]): readonly FlowChange[] {
  const versions = (files: readonly FlowFile[]) => new Map(files.map(({ flow }) => [flow.name, flow.version]));
  const [was, is] = [versions(before), versions(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((flow): FlowChange[] => {
    const [previous, version] = [was.get(flow) ?? null, is.get(flow) ?? null];
    return previous === version ? [] : [{ flow, version, previous }];
  });
}

const readableFile = (folder: string, file: string) =>
  statSync(join(folder, file), { throwIfNoEntry: false }) !== undefined;

/** The file is the old one or the new one, at every moment. */
function writeWhole(folder: string, { file, text }: FlowText): void {
  const path = join(folder, file);
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644;
  try {
    writeFileSync(`${path}.partial`, text, { mode, flush: true });
    renameSync(`${path}.partial`, path);
  } catch (error) {
    throw new CentralitaError(
      'flows-not-writable',
      `The folder of flows ${folder} cannot be written: give this user the right to, or name another one in flowsDir.`,
      { cause: error },
    );
  }
}

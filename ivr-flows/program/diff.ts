import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import type { CheckedFlow } from '../check/checked.ts';
import { checkText } from '../check/index.ts';
import { sentence } from '../check/problem.ts';
import { differences } from '../diff/differences.ts';
import { flowFiles, flowInvalid, keptText, readText } from '../loader.ts';
import { sentencesOf } from '../sentences.ts';
import type { Options } from './options.ts';
import { type Say, style } from './terminal.ts';
import { openWorkshop, shown, type Workshop } from './workshop.ts';

/** `diff A B`: what changes for a caller, a sentence each. @returns the exit code. */
export function runDiff(options: Options, say: Say): number {
  const [a, b] = options.words;
  if (a === undefined || b === undefined)
    throw new CentralitaError(
      'options-invalid',
      'Name two flows: files, or flow@version, or a flow for the one in force.',
    );
  const workshop = openWorkshop(options.site);
  const sentences = sentencesOf(options.language);
  const changes = differences(flowAt(workshop, a), flowAt(workshop, b), workshop.prompts, options.language);
  for (const change of changes) {
    const message = sentence(sentences, `diff.${change.code}`, change.params);
    say(options.json ? JSON.stringify({ ...change, message }) : `${style.cyan('•')} ${message}`);
  }
  if (options.json) say(JSON.stringify({ changes: changes.length }));
  else if (changes.length === 0) say(sentence(sentences, 'diff.none'));
  return 0;
}

/** @throws CentralitaError `flow-not-found`, `flow-invalid` where its form is wrong. */
function flowAt({ settings, known }: Workshop, written: string): CheckedFlow {
  const { text, file } = textAt(written, settings);
  const { whole, problems } = checkText(text, file, '', known);
  if (whole) return whole;
  throw flowInvalid(problems);
}

function textAt(written: string, { flowsDir, dataDir }: { readonly flowsDir: string; readonly dataDir: string }) {
  const path = resolve(written);
  if (existsSync(path)) return { ...readText(dirname(path), basename(path)), file: shown(path) };
  const [name = '', version] = written.split('@');
  if (version !== undefined) {
    const text = keptText(join(dataDir, 'flows'), name, version);
    if (text !== null) return { text, file: written };
  } else {
    for (const file of flowFiles(flowsDir)) {
      const read = readText(flowsDir, file);
      if (new RegExp(`^flow:\\s*${name.replace(/[^a-z0-9-]/g, '')}\\s*$`, 'm').test(read.text)) return read;
    }
  }
  throw new CentralitaError(
    'flow-not-found',
    `There is no file, flow or version "${written}"; write a path, a flow's name, or flow@version.`,
  );
}

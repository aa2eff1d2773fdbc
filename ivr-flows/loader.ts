import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { CentralitaError } from '../services/core/errors.ts';
import type { Flows } from '../services/core/flow.ts';
import { type Flow, type Known, readFlow } from './flow.ts';
import { flowRunner } from './interpreter.ts';

/** A flow file larger than this is none. */
const sizeLimitBytes = 1_000_000;

function read(folder: string, file: string, known: Known): { flow: Flow; source: string } {
  const source = readFileSync(join(folder, file), 'utf8');
  if (source.length > sizeLimitBytes)
    throw new CentralitaError(
      'flow-invalid',
      `The flow ${file} is larger than 1 MB; a flow is a page of steps: split it.`,
    );
  let content: unknown;
  try {
    content = parse(source, { maxAliasCount: 100 });
  } catch (error) {
    throw new CentralitaError(
      'flow-invalid',
      `The flow ${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return {
    flow: readFlow(content, file, createHash('sha256').update(source).digest('hex').slice(0, 12), known),
    source,
  };
}

const flowFiles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/**
 * Loads the flows of `folder`, all or none, and keeps every version that was ever in use in `archive`, so that a call
 * finishes on the version on which it began, a restart in between or not.
 * @throws CentralitaError `flow-invalid` naming the file, each wrong place and what to write there.
 */
export function loadFlows(folder: string, archive: string, known: Known): Flows {
  const now = flowFiles(folder).map((file) => read(folder, file, known));
  const twice = now.find(({ flow }, index) => now.findIndex((other) => other.flow.name === flow.name) !== index);
  if (twice) throw new CentralitaError('flow-invalid', `Two files hold the flow "${twice.flow.name}"; keep one.`);
  mkdirSync(archive, { recursive: true, mode: 0o700 });
  for (const { flow, source } of now)
    writeFileSync(join(archive, `${flow.name}@${flow.version}.yaml`), source, { mode: 0o600 });
  const current = new Map(now.map(({ flow }) => [flow.name, flow.version]));
  return flowRunner([...now.map(({ flow }) => flow), ...older(archive, known, current)], current);
}

/** Earlier versions: one that can no longer be read (a queue is gone) only matters to calls on it, which then end. */
function older(archive: string, known: Known, current: ReadonlyMap<string, string>): Flow[] {
  return flowFiles(archive).flatMap((file) => {
    const [name = '', version = ''] = basename(file, '.yaml').split('@');
    if (current.get(name) === version) return [];
    try {
      return [read(archive, file, known).flow];
    } catch (error) {
      if (error instanceof CentralitaError) return [];
      throw error;
    }
  });
}

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Known } from '../../ivr-flows/flow.ts';
import { flowEditing } from '../../services/flows/editing.ts';
import { type FlowEditor, type FlowsApplied, flowEditor, openFlows } from '../../services/flows/editor.ts';
import type { FlowEditing } from '../../services/ports.ts';

export const known: Known = {
  queues: new Set(['general']),
  prompts: new Map(['es', 'en'].map((language) => [language, new Set(['hola', 'adios'])])),
};

export const sound = `flow: prueba
language: es
start: hola
steps:
  hola: { type: announce, prompts: [hola], exits: { done: cola } }
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;

export type TestFlows = FlowEditor & {
  readonly editing: FlowEditing;
  readonly applied: readonly FlowsApplied[];
  readonly write: (text: string, file?: string) => void;
  readonly read: (file?: string) => string;
  readonly files: () => readonly string[];
  /** Starts anew on the same folders. */
  readonly again: () => TestFlows;
};

/** Flows in a folder of the test's own, removed when the test ends. */
export function testFlows(folder = newFolder(), wrong: () => readonly string[] = () => []): TestFlows {
  const flows = join(folder, 'flows');
  const archive = join(folder, 'archive');
  const applied: FlowsApplied[] = [];
  const editor = flowEditor(
    {
      folder: flows,
      archive,
      known: () => known,
      wrong,
      clock: () => 1_000,
      prepare: async () => undefined,
      apply: async (one) => {
        applied.push(one);
      },
    },
    openFlows(flows, archive, known),
  );
  return {
    ...editor,
    editing: flowEditing(editor, { site: () => ({ services: [] }), known: () => known, texts: new Map() }),
    applied,
    write: (text, file = 'prueba.yaml') => writeFileSync(join(flows, file), text),
    read: (file = 'prueba.yaml') => readFileSync(join(flows, file), 'utf8'),
    files: () => readdirSync(flows).sort(),
    again: () => testFlows(folder, wrong),
  };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-flows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'flows'));
  writeFileSync(join(folder, 'flows', 'prueba.yaml'), sound);
  return folder;
}

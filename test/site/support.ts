import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { SiteFile } from '../../config/site.ts';
import {
  hashOf,
  openSite,
  type SiteApplied,
  type SiteEditor,
  type SiteEditorOptions,
  siteEditor,
} from '../../services/site/editor.ts';
import { prepare } from '../../services/site/prepare.ts';

export type TestEditor = SiteEditor & {
  readonly file: string;
  readonly text: () => string;
  /** Of what is in the file. */
  readonly hash: () => string;
  /** What was put in force, in order. */
  readonly applied: readonly SiteApplied[];
};

/** An editor of a site file of the test's own, removed when the test ends. */
export function editorOn(text: string, wrong: SiteEditorOptions['wrong'] = () => []): TestEditor {
  const dataDir = mkdtempSync(join(tmpdir(), 'centralita-site-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const file = join(dataDir, 'site.yaml');
  writeFileSync(file, text);
  const applied: SiteApplied[] = [];
  const editor = siteEditor({
    file,
    dataDir,
    first: openSite(file),
    wrong,
    prepare: async (job) => prepare(job),
    apply: async (one) => {
      applied.push(one);
    },
  });
  return {
    ...editor,
    file,
    text: () => readFileSync(file, 'utf8'),
    hash: () => hashOf(readFileSync(file, 'utf8')),
    applied,
  };
}

/** The same, of a site that was checked: its queues are written with their agents alone. */
export function editorOf(site: SiteFile): TestEditor {
  return editorOn(stringify({ ...site, queues: site.queues.map(({ members: _, ...queue }) => queue) }));
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { guardWrites, writePrivateFile } from '../../config/data-folder.ts';
import { readSite, type SiteFile, siteInvalid } from '../../config/site.ts';
import type { By } from '../core/agent.ts';
import { CentralitaError } from '../core/errors.ts';
import type { SiteChange } from '../core/event.ts';
import type { Asked, SiteEditing } from '../ports.ts';
import { differences } from './differences.ts';
import { edited } from './document.ts';

/** A site as it lies in its file. */
export type SiteVersion = { readonly site: SiteFile; readonly hash: string };

/** A change that is in force, and in the file. */
export type SiteApplied = SiteVersion & {
  readonly changes: readonly SiteChange[];
  readonly by: By;
  readonly reason: string;
};

export type SiteEditorOptions = {
  readonly file: string;
  readonly dataDir: string;
  readonly first: SiteVersion;
  /** What is wrong with a site beside its own form, and what cannot be taken away now; a sentence each. */
  readonly wrong: (after: SiteFile, before: SiteFile) => readonly string[];
  /** Puts the site in force: at once, without waiting for anything. Its promise is of what follows from it. */
  readonly apply: (applied: SiteApplied) => Promise<void>;
};

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * Reads the site's file.
 * @throws CentralitaError `site-invalid`.
 */
export function openSite(file: string): SiteVersion {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw siteInvalid(file, [error instanceof Error ? error.message : String(error)]);
  }
  return { site: readSite(text, file), hash: hashOf(text) };
}

export type SiteEditor = SiteEditing & { readonly current: () => SiteFile; readonly hash: () => string };

/**
 * Keeps the running site and its file one. A change is checked as a whole, written whole, and put in force in the same
 * moment, so that nothing comes between; a wrong one changes nothing.
 */
export function siteEditor(options: SiteEditorOptions): SiteEditor {
  const { file, dataDir, wrong, apply } = options;
  let running = options.first;
  const read = () => guardWrites(dataDir, () => readFileSync(file, 'utf8'));

  const take = (text: string, { by, reason }: Pick<Asked, 'by' | 'reason'>, write: boolean): Promise<void> => {
    const name = basename(file);
    const site = readSite(text, name);
    const reasons = wrong(site, running.site);
    if (reasons.length > 0) throw siteInvalid(name, reasons);
    const changes = differences(running.site, site);
    const hash = hashOf(text);
    if (write) guardWrites(dataDir, () => writePrivateFile(file, text));
    running = { site, hash };
    return apply({ site, hash, changes, by, reason });
  };

  return {
    current: () => running.site,
    hash: () => running.hash,
    written: () => {
      const text = read();
      return { hash: hashOf(text), site: parse(text) as Readonly<Record<string, unknown>> };
    },
    edit: async (edit, asked) => {
      const before = read();
      if (hashOf(before) !== running.hash)
        throw new CentralitaError(
          'site-file-changed',
          'The site file was changed by hand and is not in force yet; take it over first (POST /api/site/reload).',
        );
      if (asked.ifMatch !== null && asked.ifMatch !== running.hash)
        throw new CentralitaError('site-changed-meanwhile', 'Somebody else changed the site meanwhile; load it anew.');
      const after = edited(before, edit);
      if (after !== before) await take(after, asked, true);
      return { hash: running.hash };
    },
    reload: async (asked) => {
      const text = read();
      if (hashOf(text) !== running.hash) await take(text, asked, false);
      return { hash: running.hash };
    },
  };
}

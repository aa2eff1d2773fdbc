import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { guardWrites, writePrivateFile } from '../../config/data-folder.ts';
import { readSite, type SiteFile, siteInvalid } from '../../config/site.ts';
import type { By } from '../core/agent.ts';
import { CentralitaError } from '../core/errors.ts';
import type { SiteChange } from '../core/event.ts';
import type { Asked, SiteEdit, SiteEditing } from '../ports.ts';
import { differences } from './differences.ts';
import { prepareInThread } from './in-thread.ts';
import type { SiteJob, SiteResult } from './prepare.ts';

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
  /** Reads and edits the file's text; default: in a thread of its own. */
  readonly prepare?: <J extends SiteJob>(job: J) => Promise<SiteResult[J['kind']]>;
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

export type SiteEditor = SiteEditing & { readonly current: () => SiteFile };

/**
 * Keeps the running site and its file one. A change is checked as a whole; then it is written whole and put in force in
 * the same moment, so that no call comes between; a wrong one changes nothing. Changes are made one after the other.
 */
export function siteEditor(options: SiteEditorOptions): SiteEditor {
  const { file, dataDir, wrong, apply, prepare = prepareInThread } = options;
  const name = basename(file);
  let running = options.first;
  const read = () => guardWrites(dataDir, () => readFileSync(file, 'utf8'));

  const take = async (before: string, edit: SiteEdit | null, { by, reason }: Pick<Asked, 'by' | 'reason'>) => {
    const { text, site } = await prepare({ kind: 'read', text: before, name, edit });
    if (text === before && edit) return;
    if (hashOf(read()) !== hashOf(before)) throw changedByHand();
    const reasons = wrong(site, running.site);
    if (reasons.length > 0) throw siteInvalid(name, reasons);
    const changes = differences(running.site, site);
    const hash = hashOf(text);
    if (edit) guardWrites(dataDir, () => writePrivateFile(file, text));
    running = { site, hash };
    await apply({ site, hash, changes, by, reason });
  };

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<{ readonly hash: string }> => {
    const done = last.then(work).then(() => ({ hash: running.hash }));
    last = done.catch(() => undefined);
    return done;
  };

  return {
    current: () => running.site,
    written: async () => {
      const text = read();
      return { hash: hashOf(text), site: await prepare({ kind: 'parse', text }) };
    },
    edit: (edit, asked) =>
      inTurn(async () => {
        const before = read();
        if (hashOf(before) !== running.hash) throw changedByHand();
        if (asked.ifMatch !== null && asked.ifMatch !== running.hash)
          throw new CentralitaError(
            'site-changed-meanwhile',
            'Somebody else changed the site meanwhile; load it anew.',
          );
        await take(before, edit, asked);
      }),
    reload: (asked) =>
      inTurn(async () => {
        const text = read();
        if (hashOf(text) !== running.hash) await take(text, null, asked);
      }),
  };
}

function changedByHand(): CentralitaError {
  return new CentralitaError(
    'site-file-changed',
    'The site file was changed by hand and is not in force yet; take it over first (POST /api/site/reload).',
  );
}

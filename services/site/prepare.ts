import { parse } from 'yaml';
import { readSite, type SiteFile } from '../../config/site.ts';
import type { SiteEdit } from '../ports.ts';
import { edited } from './document.ts';

/** What is to be made of a site file's text. */
export type SiteJob =
  | { readonly kind: 'read'; readonly text: string; readonly name: string; readonly edit: SiteEdit | null }
  | { readonly kind: 'parse'; readonly text: string };

export type SiteResult = {
  /** The text with the edit, and the site that it is. */
  readonly read: { readonly text: string; readonly site: SiteFile };
  /** What is written, unchecked. */
  readonly parse: Readonly<Record<string, unknown>>;
};

/** @throws CentralitaError as `readSite` and `edited`. */
export function prepare<J extends SiteJob>(job: J): SiteResult[J['kind']];
export function prepare(job: SiteJob): SiteResult[SiteJob['kind']] {
  if (job.kind === 'parse') return parse(job.text) as SiteResult['parse'];
  const text = job.edit ? edited(job.text, job.edit) : job.text;
  return { text, site: readSite(text, job.name) };
}

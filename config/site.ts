import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CentralitaError } from '../services/core/errors.ts';
import { crossReferences } from './site-references.ts';
import { type SiteFile, siteSchema } from './site-schema.ts';

export {
  type Anchor,
  type Destination,
  destinationSchema,
  entrySchemas,
  type PublicationRule,
  queueSchema,
  type SiteFile,
  settingSchemas,
  siteSchema,
} from './site-schema.ts';

/** What a site file holds, checked; or a sentence for each wrong place, with what to write there. */
export function checkSite(raw: unknown): { readonly site: SiteFile } | { readonly reasons: readonly string[] } {
  const parsed = siteSchema.safeParse(raw);
  if (!parsed.success)
    return { reasons: parsed.error.issues.map((issue) => `${place(raw, issue.path)}: ${issue.message}`) };
  const reasons = crossReferences(parsed.data);
  return reasons.length > 0 ? { reasons } : { site: parsed.data as SiteFile };
}

/** A place as people find it: an entry of a list by its id and not by its number. */
function place(raw: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = raw;
  const names = path.map((key) => {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
    const id = typeof key === 'number' && typeof at === 'object' && at !== null && 'id' in at ? at.id : undefined;
    return typeof id === 'string' ? id : String(key);
  });
  return names.join('.') || '(top)';
}

/**
 * Reads and checks the text of a site file (YAML).
 * @param name of the file, for the sentence.
 * @throws CentralitaError `site-invalid` that names each wrong place and what to write there.
 */
export function readSite(text: string, name: string): SiteFile {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw siteInvalid(name, [error instanceof Error ? error.message : String(error)]);
  }
  const checked = checkSite(raw);
  if ('reasons' in checked) throw siteInvalid(name, checked.reasons);
  return checked.site;
}

/** @throws CentralitaError as `readSite`. */
export function loadSite(file: string): SiteFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw siteInvalid(file, [error instanceof Error ? error.message : String(error)]);
  }
  return readSite(text, file);
}

export function siteInvalid(name: string, reasons: readonly string[]): CentralitaError {
  const places = reasons.map((one) => `  - ${one}`).join('\n');
  return new CentralitaError('site-invalid', `The site file ${name} cannot be used. Correct these places:\n${places}`);
}

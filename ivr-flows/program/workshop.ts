import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { dataPaths } from '../../config/data-folder.ts';
import { projectRoot } from '../../config/paths.ts';
import { loadPromptTexts, type PromptTexts } from '../../config/prompts/prompt-texts.ts';
import { loadSettings, type Settings } from '../../config/settings.ts';
import { loadSite, type SiteFile } from '../../config/site.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { knownOf } from '../../services/flows/known.ts';
import { type CheckedFile, checkSet } from '../check/set.ts';
import type { Known } from '../flow.ts';
import { flowFiles, readText } from '../loader.ts';

/** What flows are checked and tried with: the settings, the site, and the texts of all languages. */
export type Workshop = {
  readonly settings: Settings;
  readonly site: SiteFile;
  readonly prompts: ReadonlyMap<string, PromptTexts>;
  readonly known: Known;
};

/** @param siteFile instead of the data folder's; where there is none, the demo's. */
export function openWorkshop(siteFile?: string): Workshop {
  const settings = loadSettings();
  const own = dataPaths(settings.dataDir).site;
  const demo = join(projectRoot(), 'config', 'demo-site', 'site.yaml');
  const site = loadSite(siteFile ?? (existsSync(own) ? own : demo));
  const prompts = loadPromptTexts(settings.languages);
  const keys = new Map([...prompts].map(([language, texts]) => [language, new Map(Object.entries(texts))]));
  return { settings, site, prompts, known: knownOf(site, keys, Object.keys(settings.webServices.secrets)) };
}

/** A path as people read it: from where they are. */
export const shown = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
};

/**
 * The flows of the settings' folder, checked together; or these files, with the flows of that folder beside them.
 * `file` of each is the path as people read it.
 * @throws CentralitaError `file-not-found`.
 */
export function checkedFlows({ settings, known }: Workshop, paths: readonly string[] = []): readonly CheckedFile[] {
  const asked = paths.flatMap((path) => filesIn(resolve(path)));
  const folder = flowFiles(settings.flowsDir).map((file) => join(settings.flowsDir, file));
  const read = (path: string) => ({ ...readText(dirname(path), basename(path)), file: shown(path) });
  if (asked.length === 0) return checkSet(folder.map(read), known);
  const names = new Set(asked.map(shown));
  // What is asked for comes first: a flow of the same name in the folder is what it would replace.
  const first = checkSet(asked.map(read), { ...known });
  const taken = new Set(first.map(({ whole }) => whole?.name));
  const beside = folder.filter((path) => !asked.includes(path)).map(read);
  const others = checkSet(beside, known).filter(({ whole }) => !taken.has(whole?.name));
  return checkSet([...asked.map(read), ...others], known).filter(({ file }) => names.has(file));
}

function filesIn(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new CentralitaError('file-not-found', `There is no file or folder ${shown(path)}; write the path of a flow.`);
  return found.isDirectory() ? flowFiles(path).map((file) => join(path, file)) : [path];
}

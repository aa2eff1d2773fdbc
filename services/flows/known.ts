import type { SiteFile } from '../../config/site.ts';
import type { Known } from '../../ivr-flows/flow.ts';

/** What flows may name of a site and of the language files. */
export function knownOf(
  site: Pick<SiteFile, 'queues' | 'skills' | 'lists' | 'services'>,
  prompts: ReadonlyMap<string, { readonly keys: () => Iterable<string> }>,
): Known {
  const ids = (entries: readonly { readonly id: string }[]) => new Set(entries.map(({ id }) => id));
  return {
    queues: ids(site.queues),
    skills: ids(site.skills),
    lists: ids(site.lists),
    numbers: new Set(site.services.flatMap((one) => one.numbers)),
    prompts: new Map([...prompts].map(([language, texts]) => [language, new Set(texts.keys())])),
  };
}

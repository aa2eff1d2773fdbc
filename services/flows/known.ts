import type { SiteFile } from '../../config/site.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import { numbers } from '../numbers.ts';

/** What flows may name of a site, of the settings and of the language files. */
export function knownOf(
  site: SiteFile,
  prompts: ReadonlyMap<string, { readonly keys: () => Iterable<string> }>,
): Known {
  const ids = (entries: readonly { readonly id: string }[]) => new Set(entries.map(({ id }) => id));
  const { region, allowed } = site.outbound;
  return {
    queues: ids(site.queues),
    skills: ids(site.skills),
    lists: ids(site.lists),
    agents: ids(site.users.filter((one) => one.roles.includes('agent'))),
    mayDial: (written) => {
      const read = numbers.read(written, region);
      return read !== null && !read.premium && allowed.some((prefix) => read.number.startsWith(prefix));
    },
    prompts: new Map([...prompts].map(([language, texts]) => [language, new Set(texts.keys())])),
  };
}

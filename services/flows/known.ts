import type { SiteFile } from '../../config/site.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import { numbers } from '../numbers.ts';

/** The columns that any row of a table has. */
const columnsOf = (rows: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  new Set(Object.values(rows).flatMap((row) => Object.keys(row)));

/** What flows may name of a site, of the settings and of the language files. */
export function knownOf(
  site: SiteFile,
  prompts: ReadonlyMap<string, { readonly keys: () => Iterable<string> }>,
  secrets: readonly string[],
): Known {
  const ids = (entries: readonly { readonly id: string }[]) => new Set(entries.map(({ id }) => id));
  const { region, allowed } = site.outbound;
  return {
    queues: ids(site.queues),
    skills: ids(site.skills),
    lists: ids(site.lists),
    calendars: ids(site.calendars ?? []),
    tables: new Map((site.tables ?? []).map(({ id, rows }) => [id, columnsOf(rows)])),
    agents: ids(site.users.filter((one) => one.roles.includes('agent'))),
    secrets: new Set(secrets),
    mayDial: (written) => {
      const read = numbers.read(written, region);
      return read !== null && !read.premium && allowed.some((prefix) => read.number.startsWith(prefix));
    },
    prompts: new Map([...prompts].map(([language, texts]) => [language, new Set(texts.keys())])),
  };
}

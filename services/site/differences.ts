import { isDeepStrictEqual } from 'node:util';
import type { SiteFile } from '../../config/site.ts';
import type { SiteChange } from '../core/event.ts';
import { type ListSection, listSections } from '../ports.ts';

/** Single values of a site. */
const settings = [
  'outbound',
  'recording',
  'monitoring',
  'returnSeconds',
  'awaySeconds',
  'retention',
  'anchors',
] as const;

/** What is another in a site, or new, or gone (`value` null). */
export function differences(before: SiteFile, after: SiteFile): readonly SiteChange[] {
  const changes: SiteChange[] = listSections.flatMap((section) =>
    ofList(section, before[section] ?? [], after[section] ?? []),
  );
  for (const id of settings)
    if (!isDeepStrictEqual(before[id], after[id])) changes.push({ section: 'settings', id, value: after[id] });
  if (!isDeepStrictEqual(before.publication, after.publication))
    changes.push({ section: 'publication', id: 'publication', value: after.publication });
  return changes;
}

type Entry = { readonly id: string };

function ofList(section: ListSection, before: readonly Entry[], after: readonly Entry[]): SiteChange[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const changed = after.flatMap((value) => {
    const same = isDeepStrictEqual(known.get(value.id), value);
    known.delete(value.id);
    return same ? [] : [{ section, id: value.id, value }];
  });
  return [...changed, ...[...known.keys()].map((id) => ({ section, id, value: null }))];
}

import type { SiteContents } from '../../api/site-contents.ts';
import {
  asText,
  asValue,
  breakForm,
  type FieldGroup,
  listForm,
  queueForm,
  serviceForm,
  skillForm,
  userForm,
  type Value,
} from './fields.ts';

/** A tab of the page: a list of the site with the form of its entries. */
export type Section = {
  /** In the address, and in the language files under `distribution.tab`. */
  readonly tab: 'queues' | 'agents' | 'skills' | 'lists' | 'hours' | 'breaks';
  readonly section: 'queues' | 'users' | 'skills' | 'lists' | 'services' | 'breakReasons';
  readonly form: readonly FieldGroup[];
  /** Entries can be added and deleted here. */
  readonly open: boolean;
};

export const sections: readonly Section[] = [
  { tab: 'queues', section: 'queues', form: queueForm, open: true },
  { tab: 'agents', section: 'users', form: userForm, open: true },
  { tab: 'skills', section: 'skills', form: skillForm, open: true },
  { tab: 'lists', section: 'lists', form: listForm, open: true },
  { tab: 'hours', section: 'services', form: serviceForm, open: false },
  { tab: 'breaks', section: 'breakReasons', form: breakForm, open: true },
];

export function entriesOf(site: SiteContents, { section }: Section): readonly (Value & { readonly id: string })[] {
  return site[section] ?? [];
}

/** The name of an entry: a text, or one in each language. */
export function nameOf(entry: Value, local: (text: Readonly<Record<string, string>>) => string): string {
  const { name, id } = entry;
  if (typeof name === 'string' && name !== '') return name;
  return local(asValue(name) as Readonly<Record<string, string>>) || asText(id);
}

/** What a new entry begins with, so that the form can be saved soon. */
export function freshEntry({ section }: Section, site: SiteContents): Value {
  switch (section) {
    case 'queues':
      return { service: site.services?.[0]?.id ?? '', agents: [], strategy: { type: 'longest-idle' } };
    case 'users':
      return { roles: ['agent'], language: 'es', phone: 'browser' };
    case 'lists':
      return { numbers: [] };
    default:
      return {};
  }
}

/** The id that a name suggests: lower-case letters, digits and hyphens. */
export function idFrom(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

/** The entry as it is sent: what was typed in hours without its loose ends. */
export function prepared(entry: Value): Value {
  const hours = asValue(entry.hours);
  if (entry.hours === null || entry.hours === undefined) return entry;
  const week = Object.entries(asValue(hours.week)).flatMap(([day, spans]) => {
    const whole = Array.isArray(spans) ? spans.map((one) => String(one).trim()).filter((one) => one !== '') : [];
    return whole.length === 0 ? [] : [[day, whole]];
  });
  return { ...entry, hours: { ...hours, week: Object.fromEntries(week) } };
}

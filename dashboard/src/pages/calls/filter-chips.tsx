import { Pill } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import es from '../../../../config/languages/pages/es.json';
import { siteQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { evaluatorsQuery } from '../quality/quality-queries.ts';
import type { FilterProps } from './filter-bar.tsx';
import { type Filters, filterNames } from './filters.ts';

/** What the search is, in words; each word can be taken out. */
export function FilterChips({ filters, onChange }: FilterProps) {
  const { t } = useTranslation();
  const say = useFilterText();
  const set = filterNames.filter((name) => filters[name] !== '');
  if (set.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={t('calls.chips')} data-testid="filter-chips">
      {set.map((name) => (
        <li key={name}>
          <Pill
            withRemoveButton
            onRemove={() => onChange({ [name]: '' })}
            removeButtonProps={{
              'aria-label': `${t('calls.remove')}: ${say(name, filters[name])}`,
              tabIndex: 0,
              'aria-hidden': false,
            }}
            data-filter={name}
          >
            {say(name, filters[name])}
          </Pill>
        </li>
      ))}
    </ul>
  );
}

const isKey = <T extends object>(texts: T, value: string): value is keyof T & string => value in texts;

function useFilterText(): (name: keyof Filters, value: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const evaluators = useQuery({ ...evaluatorsQuery, enabled: false });
  const nameOf = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id: string) =>
    list?.find((one) => one.id === id)?.name ?? id;
  const localOf = (
    list: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[] | undefined,
    id: string,
  ) => {
    const found = list?.find((one) => one.id === id);
    return found === undefined ? id : format.local(found.name);
  };
  const wordOf = (name: keyof Filters, value: string): string => {
    if (name === 'result' && isKey(es.result, value)) return t(`result.${value}`);
    if (name === 'direction' && isKey(es.direction, value)) return t(`direction.${value}`);
    if (name === 'consent' && isKey(es.consent, value)) return t(`consent.${value}`);
    if (name === 'endedBy' && isKey(es.side, value)) return t(`side.${value}`);
    if (name === 'recording' && isKey(es.calls.recording, value)) return t(`calls.recording.${value}`);
    if (name === 'days' && isKey(es.calls.days, value)) return t(`calls.days.${value}`);
    if (name === 'service') return nameOf(site.data?.services, value);
    if (name === 'agent') return nameOf(site.data?.agents, value);
    if (name === 'queue') return localOf(site.data?.queues, value);
    if (name === 'outcome') return localOf(site.data?.outcomes, value);
    if (value === 'yes' || value === 'no') return t(`calls.filter.${value}`);
    if (name === 'evaluator') return nameOf(evaluators.data, value);
    return /^(min|max)(?!Score)/.test(name) ? `${value} s` : value;
  };
  // A limit reads on: `Wait ≥ 60 s`.
  return (name, value) => {
    const label = t(`calls.chip.${name}`);
    return label.endsWith('≥') || label.endsWith('≤')
      ? `${label} ${wordOf(name, value)}`
      : `${label}: ${wordOf(name, value)}`;
  };
}

import '@mantine/dates/styles.css';
import 'dayjs/locale/es.js';
import { Button, Collapse } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconCalendar, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { dateIn } from '../../format/zone.ts';
import { FilterChips } from './filter-chips.tsx';
import { Choice, TypedFilter } from './filter-inputs.tsx';
import { countFilters, type Filters, results } from './filters.ts';
import { MoreFilters } from './more-filters.tsx';

export type FilterProps = {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
};

/** The filters of the search: the usual ones in sight, all others folded away, and what is set as chips. */
export function FilterBar({ filters, onChange, onClear }: FilterProps & { readonly onClear: () => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const [open, { toggle }] = useDisclosure(false);
  return (
    <search className="panel filters" aria-label={t('calls.filter.title')}>
      <div className="filters-grid">
        <TypedFilter
          name="number"
          label={t('call.number')}
          placeholder={t('calls.filter.numberHint')}
          search
          filters={filters}
          onChange={onChange}
        />
        <DatePickerInput
          type="range"
          allowSingleDateInRange
          clearable
          label={t('calls.filter.dates')}
          placeholder={t('calls.filter.any')}
          locale={i18n.language}
          firstDayOfWeek={1}
          maxDate={dateIn(format.timeZone, Date.now())}
          valueFormat="DD MMM YY"
          leftSection={<IconCalendar size={16} aria-hidden />}
          value={[filters.from || null, filters.to || null]}
          onChange={([from, to]) => onChange({ from: from ?? '', to: to ?? '', days: '' })}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          data-testid="filter-dates"
        />
        <Choice
          name="agent"
          label={t('calls.filter.agent')}
          options={(site.data?.agents ?? []).map((one) => ({ value: one.id, label: one.name }))}
          filters={filters}
          onChange={onChange}
        />
        <Choice
          name="result"
          label={t('calls.filter.result')}
          options={results.map((one) => ({ value: one, label: t(`result.${one}`) }))}
          filters={filters}
          onChange={onChange}
        />
        <Choice
          name="recorded"
          label={t('calls.filter.recorded')}
          options={[
            { value: 'yes', label: t('calls.filter.recordedYes') },
            { value: 'no', label: t('calls.filter.recordedNo') },
          ]}
          filters={filters}
          onChange={onChange}
        />
      </div>
      <Collapse expanded={open}>
        <MoreFilters filters={filters} onChange={onChange} />
      </Collapse>
      <FilterChips filters={filters} onChange={onChange} />
      <div className="row">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          onClick={toggle}
          aria-expanded={open}
          data-testid="more-filters"
        >
          {open ? t('calls.filter.less') : t('calls.filter.more')}
        </Button>
        {countFilters(filters) > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconX size={16} />}
            onClick={onClear}
            data-testid="clear-filters"
          >
            {t('calls.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

import '@mantine/dates/styles.css';
import 'dayjs/locale/es.js';
import { Button, Collapse, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { DatePickerInput, TimeInput } from '@mantine/dates';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconCalendar, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { dateIn } from '../../format/zone.ts';
import { countFilters, type Filters, results } from './filters.ts';

type Props = {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
  readonly onClear: () => void;
};

/** The filters of the search; the less used ones unfold. */
export function FilterBar({ filters, onChange, onClear }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const further = [
    filters.service,
    filters.queue,
    filters.hourFrom,
    filters.hourTo,
    filters.direction,
    filters.minDuration,
    filters.maxDuration,
  ];
  const [open, { toggle }] = useDisclosure(further.some((one) => one !== ''));
  const any = { value: '', label: t('calls.filter.any') };
  return (
    <search className="panel filters" aria-label={t('calls.filter.title')}>
      <div className="filters-grid">
        <NumberSearch value={filters.number} onChange={(number) => onChange({ number })} />
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
          onChange={([from, to]) => onChange({ from: from ?? '', to: to ?? '' })}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          data-testid="filter-dates"
        />
        <NativeSelect
          label={t('calls.filter.agent')}
          data={[any, ...(site.data?.agents ?? []).map((one) => ({ value: one.id, label: one.name }))]}
          value={filters.agent}
          onChange={(event) => onChange({ agent: event.currentTarget.value })}
          data-testid="filter-agent"
        />
        <NativeSelect
          label={t('calls.filter.result')}
          data={[any, ...results.map((one) => ({ value: one, label: t(`result.${one}`) }))]}
          value={filters.result}
          onChange={(event) => onChange({ result: event.currentTarget.value })}
          data-testid="filter-result"
        />
        <NativeSelect
          label={t('calls.filter.recorded')}
          data={[
            any,
            { value: 'yes', label: t('calls.filter.recordedYes') },
            { value: 'no', label: t('calls.filter.recordedNo') },
          ]}
          value={filters.recorded}
          onChange={(event) => onChange({ recorded: event.currentTarget.value })}
          data-testid="filter-recorded"
        />
      </div>
      <Collapse expanded={open}>
        <div className="filters-grid filters-more">
          <NativeSelect
            label={t('call.service')}
            data={[any, ...(site.data?.services ?? []).map((one) => ({ value: one.id, label: one.name }))]}
            value={filters.service}
            onChange={(event) => onChange({ service: event.currentTarget.value })}
            data-testid="filter-service"
          />
          <NativeSelect
            label={t('call.queue')}
            data={[any, ...(site.data?.queues ?? []).map((one) => ({ value: one.id, label: format.local(one.name) }))]}
            value={filters.queue}
            onChange={(event) => onChange({ queue: event.currentTarget.value })}
            data-testid="filter-queue"
          />
          <TimeInput
            label={t('calls.filter.hourFrom')}
            value={filters.hourFrom}
            onChange={(event) => onChange({ hourFrom: event.currentTarget.value })}
            data-testid="filter-hour-from"
          />
          <TimeInput
            label={t('calls.filter.hourTo')}
            value={filters.hourTo}
            onChange={(event) => onChange({ hourTo: event.currentTarget.value })}
            data-testid="filter-hour-to"
          />
          <SecondsInput
            label={t('calls.filter.minDuration')}
            value={filters.minDuration}
            onChange={(minDuration) => onChange({ minDuration })}
            testId="filter-min-duration"
          />
          <SecondsInput
            label={t('calls.filter.maxDuration')}
            value={filters.maxDuration}
            onChange={(maxDuration) => onChange({ maxDuration })}
            testId="filter-max-duration"
          />
          <NativeSelect
            label={t('calls.filter.direction')}
            data={[
              any,
              { value: 'inbound', label: t('direction.inbound') },
              { value: 'outbound', label: t('direction.outbound') },
            ]}
            value={filters.direction}
            onChange={(event) => onChange({ direction: event.currentTarget.value })}
            data-testid="filter-direction"
          />
        </div>
      </Collapse>
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

const typingPause = 350;

function NumberSearch({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(onChange, typingPause);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      label={t('call.number')}
      placeholder={t('calls.filter.numberHint')}
      type="search"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      data-testid="filter-number"
    />
  );
}

function SecondsInput(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
}) {
  const tell = useDebouncedCallback(props.onChange, typingPause);
  return (
    <NumberInput
      label={props.label}
      suffix=" s"
      min={0}
      step={30}
      allowDecimal={false}
      value={props.value}
      onChange={(value) => tell(String(value))}
      data-testid={props.testId}
    />
  );
}

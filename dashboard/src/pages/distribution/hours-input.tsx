import '@mantine/dates/styles.css';
import 'dayjs/locale/es.js';
import { Button, Switch, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { asList, asText, asValue, type Field, withProperty } from './fields.ts';
import { type InputProps, useFieldTexts } from './form-context.tsx';
import { spansOf, spansText } from './spans.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const office = {
  mon: ['09:00-18:00'],
  tue: ['09:00-18:00'],
  wed: ['09:00-18:00'],
  thu: ['09:00-18:00'],
  fri: ['09:00-15:00'],
};

/** Opening hours of each day, and the days that are closed. */
export function HoursInput({ field, path, value, onChange }: InputProps<Extract<Field, { kind: 'hours' }>>) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { error } = useFieldTexts(field, path);
  const hours = asValue(value);
  const week = asValue(hours.week);
  const always = field.optional && (value === null || value === undefined);
  return (
    <div className="field-wide hours" data-testid={`field-${path}`}>
      {field.optional && (
        <Switch
          label={t('field.always')}
          checked={always}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? null : { timeZone: format.timeZone, week: office, holidays: [] })
          }
          data-testid="hours-always"
        />
      )}
      {!always && (
        <>
          <div className="fields">
            {days.map((day) => (
              <TextInput
                key={day}
                label={t(`day.${day}`)}
                placeholder={t('field.closed')}
                value={spansText(week[day])}
                onChange={(event) =>
                  onChange({ ...hours, week: withProperty(week, day, spansOf(event.currentTarget.value)) })
                }
                data-testid={`hours-${day}`}
              />
            ))}
            <TextInput
              label={t('field.timeZone')}
              value={asText(hours.timeZone)}
              onChange={(event) => onChange({ ...hours, timeZone: event.currentTarget.value })}
            />
          </div>
          <DatePickerInput
            type="multiple"
            label={t('field.holidays')}
            placeholder={t('field.none')}
            locale={i18n.language}
            firstDayOfWeek={1}
            valueFormat="DD MMM YYYY"
            leftSection={<IconCalendar size={16} aria-hidden />}
            value={asList(hours.holidays).map(asText)}
            onChange={(holidays) => onChange({ ...hours, holidays: holidays.toSorted() })}
            data-testid="holidays"
          />
          {asList(hours.holidays).length > 0 && (
            <div>
              <Button size="xs" variant="default" onClick={() => onChange({ ...hours, holidays: [] })}>
                {t('field.noHolidays')}
              </Button>
            </div>
          )}
        </>
      )}
      {error !== null && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

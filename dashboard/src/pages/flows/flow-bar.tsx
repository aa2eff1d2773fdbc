import '@mantine/dates/styles.css';
import 'dayjs/locale/es.js';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import type { FlowHistoryRow } from '../../../../services/http/protocol.ts';
import { useFormat } from '../../format/use-format.ts';
import { dateIn } from '../../format/zone.ts';
import { type Heat, heatBounds } from './figures.ts';
import { secondsText } from './step-looks.ts';

type Props = {
  readonly period: { readonly from: string; readonly to: string };
  readonly version: string | null;
  readonly versions: readonly FlowHistoryRow[];
  readonly heat: Heat;
  readonly change: (next: Readonly<Record<string, string>>) => void;
};

/** Whose calls count, and what the heat means. */
export function FlowBar({ period, version, versions, heat, change }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return (
    <search className="panel flow-bar" aria-label={t('flow.whose')}>
      <DatePickerInput
        type="range"
        allowSingleDateInRange
        label={t('flow.period')}
        locale={i18n.language}
        firstDayOfWeek={1}
        maxDate={dateIn(format.timeZone, Date.now())}
        valueFormat="DD MMM YY"
        value={[period.from, period.to]}
        onChange={([from, to]) => change({ from: from ?? '', to: to ?? '' })}
        data-testid="flow-period"
      />
      <NativeSelect
        label={t('flow.version')}
        data={[
          { value: '', label: t('flow.allVersions') },
          ...versions.map((one) => ({
            value: one.version,
            label: `${format.day(one.at)} · ${one.version.slice(0, 8)}${one.current ? ` · ${t('flow.inForce')}` : ''}`,
          })),
        ]}
        value={version ?? ''}
        onChange={(event) => change({ version: event.currentTarget.value })}
        data-testid="flow-version"
      />
      <div className="flow-heat">
        <span className="flow-heat-title" id="flow-heat">
          {t('flow.heat')}
        </span>
        <SegmentedControl
          aria-labelledby="flow-heat"
          value={heat}
          onChange={(chosen) => change({ heat: chosen })}
          data={[
            { value: 'leavers', label: t('flow.byLeavers') },
            { value: 'time', label: t('flow.byTime') },
          ]}
          data-testid="flow-heat"
        />
      </div>
      <Legend heat={heat} />
    </search>
  );
}

function Legend({ heat }: { readonly heat: Heat }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bounds: readonly number[] = heatBounds[heat];
  const written = (value: number) => (heat === 'leavers' ? format.percent(value) : secondsText(value));
  const texts = [
    ...bounds.map((bound) => (bound === 0 ? written(0) : `≤ ${written(bound)}`)),
    `> ${written(bounds.at(-1) ?? 0)}`,
  ];
  return (
    <ul className="flow-legend" aria-label={t('flow.legend')}>
      {texts.map((text, degree) => (
        <li key={text}>
          <span className="flow-swatch" data-heat={degree} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}

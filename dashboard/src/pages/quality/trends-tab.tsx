import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityTrends, TrendsSearch } from '../../../../services/http/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { trendsQuery } from './quality-queries.ts';

const dayMs = 86_400_000;
/** Beyond so many lines nobody can tell them apart: the table has them all. */
const drawn = 8;
const colours = ['petrol.6', 'orange.7', 'violet.6', 'green.7', 'red.6', 'blue.6', 'grape.6', 'yellow.8'] as const;

/** Mean scores over time. */
export function TrendsTab({ evaluates }: { readonly evaluates: boolean }) {
  const { t } = useTranslation();
  const site = useQuery({ ...siteQuery, enabled: false });
  const [by, setBy] = useState<TrendsSearch['by']>(evaluates ? 'agent' : 'criterion');
  const [period, setPeriod] = useState<TrendsSearch['period']>('week');
  const [days, setDays] = useState('90');
  const [agent, setAgent] = useState('');
  // To the day, so that it is not another question at each look.
  const to = (Math.floor(Date.now() / dayMs) + 1) * dayMs;
  const trends = useQuery({
    ...trendsQuery({
      by,
      period,
      from: to - Number(days) * dayMs,
      to,
      ...(agent === '' || by === 'agent' ? {} : { agent }),
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="quality-grid quality-filters">
        <SegmentedControl
          aria-label={t('quality.trend.by')}
          value={by}
          onChange={(value) => setBy(value as TrendsSearch['by'])}
          data={(['agent', 'criterion', 'service'] as const)
            .filter((one) => evaluates || one !== 'agent')
            .map((one) => ({ value: one, label: t(`quality.trend.of.${one}`) }))}
          data-testid="trends-by"
        />
        <NativeSelect
          aria-label={t('quality.rule.period')}
          value={period}
          onChange={(event) => setPeriod(event.currentTarget.value as TrendsSearch['period'])}
          data={(['day', 'week', 'month'] as const).map((one) => ({ value: one, label: t(`quality.period.${one}`) }))}
        />
        <NativeSelect
          aria-label={t('calls.filter.days')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={(['30', '90', '365'] as const).map((one) => ({ value: one, label: t(`quality.trend.days.${one}`) }))}
        />
        {evaluates && by !== 'agent' && (
          <NativeSelect
            aria-label={t('calls.column.agent')}
            value={agent}
            onChange={(event) => setAgent(event.currentTarget.value)}
            data={[
              { value: '', label: t('quality.trend.everybody') },
              ...(site.data?.agents ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        )}
      </div>
      {trends.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, trends.error)}
        </Notice>
      )}
      {trends.data === undefined && trends.error === null && <PageLoader away={trends.failureCount > 0} />}
      {trends.data !== undefined && <Trends trends={trends.data} />}
    </>
  );
}

function Trends({ trends }: { readonly trends: QualityTrends }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lines = trends.lines.toSorted((one, other) => other.count - one.count);
  const shown = lines.slice(0, drawn);
  if (lines.length === 0)
    return (
      <section className="panel">
        <p className="panel-empty" data-testid="no-trends">
          {t('quality.trend.none')}
        </p>
      </section>
    );
  const columns: readonly Column<(typeof lines)[number]>[] = [
    { label: t('quality.form.name'), kind: 'name', cell: (line) => line.name },
    { label: t('quality.trend.count'), kind: 'figure', cell: (line) => line.count },
    {
      label: t('quality.calibration.mean'),
      kind: 'figure',
      cell: (line) => (line.mean === null ? '–' : format.number(line.mean)),
    },
  ];
  return (
    <>
      <section className="panel quality-panel" aria-label={t('quality.tab.trends')} data-testid="trends">
        <LineChart
          h={280}
          data={trends.periods.map((period, index) => ({
            period,
            ...Object.fromEntries(shown.map((line) => [line.id, line.scores[index] ?? null])),
          }))}
          dataKey="period"
          series={shown.map((line, index) => ({
            name: line.id,
            label: line.name,
            color: colours[index] ?? 'gray.6',
          }))}
          yAxisProps={{ domain: [0, 100], width: 36 }}
          curveType="linear"
          connectNulls
          withLegend
          withDots
        />
      </section>
      <section className="panel" aria-label={t('quality.trend.table')}>
        <RowsTable columns={columns} rows={lines} rowKey={(line) => line.id} />
      </section>
    </>
  );
}

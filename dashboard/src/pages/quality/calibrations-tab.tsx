import { Anchor, Button, Table, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CalibrationRow } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { Listed } from '../../components/listed.tsx';
import { useFormat } from '../../format/use-format.ts';
import { calibrationsQuery, qualityKey } from './quality-queries.ts';

/** How far evaluators are from one another on the same recording. */
export function CalibrationsTab() {
  const { t } = useTranslation();
  const calibrations = useQuery(calibrationsQuery);
  return (
    <Listed query={calibrations} none={t('quality.calibration.none')} label={t('quality.tab.calibrations')}>
      {(rows) => rows.map((row) => <Calibration key={row.id} row={row} />)}
    </Listed>
  );
}

function Calibration({ row }: { readonly row: CalibrationRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => request(`/api/quality/calibrations/${encodeURIComponent(row.id)}/close`, { method: 'POST' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  const waiting = row.evaluators.filter((one) => !one.done).map((one) => one.name);
  return (
    <section className="quality-panel quality-calibration" aria-label={row.name} data-testid={`calibration-${row.id}`}>
      <div className="row-between">
        <div>
          <Title order={2} className="panel-title">
            {row.name}
          </Title>
          <span className="row-more">
            {row.templateName} · {format.day(row.createdAt)} ·{' '}
            <Anchor component={Link} href={`/calls/${row.callId}`} inherit underline="always">
              {t('quality.evaluation.openCall')}
            </Anchor>
          </span>
        </div>
        {row.closedAt === null ? (
          <Button size="xs" variant="default" loading={close.isPending} onClick={() => close.mutate()}>
            {t('quality.calibration.close')}
          </Button>
        ) : (
          <span className="dimmed">{t('quality.calibration.closed')}</span>
        )}
      </div>
      {row.closedAt === null && waiting.length > 0 && (
        <p className="dimmed">{t('quality.calibration.waiting', { names: waiting.join(', ') })}</p>
      )}
      {row.result === null ? (
        row.closedAt === null && <p className="dimmed">{t('quality.calibration.hidden')}</p>
      ) : (
        <Result row={row} result={row.result} />
      )}
    </section>
  );
}

function Result(props: { readonly row: CalibrationRow; readonly result: NonNullable<CalibrationRow['result']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { row, result } = props;
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : format.number(value);
  const nameOf = (id: string) => row.evaluators.find((one) => one.id === id)?.name ?? id;
  const lines = [
    {
      id: '',
      title: t('quality.calibration.total'),
      spread: result.total,
      of: result.scores.map((one) => one.score),
    },
    ...result.criteria.map((criterion) => ({
      ...criterion,
      of: result.scores.map((one) => one.criteria.find((each) => each.id === criterion.id)?.score ?? null),
    })),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="quality-scroll" aria-label={t('quality.calibration.total')} tabIndex={0}>
      <Table data-testid="calibration-result">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('quality.form.criterion')}</Table.Th>
            {result.scores.map((one) => (
              <Table.Th key={one.evaluatorId} scope="col">
                {nameOf(one.evaluatorId)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t('quality.calibration.mean')}</Table.Th>
            <Table.Th scope="col">{t('quality.calibration.deviation')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Th scope="row">{line.title}</Table.Th>
              {line.of.map((score, index) => (
                <Table.Td key={result.scores[index]?.evaluatorId} className="figure">
                  {number(score)}
                </Table.Td>
              ))}
              <Table.Td className="figure">{number(line.spread?.mean)}</Table.Td>
              <Table.Td className="figure strong">{number(line.spread?.deviation)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

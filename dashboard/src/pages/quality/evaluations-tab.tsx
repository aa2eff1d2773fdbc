import { Anchor, Button } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconEye, IconMessage } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EvaluationRow, Page } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';
import { qualityKey } from './quality-queries.ts';
import { ScoreMark } from './score-mark.tsx';

/** Evaluations that were submitted, the newest first. */
export function EvaluationsTab({ evaluates }: { readonly evaluates: boolean }) {
  const { t } = useTranslation();
  const evaluations = useInfiniteQuery({
    queryKey: [...qualityKey, 'evaluations'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      request<Page<EvaluationRow>>(
        `/api/quality/evaluations?limit=50${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
      ),
    getNextPageParam: (page) => page.next,
  });
  if (evaluations.data === undefined)
    return evaluations.error === null ? (
      <PageLoader away={evaluations.failureCount > 0} />
    ) : (
      <Notice tone="danger" icon={IconAlertCircle} live>
        {errorTextOf(t, evaluations.error)}
      </Notice>
    );
  const rows = evaluations.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <section className="panel" aria-label={t('quality.tab.evaluations')}>
        {rows.length === 0 ? (
          <p className="panel-empty">{evaluates ? t('quality.evaluation.none') : t('quality.evaluation.noneOwn')}</p>
        ) : (
          <EvaluationsTable rows={rows} />
        )}
      </section>
      {evaluations.hasNextPage && (
        <Button
          variant="default"
          loading={evaluations.isFetchingNextPage}
          onClick={() => void evaluations.fetchNextPage()}
        >
          {t('calls.more')}
        </Button>
      )}
    </>
  );
}

function EvaluationsTable({ rows }: { readonly rows: readonly EvaluationRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: readonly Column<EvaluationRow>[] = [
    {
      label: t('quality.column.when'),
      kind: 'name',
      cell: (row) => (
        <Anchor component={Link} href={`/quality/evaluations/${row.id}`} inherit className="row-link">
          {format.dateTime(row.submittedAt)}
        </Anchor>
      ),
    },
    { label: t('calls.column.agent'), cell: (row) => row.agentName ?? '–' },
    {
      label: t('quality.column.template'),
      cell: (row) => (
        <>
          {row.templateName}
          <span className="row-more">{t('quality.version', { version: row.templateVersion })}</span>
        </>
      ),
    },
    { label: t('quality.column.evaluator'), cell: (row) => row.evaluatorName },
    { label: t('quality.column.score'), cell: (row) => <ScoreMark score={row.score} passed={row.passed} /> },
    { label: t('quality.column.response'), cell: (row) => <ResponseMark row={row} /> },
  ];
  return (
    <RowsTable
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowTestId={(row) => `evaluation-${row.id}`}
      linked
      testId="evaluations"
    />
  );
}

export function ResponseMark({ row }: { readonly row: EvaluationRow }) {
  const { t } = useTranslation();
  if (row.acknowledgedAt !== null)
    return (
      <Status tone="ok" icon={IconCheck} size="bare">
        {row.answeredAt === null ? t('quality.response.acknowledged') : t('quality.response.acknowledgedAnswered')}
      </Status>
    );
  if (row.answeredAt !== null)
    return (
      <Status tone="wait" icon={IconMessage} size="bare">
        {t('quality.response.answered')}
      </Status>
    );
  if (row.readAt !== null)
    return (
      <Status tone="busy" icon={IconEye} size="bare">
        {t('quality.response.read')}
      </Status>
    );
  return <span className="dimmed">{t('quality.response.unread')}</span>;
}

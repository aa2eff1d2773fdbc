import { Anchor, Button, Switch } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { QualityAssignment } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { Listed } from '../../components/listed.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { assignmentsQuery, evaluatorsQuery, qualityKey } from './quality-queries.ts';

/** What is to be evaluated, the oldest first. */
export function AssignmentsTab() {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const assignments = useQuery(assignmentsQuery(all));
  const columns = useColumns();
  return (
    <>
      <Switch
        label={t('quality.assignment.all')}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
        data-testid="all-assignments"
      />
      <Listed query={assignments} none={t('quality.assignment.none')} label={t('quality.tab.assignments')}>
        {(rows) => (
          <RowsTable
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowTestId={(row) => `assignment-${row.id}`}
            testId="assignments"
          />
        )}
      </Listed>
    </>
  );
}

const addressOf = (row: QualityAssignment) => `/calls/${row.callId}?evaluate=${encodeURIComponent(row.id)}`;

function useColumns(): readonly Column<QualityAssignment>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const evaluators = useQuery(evaluatorsQuery);
  const nameOf = (id: string | null) => evaluators.data?.find((one) => one.id === id)?.name ?? id;
  return [
    {
      label: t('quality.column.call'),
      kind: 'name',
      cell: (row) => (
        <>
          <Anchor component={Link} href={addressOf(row)} inherit>
            {row.rangAt === null ? row.callId : format.dateTime(row.rangAt)}
          </Anchor>
          <span className="row-more">
            {row.calibrationId === null ? t('quality.assignment.byRule') : t('quality.assignment.calibration')}
          </span>
        </>
      ),
    },
    { label: t('calls.column.agent'), cell: (row) => row.agentName ?? '–' },
    { label: t('quality.column.template'), cell: (row) => row.templateName },
    {
      label: t('quality.column.evaluator'),
      cell: (row) => nameOf(row.evaluatorId) ?? t('quality.assignment.anybody'),
    },
    { label: t('quality.column.actions'), kind: 'actions', cell: (row) => <Actions row={row} /> },
  ];
}

function Actions({ row }: { readonly row: QualityAssignment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const dismiss = useMutation({
    mutationFn: () => request(`/api/quality/assignments/${encodeURIComponent(row.id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  return (
    <div className="row quality-actions">
      <Button component={Link} href={addressOf(row)} size="xs" leftSection={<IconClipboardCheck size={16} />}>
        {t('quality.evaluate')}
      </Button>
      {row.calibrationId === null && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          loading={dismiss.isPending}
          onClick={() => dismiss.mutate()}
          data-testid="dismiss"
        >
          {t('quality.assignment.dismiss')}
        </Button>
      )}
    </div>
  );
}

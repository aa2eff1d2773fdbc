import { Anchor, Button, Switch, Table } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { QualityAssignment } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { Listed } from '../../components/listed.tsx';
import { useFormat } from '../../format/use-format.ts';
import { assignmentsQuery, evaluatorsQuery, qualityKey } from './quality-queries.ts';

/** What is to be evaluated, the oldest first. */
export function AssignmentsTab() {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const assignments = useQuery(assignmentsQuery(all));
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
          <Table className="rows" data-testid="assignments">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('quality.column.call')}</Table.Th>
                <Table.Th scope="col">{t('calls.column.agent')}</Table.Th>
                <Table.Th scope="col">{t('quality.column.template')}</Table.Th>
                <Table.Th scope="col">{t('quality.column.evaluator')}</Table.Th>
                <Table.Th scope="col">
                  <span className="visually-hidden">{t('quality.column.actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Listed>
    </>
  );
}

function Row({ row }: { readonly row: QualityAssignment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const evaluators = useQuery(evaluatorsQuery);
  const dismiss = useMutation({
    mutationFn: () => request(`/api/quality/assignments/${encodeURIComponent(row.id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  const address = `/calls/${row.callId}?evaluate=${encodeURIComponent(row.id)}`;
  const who = evaluators.data?.find((one) => one.id === row.evaluatorId)?.name ?? row.evaluatorId;
  return (
    <Table.Tr data-testid={`assignment-${row.id}`}>
      <Table.Th scope="row">
        <Anchor component={Link} href={address} inherit>
          {row.rangAt === null ? row.callId : format.dateTime(row.rangAt)}
        </Anchor>
        <span className="row-more">
          {row.calibrationId === null ? t('quality.assignment.byRule') : t('quality.assignment.calibration')}
        </span>
      </Table.Th>
      <Table.Td data-label={t('calls.column.agent')}>{row.agentName ?? '–'}</Table.Td>
      <Table.Td data-label={t('quality.column.template')}>{row.templateName}</Table.Td>
      <Table.Td data-label={t('quality.column.evaluator')}>{who ?? t('quality.assignment.anybody')}</Table.Td>
      <Table.Td>
        <div className="row quality-actions">
          <Button component={Link} href={address} size="xs" leftSection={<IconClipboardCheck size={16} />}>
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
      </Table.Td>
    </Table.Tr>
  );
}

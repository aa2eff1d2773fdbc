import { Anchor, Table } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallRow } from '../../../../services/http/protocol.ts';
import { ResultStatus } from '../../components/result-status.tsx';
import { Status } from '../../components/status.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';

/** The calls found, newest first. On a telephone each is a card. */
export function CallsTable({ rows }: { readonly rows: readonly CallRow[] }) {
  const { t } = useTranslation();
  return (
    <Table className="rows" highlightOnHover data-testid="calls">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('calls.column.when')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.caller')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.queue')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.agent')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.wait')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.talk')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.duration')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.result')}</Table.Th>
          <Table.Th scope="col">{t('calls.column.recording')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((call) => (
          <Row key={call.id} call={call} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ call }: { readonly call: CallRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  return (
    <Table.Tr className="row-linked" data-testid={`call-row-${call.id}`} data-result={call.result ?? ''}>
      <Table.Th scope="row">
        <Anchor component={Link} href={`/calls/${call.id}`} inherit className="row-link">
          <time dateTime={new Date(call.rangAt).toISOString()}>{format.time(call.rangAt)}</time>
        </Anchor>
        <span className="row-more">{format.day(call.rangAt)}</span>
      </Table.Th>
      <Table.Td data-label={t('calls.column.caller')}>
        {call.number || t('call.hidden')}
        {call.callerName !== '' && <span className="row-more">{call.callerName}</span>}
      </Table.Td>
      <Table.Td data-label={t('calls.column.queue')}>
        {call.queueId === null ? call.serviceName : queueName(call.queueId)}
        {call.queueId !== null && <span className="row-more">{call.serviceName}</span>}
      </Table.Td>
      <Table.Td data-label={t('calls.column.agent')}>{call.agentName ?? <None />}</Table.Td>
      <Table.Td data-label={t('calls.column.wait')}>
        {call.waitMs === null ? <None /> : clockText(call.waitMs)}
      </Table.Td>
      <Table.Td data-label={t('calls.column.talk')}>
        {call.talkMs === null ? <None /> : clockText(call.talkMs)}
      </Table.Td>
      <Table.Td data-label={t('calls.column.duration')}>
        {call.durationMs === null ? t('calls.inProgress') : clockText(call.durationMs)}
      </Table.Td>
      <Table.Td data-label={t('calls.column.result')}>
        <ResultStatus result={call.result} />
      </Table.Td>
      <Table.Td data-label={t('calls.column.recording')} data-recording={call.recordingState ?? ''}>
        <RecordingMark state={call.recordingState} />
      </Table.Td>
    </Table.Tr>
  );
}

function None() {
  return <span className="dimmed">–</span>;
}

function RecordingMark({ state }: { readonly state: CallRow['recordingState'] }) {
  const { t } = useTranslation();
  if (state === null) return <None />;
  if (state === 'sealed')
    return (
      <Status tone="busy" icon={IconVolume} size="bare">
        {t('calls.recording.sealed')}
      </Status>
    );
  if (state === 'failed')
    return (
      <Status tone="danger" icon={IconAlertTriangle} size="bare">
        {t('calls.recording.failed')}
      </Status>
    );
  return (
    <Status tone="off" icon={IconHourglass} size="bare">
      {t(`calls.recording.${state}`)}
    </Status>
  );
}

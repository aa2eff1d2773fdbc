import { Anchor, Table, Title } from '@mantine/core';
import { IconCircleFilled, IconPlayerPauseFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallView } from '../../../../services/live/protocol.ts';
import { PathList } from '../../components/path-list.tsx';
import { PhaseStatus } from '../../components/phase-status.tsx';
import { Status } from '../../components/status.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { clockText } from '../../format/time.ts';

/** Calls in progress, the oldest first. */
export function CallsPanel({ calls, now }: { readonly calls: readonly CallView[]; readonly now: number }) {
  const { t } = useTranslation();
  const ordered = calls.toSorted((one, other) => one.rangAt - other.rangAt);
  return (
    <section className="panel console-calls" aria-labelledby="calls-title">
      <Title order={2} id="calls-title" className="panel-title">
        {t('console.calls.title')}
      </Title>
      {ordered.length === 0 ? (
        <p className="panel-empty">{t('console.calls.none')}</p>
      ) : (
        <Table className="rows" horizontalSpacing="xs" data-testid="calls">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('console.calls.caller')}</Table.Th>
              <Table.Th scope="col">{t('console.calls.phase')}</Table.Th>
              <Table.Th scope="col">{t('console.calls.time')}</Table.Th>
              <Table.Th scope="col">{t('console.calls.where')}</Table.Th>
              <Table.Th scope="col">{t('call.path')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered.map((call) => (
              <CallRow key={call.id} call={call} now={now} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function CallRow({ call, now }: { readonly call: CallView; readonly now: number }) {
  const { t } = useTranslation();
  const queueName = useQueueName();
  return (
    <Table.Tr data-testid={`call-row-${call.id}`} data-phase={call.phase}>
      <Table.Th scope="row">
        <Anchor component={Link} href={`/calls/${call.id}`} inherit>
          {call.number || t('call.hidden')}
        </Anchor>
        {call.callerName !== '' && <span className="row-more">{call.callerName}</span>}
      </Table.Th>
      <Table.Td data-label={t('console.calls.phase')} data-testid="phase">
        <PhaseStatus phase={call.phase} />
        {call.recording !== 'none' && (
          <span className="row-more">
            <Status
              tone={call.recording === 'on' ? 'danger' : 'wait'}
              icon={call.recording === 'on' ? IconCircleFilled : IconPlayerPauseFilled}
              size="bare"
            >
              {t(`recordingState.${call.recording}`)}
            </Status>
          </span>
        )}
      </Table.Td>
      <Table.Td data-label={t('console.calls.time')} data-testid="time">
        {clockText(now - call.phaseSince)}
        <span className="row-more">{t('console.calls.total', { time: clockText(now - call.rangAt) })}</span>
      </Table.Td>
      <Table.Td data-label={t('console.calls.where')} data-testid="where">
        {call.agentName ?? (call.queueId === null ? <span className="dimmed">–</span> : queueName(call.queueId))}
        {call.agentName !== null && call.queueId !== null && (
          <span className="row-more">{queueName(call.queueId)}</span>
        )}
      </Table.Td>
      <Table.Td data-label={t('call.path')} className="cell-path">
        <PathList path={call.path} last={3} />
      </Table.Td>
    </Table.Tr>
  );
}

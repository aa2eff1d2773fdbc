import { Anchor, Table, Title } from '@mantine/core';
import { IconCircleFilled, IconEar, IconHeadset, IconMessage2, IconPlayerPauseFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallView } from '../../../../services/live/protocol.ts';
import { PathList } from '../../components/path-list.tsx';
import { PhaseStatus } from '../../components/phase-status.tsx';
import { Status } from '../../components/status.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { clockText } from '../../format/time.ts';
import { CallMenu } from './call-menu.tsx';

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
              <Table.Th scope="col" className="cell-action">
                <span className="visually-hidden">{t('console.act.actions')}</span>
              </Table.Th>
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
        {call.direction === 'callback' && <span className="row-more">{t('console.calls.callback')}</span>}
      </Table.Th>
      <Table.Td data-label={t('console.calls.phase')} data-testid="phase">
        <PhaseStatus phase={call.phase} />
        {call.priority > 0 && (
          <span className="row-more" data-testid="priority">
            {t('console.calls.priority', { priority: call.priority })}
          </span>
        )}
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
        <Company call={call} />
      </Table.Td>
      <Table.Td data-label={t('call.path')} className="cell-path">
        <PathList path={call.path} last={2} />
      </Table.Td>
      <Table.Td className="cell-action">
        <CallMenu call={call} />
      </Table.Td>
    </Table.Tr>
  );
}

const watchIcons = { listen: IconEar, whisper: IconMessage2, barge: IconHeadset } as const;

/** Who else is in the conversation: somebody consulted or joined, supervisors. */
function Company({ call }: { readonly call: CallView }) {
  const { t } = useTranslation();
  const { third } = call;
  return (
    <>
      {third !== null && (
        <span className="row-more" data-testid="third" data-mode={third.mode}>
          {third.mode === 'consult'
            ? t('console.calls.asking', { name: third.name })
            : t('console.calls.with', { name: third.name })}
        </span>
      )}
      {call.watchers
        .filter(({ state }) => state === 'here')
        .map(({ userId, name, mode }) => (
          <span key={userId} className="row-more" data-testid="watcher" data-user={userId} data-mode={mode}>
            <Status tone="after" icon={watchIcons[mode]} size="bare">
              {t(`console.calls.watch.${mode}`, { name })}
            </Status>
          </span>
        ))}
    </>
  );
}

import { Anchor, Button, Table, Title } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CallView } from '../../../../services/live/protocol.ts';
import { CallbackDialog } from '../../components/callback-dialog.tsx';
import { PhaseStatus } from '../../components/phase-status.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { useFormat } from '../../format/use-format.ts';
import { CallMenu } from './call-menu.tsx';

/** Those who are to be called back: the ones whose hour has not come, and the ones whose turn has not. */
export function CallbacksPanel({ calls }: { readonly calls: readonly CallView[] }) {
  const { t } = useTranslation();
  const [scheduling, setScheduling] = useState(false);
  const ordered = calls.toSorted((one, other) => (one.callback?.nextAt ?? 0) - (other.callback?.nextAt ?? 0));
  return (
    <section className="panel console-callbacks" aria-labelledby="callbacks-title">
      <div className="row-between panel-head">
        <Title order={2} id="callbacks-title">
          {t('console.callbacks.title')}
        </Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendarPlus size={16} />}
          onClick={() => setScheduling(true)}
          data-testid="schedule-callback"
        >
          {t('desk.callback.open')}
        </Button>
      </div>
      <CallbackDialog
        start={{ number: '', callerName: '', queueId: null }}
        opened={scheduling}
        onClose={() => setScheduling(false)}
      />
      {ordered.length === 0 ? (
        <p className="panel-empty">{t('console.callbacks.none')}</p>
      ) : (
        <Table className="rows" horizontalSpacing="xs" data-testid="callbacks">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('console.callbacks.number')}</Table.Th>
              <Table.Th scope="col">{t('console.callbacks.state')}</Table.Th>
              <Table.Th scope="col">{t('console.callbacks.next')}</Table.Th>
              <Table.Th scope="col">{t('console.callbacks.queue')}</Table.Th>
              <Table.Th scope="col">{t('console.callbacks.attempts')}</Table.Th>
              <Table.Th scope="col" className="cell-action">
                <span className="visually-hidden">{t('console.act.actions')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered.map((call) => (
              <CallbackRow key={call.id} call={call} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function CallbackRow({ call }: { readonly call: CallView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  const nextAt = call.callback?.nextAt ?? null;
  return (
    <Table.Tr data-testid={`callback-row-${call.id}`} data-phase={call.phase}>
      <Table.Th scope="row">
        <Anchor component={Link} href={`/calls/${call.id}`} inherit>
          {call.number}
        </Anchor>
        {call.callerName !== '' && <span className="row-more">{call.callerName}</span>}
      </Table.Th>
      <Table.Td data-label={t('console.callbacks.state')}>
        <PhaseStatus phase={call.phase} />
      </Table.Td>
      <Table.Td data-label={t('console.callbacks.next')} data-testid="next">
        {nextAt === null ? t('console.callbacks.turn') : <time>{format.dateTime(nextAt)}</time>}
      </Table.Td>
      <Table.Td data-label={t('console.callbacks.queue')}>
        {call.queueId === null ? <span className="dimmed">–</span> : queueName(call.queueId)}
        {call.priority > 0 && (
          <span className="row-more">{t('console.calls.priority', { priority: call.priority })}</span>
        )}
      </Table.Td>
      <Table.Td data-label={t('console.callbacks.attempts')}>{call.callback?.attempts ?? 0}</Table.Td>
      <Table.Td className="cell-action">
        <CallMenu call={call} />
      </Table.Td>
    </Table.Tr>
  );
}

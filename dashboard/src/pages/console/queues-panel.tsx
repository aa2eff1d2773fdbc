import { Table, Title } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../../../services/live/protocol.ts';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { ServiceLevel } from './service-level.tsx';

export function QueuesPanel({ queues, now }: { readonly queues: readonly QueueView[]; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="panel console-queues" aria-labelledby="queues-title">
      <Title order={2} id="queues-title" className="panel-title">
        {t('console.queues.title')}
      </Title>
      {queues.length === 0 ? (
        <p className="panel-empty">{t('console.queues.none')}</p>
      ) : (
        <Table className="rows" data-testid="queues">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('console.queues.name')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.waiting')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.longest')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.agents')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.offered')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.answered')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.abandoned')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.voicemail')}</Table.Th>
              <Table.Th scope="col">{t('console.queues.serviceLevel')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {queues.map((queue) => (
              <Table.Tr key={queue.id} data-testid={`queue-row-${queue.id}`}>
                <Table.Th scope="row">
                  {format.local(queue.name)}
                  {queue.level !== 1 && (
                    <span className="row-more">{t('console.queues.level', { level: queue.level })}</span>
                  )}
                </Table.Th>
                <Table.Td data-label={t('console.queues.waiting')} data-testid="waiting">
                  <span className={queue.waiting > 0 ? 'strong' : 'dimmed'}>{queue.waiting}</span>
                </Table.Td>
                <Table.Td data-label={t('console.queues.longest')} data-testid="longest">
                  <LongestWait queue={queue} now={now} />
                </Table.Td>
                <Table.Td data-label={t('console.queues.agents')} data-testid="agents">
                  {t('console.queues.idleOf', { idle: queue.agentsIdle, signedIn: queue.agentsSignedIn })}
                </Table.Td>
                <Table.Td data-label={t('console.queues.offered')} data-testid="offered">
                  {queue.today.offered}
                  <OtherWays queue={queue} />
                </Table.Td>
                <Table.Td data-label={t('console.queues.answered')} data-testid="answered">
                  {queue.today.answered}
                </Table.Td>
                <Table.Td data-label={t('console.queues.abandoned')} data-testid="abandoned">
                  {queue.today.abandoned}
                  {queue.today.shortAbandoned > 0 && (
                    <small className="dimmed">
                      {' '}
                      {t('console.queues.short', { short: queue.today.shortAbandoned })}
                    </small>
                  )}
                </Table.Td>
                <Table.Td data-label={t('console.queues.voicemail')} data-testid="voicemail">
                  {queue.today.voicemail}
                </Table.Td>
                <Table.Td data-label={t('console.queues.serviceLevel')} data-testid="service-level">
                  <ServiceLevel queue={queue} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** Calls that came or went another way than from the menu to an agent; only those there were. */
function OtherWays({ queue }: { readonly queue: QueueView }) {
  const { t } = useTranslation();
  const ways = (['overflowed', 'moved', 'callbacks'] as const).filter((way) => queue.today[way] > 0);
  return ways.map((way) => (
    <span key={way} className="row-more" data-testid={way}>
      {t(`console.queues.${way}`, { count: queue.today[way] })}
    </span>
  ));
}

/** Past the queue's threshold the wait is a warning, past three times it an alarm. */
function LongestWait({ queue, now }: { readonly queue: QueueView; readonly now: number }) {
  if (queue.longestSince === null) return <span className="dimmed">–</span>;
  const waited = now - queue.longestSince;
  const target = queue.targetSeconds * 1000;
  const tone = waited > 3 * target ? 'danger' : waited > target ? 'wait' : 'off';
  return (
    <Status tone={tone} icon={IconClock}>
      {clockText(waited)}
    </Status>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../../services/http/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { Fact } from '../../components/fact.tsx';
import { ResultStatus } from '../../components/result-status.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { causeText } from './cause-text.ts';

/** The call in one glance. */
export function CallFacts({ detail }: { readonly detail: CallDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  const site = useQuery({ ...siteQuery, enabled: false });
  const { call, note, agents } = detail;
  const outcome = site.data?.outcomes.find((one) => one.id === call.outcome);
  const time = (ms: number | null) => (ms === null ? '–' : clockText(ms));
  return (
    <section className="panel call-facts" aria-label={t('detail.facts')} data-testid="call-facts">
      <dl className="facts">
        <Fact label={t('calls.column.result')}>
          <ResultStatus result={call.result} />
        </Fact>
        <Fact label={t('call.number')}>{call.number || t('call.hidden')}</Fact>
        {call.callerName !== '' && <Fact label={t('call.name')}>{call.callerName}</Fact>}
        <Fact label={t('call.service')}>
          {call.serviceName} ({call.dialled})
        </Fact>
        <Fact label={t('calls.filter.direction')}>{t(`direction.${call.direction}`)}</Fact>
        <Fact label={t('call.queue')}>{call.queueId === null ? '–' : queueName(call.queueId)}</Fact>
        <Fact label={t('calls.column.agent')}>
          {agents.length > 1
            ? agents.map(({ name, talkMs }) => `${name} (${clockText(talkMs)})`).join(' · ')
            : (call.agentName ?? '–')}
        </Fact>
        <Fact label={t('calls.column.wait')}>
          <span className="figure">{time(call.waitMs)}</span>
        </Fact>
        <Fact label={t('calls.column.talk')}>
          <span className="figure">{time(call.talkMs)}</span>
        </Fact>
        <Fact label={t('calls.column.duration')}>
          <span className="figure">{time(call.durationMs)}</span>
        </Fact>
        {call.holdMs !== null && (
          <Fact label={t('detail.hold')}>
            <span className="figure">{time(call.holdMs)}</span>
          </Fact>
        )}
        <Fact label={t('call.consent')}>{t(`consent.${call.consent}`)}</Fact>
        {call.keys !== '' && (
          <Fact label={t('detail.keys')}>
            <span className="figure">{[...call.keys].join(' ')}</span>
          </Fact>
        )}
        {call.missedOffers > 0 && <Fact label={t('detail.missed')}>{call.missedOffers}</Fact>}
        <Fact label={t('detail.endedBy')}>
          <span data-testid="ended-by" data-side={call.endedBy ?? ''}>
            {call.endedBy === null ? '–' : t(`side.${call.endedBy}`)}
          </span>
        </Fact>
        {call.cause !== null && (
          <Fact label={t('detail.cause')}>
            <span data-testid="cause">{causeText(t, call.endReason, call.cause)}</span>
          </Fact>
        )}
        {call.outcome !== null && (
          <Fact label={t('desk.wrapUp.outcome')}>
            {outcome === undefined ? call.outcome : format.local(outcome.name)}
          </Fact>
        )}
        {call.flow !== '' && (
          <Fact label={t('detail.flow')}>
            {call.flow}
            <span className="row-more">{call.flowVersion.slice(0, 12)}</span>
          </Fact>
        )}
        {note !== '' && (
          <Fact label={t('desk.wrapUp.note')} wide>
            {note}
          </Fact>
        )}
        {call.sipCallId !== null && (
          <Fact label="SIP Call-ID" wide>
            <span className="sip-id">{call.sipCallId}</span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

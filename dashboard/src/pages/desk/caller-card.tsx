import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../../services/live/protocol.ts';
import { ConsentStatus } from '../../components/consent-status.tsx';
import { Fact } from '../../components/fact.tsx';
import { languageName } from '../../components/language-name.ts';
import { PathList } from '../../components/path-list.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { useFormat } from '../../format/use-format.ts';

/** What is known of the caller and the way the call came. */
export function CallerCard({ call }: { readonly call: CallView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  return (
    <section className="panel desk-card" aria-labelledby="caller-title" data-testid="caller">
      <Title order={2} id="caller-title" className="desk-card-title">
        {call.direction === 'callback' ? t('desk.caller.callback') : t('desk.caller.title')}
      </Title>
      <dl className="facts">
        <Fact label={t('call.number')}>{call.number || t('call.hidden')}</Fact>
        {call.callerName !== '' && <Fact label={t('call.name')}>{call.callerName}</Fact>}
        <Fact label={t('call.service')}>{call.serviceName}</Fact>
        {call.dialled !== '' && <Fact label={t('call.dialled')}>{call.dialled}</Fact>}
        <Fact label={t('call.language')}>{languageName(call.language, i18n.language)}</Fact>
        {call.queueId !== null && <Fact label={t('call.queue')}>{queueName(call.queueId)}</Fact>}
        <Fact label={t('call.rangAt')}>
          <time>{format.time(call.rangAt)}</time>
        </Fact>
        <Fact label={t('call.consent')} wide>
          <ConsentStatus consent={call.consent} />
        </Fact>
      </dl>
      <div className="fact" data-testid="path">
        <span className="fact-label">{t('call.path')}</span>
        <PathList path={call.path} />
      </div>
    </section>
  );
}

import './desk.css';
import { Title, VisuallyHidden } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useServerNow, useTopic } from '../../live/live-context.tsx';
import { useDeskTelephone, useTelephoneState } from '../../phone/telephone-context.tsx';
import { AskedCard } from './asked-card.tsx';
import { AvailabilityCard } from './availability-card.tsx';
import { CallerCard } from './caller-card.tsx';
import { CallingCard } from './calling-card.tsx';
import { ConversationCard } from './conversation-card.tsx';
import { DeskBanners } from './desk-banners.tsx';
import { IdleCard } from './idle-card.tsx';
import { KeptCard } from './kept-card.tsx';
import { OfferCard } from './offer-card.tsx';
import { TelephoneCard } from './telephone-card.tsx';
import { useComeBack } from './use-come-back.ts';
import { usePageTitle } from './use-page-title.ts';
import { WrapUpCard } from './wrap-up-card.tsx';

/** The agent's desk: the call in the middle, what is known of the caller beside it, availability and telephone at the side. */
export function DeskPage() {
  const { t } = useTranslation();
  const live = useTopic('desk');
  const now = useServerNow(live);
  const { telephone, kind } = useDeskTelephone();
  const phone = useTelephoneState(telephone);
  const cameBack = useComeBack(live.state, telephone, phone);
  usePageTitle(live.state);

  if (live.refused !== null)
    return (
      <Notice tone="danger" icon={IconLock} testId="desk-refused">
        {errorText(t, live.refused)}
      </Notice>
    );
  const desk = live.state;
  if (desk === null) return <PageLoader away={live.health === 'lost'} />;
  const props = { desk, now, telephone, phone, kind } as const;
  return (
    <>
      <VisuallyHidden>
        <Title order={1}>{t('nav.desk')}</Title>
      </VisuallyHidden>
      <DeskBanners {...props} health={live.health} currentAt={live.currentAt} cameBack={cameBack} />
      <div className="desk" data-call={desk.call !== null} data-stale={live.health === 'lost'}>
        <div className="desk-side">
          <AvailabilityCard desk={desk} now={now} />
          <TelephoneCard {...props} />
        </div>
        <div className="desk-main">
          {stageOf(desk) === 'offer' && <OfferCard {...props} />}
          {stageOf(desk) === 'conversation' && <ConversationCard {...props} />}
          {stageOf(desk) === 'asked' && <AskedCard {...props} />}
          {stageOf(desk) === 'calling' && <CallingCard {...props} />}
          {stageOf(desk) === 'kept' && <KeptCard {...props} />}
          {desk.wrapUp !== null && (
            <WrapUpCard key={desk.wrapUp.callId} wrapUp={desk.wrapUp} now={now} last={desk.last} call={desk.call} />
          )}
          {stageOf(desk) === 'idle' && desk.wrapUp === null && <IdleCard {...props} />}
        </div>
        {desk.call !== null && (
          <div className="desk-caller">
            <CallerCard call={desk.call} />
          </div>
        )}
      </div>
    </>
  );
}

function stageOf(desk: NonNullable<ReturnType<typeof useTopic<'desk'>>['state']>) {
  if (desk.role === 'third') return 'asked';
  if (desk.keptUntil !== null) return 'kept';
  if (desk.offer !== null && desk.call !== null) return 'offer';
  if (desk.call !== null && (desk.call.phase === 'talking' || desk.call.phase === 'holding')) return 'conversation';
  if (desk.call?.phase === 'kept') return 'kept';
  if (desk.call?.phase === 'calling') return 'calling';
  return 'idle';
}
